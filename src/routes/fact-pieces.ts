/** A file of facts on its way: cut into pieces of whole lines as it streams by, never whole in memory, with its SHA-256 at the end. */
import type { FactFileRefusal } from "../domain/fact/fact-line.ts";
import { toHex } from "../domain/hex.ts";
import { type Result, accept, refuse } from "../domain/result.ts";

/** Without a line's end in so many characters it is no list. */
const PIECE_CHARACTERS = 128 * 1024;
const MAX_LINES = 1_000_000;
const LINES = /\n/g;

export interface Streamed {
  readonly pieces: number;
  readonly sha256: string;
}

/** @param send takes one piece after the other; from 0 */
export async function streamPieces(
  body: ReadableStream<Uint8Array>,
  send: (n: number, text: string) => Promise<void>,
): Promise<Result<Streamed, FactFileRefusal>> {
  const digest = new crypto.DigestStream("SHA-256");
  const hashing = digest.getWriter();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let text = "";
  let pieces = 0;
  let lines = 0;
  for await (const chunk of body) {
    await hashing.write(chunk);
    const more = decoded(decoder, chunk);
    if (more === null) return refuse({ code: "facts_not_utf8" });
    lines += more.match(LINES)?.length ?? 0;
    if (lines > MAX_LINES) return refuse({ code: "facts_too_many" });
    text += more;
    while (text.length > PIECE_CHARACTERS) {
      const end = text.lastIndexOf("\n", PIECE_CHARACTERS);
      if (end === -1) return refuse({ code: "facts_no_lines" });
      await send(pieces, text.slice(0, end));
      pieces += 1;
      text = text.slice(end + 1);
    }
  }
  await hashing.close();
  if (decoded(decoder) === null) return refuse({ code: "facts_not_utf8" });
  if (text !== "") await send(pieces, text.replace(/\n$/, ""));
  return accept({ pieces: text === "" ? pieces : pieces + 1, sha256: toHex(new Uint8Array(await digest.digest)) });
}

/** Null where the bytes are no UTF-8; without them, where they ended within a character. */
function decoded(decoder: TextDecoder, chunk?: Uint8Array): string | null {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    return null;
  }
}

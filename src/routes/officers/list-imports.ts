/** Single facts from clients, and files of facts or risk levels from clients and officers. A file stands under its SHA-256, so that a repeated upload is the same request. */
import { AREAS } from "../../contract/area.ts";
import { type FactImport, FACTS } from "../../contract/fact.ts";
import { isWithin } from "../../domain/division/division.ts";
import type { FactFileRefusal } from "../../domain/fact/fact-line.ts";
import { toHex } from "../../domain/hex.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { factImportOf, issuerObjectOf } from "../../objects/env.ts";
import type { ListOf } from "../../objects/names.ts";
import type { ImportView } from "../../objects/list-import/rpc.ts";
import { keepAreas } from "../../storage/areas.ts";
import type { OfIssuer, OfSender } from "../env.ts";
import { PROBLEMS } from "../../contract/problem.ts";
import { Routes } from "../http/operation.ts";
import { client, sender } from "../who/sender.ts";
import { checkSent, enterFact } from "./facts.ts";
import { instantOf } from "../../domain/instant.ts";

/** The route for one fact is for clients only. It is mounted before the check of the file routes, which also admits officers. */
export const factImports = new Routes<OfIssuer>("/api/v1/facts")
  .on(FACTS.enterFact, client("facts"), async (c, { body, answer }) => {
    const checked = await checkSent(c.env, c.var, body);
    if (!checked.ok) return checked;
    if (!isWithin(body.source, c.var.sender.scope)) return refuse({ code: "outside_scope", pointer: "/source" });
    const entered = await enterFact(c.env, c.var, checked.value);
    return entered.ok ? answer(200, entered.value) : entered;
  })
  .with(importsOf("facts", FACTS.sendFacts, FACTS.factImport));
/** Files of risk levels use the same routes. */
export const areaImports = importsOf("areas", AREAS.sendAreas, AREAS.areaImport);

function importsOf(
  list: ListOf,
  send: typeof FACTS.sendFacts | typeof AREAS.sendAreas,
  read: typeof FACTS.factImport | typeof AREAS.areaImport,
) {
  return new Routes<OfSender>(`/api/v1/${list}`)
    .use(sender(list))
    .on(send, async (c, { params: { import: sha256 }, query: { format }, answer }) => {
      const { issuer, now } = c.var;
      const file = factImportOf(c.env, issuer, list, sha256);
      const beginning = { format, sender: c.var.sender, shards: issuer.shards };
      const attempt = await file.begin(beginning, now);
      // `begin` answers null for a file that is being received or was received completely.
      if (attempt !== null) {
        const body = c.req.raw.body ?? new Blob([]).stream();
        const streamed = await streamPieces(body, (n, text) => file.add(attempt, n, text));
        if (!streamed.ok || streamed.value.sha256 !== sha256) {
          await file.forget(attempt);
          return streamed.ok ? refuse({ code: "facts_other_file" }) : streamed;
        }
        await file.close(attempt, streamed.value.pieces, now);
      }
      const view = await file.view();
      return view === null ? refuse({ code: "import_not_found" }) : answer(202, importOf(view));
    })
    .on(read, async (c, { params, answer }) => {
      const { issuer, now } = c.var;
      const view = await factImportOf(c.env, issuer, list, params.import).view();
      // A client that waited for the import reads the new levels at once, without KV's delay.
      if (list === "areas" && view?.state === "done")
        keepAreas(issuer.code, await issuerObjectOf(c.env, issuer.code).areas(now), now);
      return view === null ? refuse({ code: "import_not_found" }) : answer(200, importOf(view));
    });
}

function importOf({ begunAt, finishedAt, errors, ...counts }: ImportView): FactImport {
  return {
    ...counts,
    begunAt: instantOf(begunAt),
    finishedAt: instantOf(finishedAt),
    errors: errors.map(({ line, code, field }) => ({ line, code, field, sentence: PROBLEMS[code].sentence })),
  };
}

/** The largest piece of a file that is sent to the import. A text without a line end in this many characters is not a list. */
const PIECE_CHARACTERS = 128 * 1024;
const MAX_LINES = 1_000_000;
const LINES = /\n/g;

export interface Streamed {
  readonly pieces: number;
  readonly sha256: string;
}

/** Splits a file into pieces at line ends and hashes it. @param send receives the pieces in order, numbered from 0 */
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

/** Null if the bytes are not UTF-8. Without a chunk: null if the file ended inside a character. */
function decoded(decoder: TextDecoder, chunk?: Uint8Array): string | null {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    return null;
  }
}

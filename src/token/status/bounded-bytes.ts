/** Reads streams from outside, whose length nobody has promised, on the server and on phones. */
import type { Bytes } from "../../domain/code/claims.ts";
import { textOf } from "./fields.ts";

/** The bytes of a stream, counted while they are read; null if they are more than `maxBytes`. Rejects if the stream does. */
export async function boundedBytes(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Bytes | null> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > maxBytes) {
      await reader.cancel();
      return null;
    }
    parts.push(part.value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** An answer that came, and is no text of its type within its bound. */
export class UnreadableText extends Error {
  readonly fault: "wrong_type" | "too_large" | "malformed";

  /** @param fault `wrong_type`: another content type; `malformed`: no UTF-8 */
  constructor(url: string, fault: UnreadableText["fault"]) {
    super(`${url}: ${fault}`);
    this.fault = fault;
  }
}

/** The text of an answer of another host; null if that host has none (404). Rejects for any other answer, and with an `UnreadableText` for one of another type, of more bytes, or no UTF-8. @param type the exact content type; null: any */
export async function answerText(answer: Response, maxBytes: number, type: string | null): Promise<string | null> {
  if (!answer.ok || answer.body === null) {
    await answer.body?.cancel();
    if (answer.status === 404) return null;
    throw new TypeError(`${answer.url} answers ${answer.status}`);
  }
  if (type !== null && answer.headers.get("content-type") !== type) {
    await answer.body.cancel();
    throw new UnreadableText(answer.url, "wrong_type");
  }
  const bytes = await boundedBytes(answer.body, maxBytes);
  if (bytes === null) throw new UnreadableText(answer.url, "too_large");
  const text = textOf(bytes);
  if (text === undefined) throw new UnreadableText(answer.url, "malformed");
  return text;
}

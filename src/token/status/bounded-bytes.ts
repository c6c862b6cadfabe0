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

/** An answer that came, and is no text within its bound. */
export class UnreadableText extends Error {
  readonly fault: "too_large" | "malformed";

  /** @param fault `malformed`: no UTF-8 */
  constructor(url: string, fault: UnreadableText["fault"]) {
    super(`${url}: ${fault}`);
    this.fault = fault;
  }
}

/** The text of an answer of another host; null if that host has none (404). Rejects for any other answer, and with an `UnreadableText` for one that is longer or not UTF-8. */
export async function answerText(answer: Response, maxBytes: number): Promise<string | null> {
  if (!answer.ok || answer.body === null) {
    await answer.body?.cancel();
    if (answer.status === 404) return null;
    throw new TypeError(`${answer.url} answers ${answer.status}`);
  }
  const bytes = await boundedBytes(answer.body, maxBytes);
  if (bytes === null) throw new UnreadableText(answer.url, "too_large");
  const text = textOf(bytes);
  if (text === undefined) throw new UnreadableText(answer.url, "malformed");
  return text;
}

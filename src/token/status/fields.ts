/** Reads JSON from outside, of which nothing is known, on the server and on phones: a fault gives `undefined` and no exception. */

/** The fields of a JSON value, none of which is checked. */
export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = {};

/** The fields of a value; none if it is no JSON object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : NONE;
}

/** The elements of a value; undefined if it is no list. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** The text of bytes in UTF-8; undefined if they are none. */
export function textOf(bytes: Uint8Array | null): string | undefined {
  try {
    return bytes === null ? undefined : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The value of a JSON text; undefined if it is none. */
export function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

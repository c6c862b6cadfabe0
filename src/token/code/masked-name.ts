/** Masked names ⇄ UTF-8 bytes in a claim record: at most 24 bytes, in NFC, no characters that hide or reorder other text. domain/identity makes the mask. */
import type { Bytes } from "../../domain/code/claims.ts";

const MAX_MASKED_NAME_BYTES = 24;

/**
 * Characters that no masked name may have: controls, soft hyphen, zero-width characters, separators and bidirectional controls. A fixed list and not
 * `\p{C}`, which depends on the engine's Unicode version: older phones would refuse rare Chinese characters.
 */
const FORBIDDEN = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
] as const;

/** Most names have only these units. They are allowed, and no other text has them as its NFC. */
const STAR = 0x2a;
const [FIRST_CHINESE, LAST_CHINESE] = [0x4e00, 0x9fff] as const;

/** The UTF-8 bytes of a masked name, 1 to 24; `null` if the format cannot encode the name. */
export function maskedNameBytes(name: string): readonly number[] | null {
  if (!isShowable(name)) return null;
  const bytes = encodeUtf8(name);
  return bytes !== null && isNameLength(bytes.length) ? bytes : null;
}

/** The masked name in the bytes from `from` up to `to` (exclusive); `null` if the format does not allow them as a name. */
export function maskedNameOf(bytes: Bytes, from: number, to: number): string | null {
  if (!isNameLength(to - from)) return null;
  const name = decodeUtf8(bytes, from, to);
  return name !== null && isShowable(name) ? name : null;
}

function isShowable(name: string): boolean {
  let isPlain = true;
  for (let at = 0; at < name.length; at += 1) {
    const unit = name.charCodeAt(at);
    if (unit === STAR || (unit >= FIRST_CHINESE && unit <= LAST_CHINESE)) continue;
    if (FORBIDDEN.some(([first, last]) => unit >= first && unit <= last)) return false;
    isPlain = false;
  }
  return isPlain || name.normalize("NFC") === name;
}

function isNameLength(bytes: number): boolean {
  return bytes >= 1 && bytes <= MAX_MASKED_NAME_BYTES;
}

/** UTF-8 of a text; `null` if it contains half a surrogate pair. */
export function encodeUtf8(text: string): readonly number[] | null {
  const out: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) return null;
    if (point < 0x80) out.push(point);
    else if (point < 0x800) out.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) out.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else out.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return out;
}

/** The text in the bytes from `from` up to `to` (exclusive); `null` if they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string | null {
  let text = "";
  let at = from;
  while (at < to) {
    const lead = bytes[at] ?? 0;
    at += 1;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      continue;
    }
    const more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4 || at + more > to) return null;
    let point = lead & (0x3f >> more);
    for (const end = at + more; at < end; at += 1) {
      const next = bytes[at] ?? 0;
      if ((next & 0xc0) !== 0x80) return null;
      point = (point << 6) | (next & 63);
    }
    const least = more === 1 ? 0x80 : more === 2 ? 0x800 : 0x10000;
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null;
    text += String.fromCodePoint(point);
  }
  return text;
}

/** The bytes of a masked name: bounded, one spelling each, nothing that hides or turns other text. The mask itself is domain/identity. */
import type { Bytes } from "../../domain/code/claims.ts";
import { decodeUtf8, encodeUtf8 } from "../../domain/code/utf8.ts";

const MAX_MASKED_NAME_BYTES = 24;

/**
 * Controls, soft hyphen, zero-width, separators and bidirectional controls. A fixed list and not `\p{C}`: that one changes with
 * the engine's Unicode edition, and rare Chinese characters would be refused by older phones.
 */
const UNSHOWN = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
] as const;

/** UTF-8 of a name of 1..24 bytes, or `null` where the format has no bytes for it. */
export function maskedNameBytes(name: string): readonly number[] | null {
  if (!isShowable(name)) return null;
  const bytes = encodeUtf8(name);
  return bytes !== null && isNameLength(bytes.length) ? bytes : null;
}

/** Name in the bytes `from`..`to` (exclusive), or `null` where they are not a name. */
export function maskedNameOf(bytes: Bytes, from: number, to: number): string | null {
  if (!isNameLength(to - from)) return null;
  const name = decodeUtf8(bytes, from, to);
  return name !== null && isShowable(name) ? name : null;
}

function isShowable(name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    const unit = name.charCodeAt(at);
    if (UNSHOWN.some(([first, last]) => unit >= first && unit <= last)) return false;
  }
  return name.normalize("NFC") === name;
}

function isNameLength(bytes: number): boolean {
  return bytes >= 1 && bytes <= MAX_MASKED_NAME_BYTES;
}

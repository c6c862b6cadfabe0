/** UTF-8 by hand, for the few bytes of a masked name: the domain has no TextEncoder. Strict as RFC 3629: no overlong form, no surrogate. */

/** Bytes of a text, or `null` where it holds half a surrogate pair. */
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

/** Text of the bytes `from`..`to` (exclusive), or `null` where they are not UTF-8. */
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

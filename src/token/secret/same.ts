/** Compares proofs in a time that does not depend on the place of a difference, so that a forger learns nothing from the time. The length is not secret. */

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let different = 0;
  for (let at = 0; at < one.length; at += 1) different |= (one[at] ?? 0) ^ (other[at] ?? 0);
  return different === 0;
}

/** Compares UTF-16 units, without making bytes of them: a proxy's secret is compared with each request. */
export function sameText(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let different = 0;
  // A string's iterator gives code points, and a code point may be two units.
  for (let at = 0; at < one.length; at += 1) different |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return different === 0;
}

/** Compares bytes in a time that does not depend on where they differ, so that a forger learns nothing from the time. The length is not secret. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  return one.reduce((sum, byte, index) => sum | (byte ^ (other[index] ?? 0)), 0) === 0;
}

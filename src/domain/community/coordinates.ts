/** Reads coordinates that were copied from a map: two numbers in either order. Degrees in the datum of that map. Pure. */

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** The two ranges around China do not overlap, so the values show the order. */
const LATITUDES = { from: 3, to: 54 } as const;
const LONGITUDES = { from: 73, to: 136 } as const;

/** Null if the text has other characters, or not two numbers, or names a place outside China. */
export function readCoordinates(text: string): Coordinates | null {
  const [, first = "", second = ""] = /^\s*(\d{1,3}(?:\.\d+)?)\s*[,，、\s]\s*(\d{1,3}(?:\.\d+)?)\s*$/u.exec(text) ?? [];
  if (first === "" || second === "") return null;
  const [one, other] = [Number(first), Number(second)];
  if (isWithin(one, LATITUDES) && isWithin(other, LONGITUDES)) return { latitude: one, longitude: other };
  if (isWithin(one, LONGITUDES) && isWithin(other, LATITUDES)) return { latitude: other, longitude: one };
  return null;
}

function isWithin(degrees: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return degrees >= from && degrees <= to;
}

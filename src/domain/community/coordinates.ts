/** Reads coordinates as maps show them to be copied: two numbers, in either order. Degrees of whatever datum the map has. Pure. */

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** Around China no latitude is a longitude, so that the order need not be asked for. */
const LATITUDES = { from: 3, to: 54 } as const;
const LONGITUDES = { from: 73, to: 136 } as const;

/** Null for what is no place in China: other signs or words, one number, a place elsewhere. */
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

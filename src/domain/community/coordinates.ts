/** Reads coordinates that were copied from a map: two numbers in either order. Degrees in the datum of that map. Pure. */
import { CHINESE_STOP, fold } from "../typing/fold.ts";
import { digitsOf } from "../typing/number.ts";

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** Degrees around China. The ranges of latitudes and longitudes do not overlap, so the values show which number is which. */
const LATITUDES = { from: 3, to: 54 } as const;
const LONGITUDES = { from: 73, to: 136 } as const;

const MAX_TEXT = 200;
const NUMBER = /\d+(?:\.\d+)?/g;
/** A Chinese full stop or a middle dot between digits, typed for the decimal point. */
const POINT = new RegExp(`(\\d)(?:${CHINESE_STOP}|·)(?=\\d)`, "g");
/** Marks and words that may stand around the two numbers, as in 东经 114.4074°，北纬 30.6352°; (30.6352°N, 114.4074°E); lng=114.4074&lat=30.6352. */
const AROUND = /^(?:[ ,、;:=&()[\]°度NE]|经度|纬度|东经|北纬|坐标|longitude|latitude|lng|lon|lat)*$/i;

/** The coordinates in a text; null if the text has other words, is too long, has not exactly two numbers, or names a place far from China. */
export function readCoordinates(text: string): Coordinates | null {
  const typed = text.length > MAX_TEXT ? "" : digitsOf(fold(text)).replace(POINT, "$1.");
  const numbers = typed.match(NUMBER) ?? [];
  if (numbers.length !== 2 || !AROUND.test(typed.replace(NUMBER, ""))) return null;
  const [one = 0, other = 0] = numbers.map(Number);
  if (isWithin(one, LATITUDES) && isWithin(other, LONGITUDES)) return { latitude: one, longitude: other };
  if (isWithin(one, LONGITUDES) && isWithin(other, LATITUDES)) return { latitude: other, longitude: one };
  return null;
}

function isWithin(degrees: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return degrees >= from && degrees <= to;
}

/** Whether two names are one: passports print capitals, and people leave out accents, dots, hyphens and spaces. The shown name stays as it is written. Pure. */
import { APOSTROPHES, fold } from "../typing/fold.ts";
import { type PersonName, unifyCharacters } from "./name.ts";

/** Letters without a decomposition in Unicode, as passports print them in capitals. */
const LETTERS: Readonly<Record<string, string>> = { Ø: "O", Ł: "L", Đ: "D", Ð: "D", Ħ: "H", Ŧ: "T", Þ: "TH", Æ: "AE", Œ: "OE" };
const ACCENTS = /[\u0300-\u036f]/gu;
/** All marks between the letters. The vowels of scripts that write them as marks stay. */
const MARKS = new RegExp(`[${APOSTROPHES}\\p{P}\\p{S}\\p{Z}\\p{Cc}\\p{Cf}]`, "gu");

/** Whether two names are one, by their letters only: JOHN SMITH and John Smith, José and Jose, 阿依古丽·买买提 and 阿依古丽买买提. */
export function isSameName(one: PersonName, other: PersonName): boolean {
  return one === other || keyOf(one) === keyOf(other);
}

function keyOf(name: PersonName): string {
  return unifyCharacters(fold(name))
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .toUpperCase()
    .replace(/[ØŁĐÐĦŦÞÆŒ]/gu, (letter) => LETTERS[letter] ?? letter)
    .replace(MARKS, "");
}

/** The names of the colours of codes. */
import type { Colour } from "../../../contract/verify.ts";
import type { Sentence } from "../../app/say.ts";

export const COLOUR_WORDS: Readonly<Record<Colour, Sentence>> = {
  none: { zh: "已申报", en: "Declared" },
  grey: { zh: "灰码", en: "Grey" },
  green: { zh: "绿码", en: "Green" },
  yellow: { zh: "黄码", en: "Yellow" },
  orange: { zh: "橙码", en: "Orange" },
  red: { zh: "红码", en: "Red" },
};

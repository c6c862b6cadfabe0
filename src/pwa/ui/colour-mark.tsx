/** The colour of a code in a row of a table: shape, colour and word. Yellow, orange and red stand out. */
import type { JSX } from "preact";
import type { Colour } from "../../contract/verify.ts";
import { Shape } from "./icons.tsx";
import { saySentence } from "../app/say.ts";
import type { Sentence } from "../app/say.ts";
import "../styles/colour-mark.css";

export const COLOUR_WORDS: Readonly<Record<Colour, Sentence>> = {
  none: { zh: "已申报", en: "Declared" },
  grey: { zh: "灰码", en: "Grey" },
  green: { zh: "绿码", en: "Green" },
  yellow: { zh: "黄码", en: "Yellow" },
  orange: { zh: "橙码", en: "Orange" },
  red: { zh: "红码", en: "Red" },
};

export function ColourMark(props: { readonly colour: Colour }): JSX.Element {
  return (
    <span class={`admin-colour of-${props.colour}`}>
      <Shape colour={props.colour} />
      {saySentence(COLOUR_WORDS[props.colour])}
    </span>
  );
}

/** The colour of a code in a row of a table: shape, colour and word. Yellow, orange and red stand out. */
import type { JSX } from "preact";
import type { Colour } from "../../contract/verify.ts";
import { Shape } from "./icons.tsx";
import { saySentence } from "../app/say.ts";
import { COLOUR_WORDS } from "./words/colours.ts";
import "../styles/colour-mark.css";

export function ColourMark(props: { readonly colour: Colour }): JSX.Element {
  return (
    <span class={`admin-colour of-${props.colour}`}>
      <Shape colour={props.colour} />
      {saySentence(COLOUR_WORDS[props.colour])}
    </span>
  );
}

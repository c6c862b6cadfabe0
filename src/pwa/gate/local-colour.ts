/** The words for a code of another issuer whose colour is another one by the table of this issuer, or has no meaning here. docs/trust.md §12. Pure. */
import type { CodeColour } from "../../domain/code/claims.ts";
import type { LocalColour } from "../../domain/federation/colour-table.ts";
import type { Sentence } from "../app/say.ts";
import { COLOUR_WORDS } from "../ui/words/colours.ts";

/** The word of the verdict: both colours, or that nobody can say what the colour means here. */
export function bothColours(colour: CodeColour, localColour: LocalColour): Sentence {
  const { zh, en } = COLOUR_WORDS[colour];
  if (localColour === "unknown") return { zh: `${zh} 请查验`, en: `${en}: check` };
  const here = COLOUR_WORDS[localColour];
  return { zh: `${zh} 本地按${here.zh}`, en: `${en}: ${here.en.toLowerCase()} here` };
}

/** Why the screen shows two colours, or asks; null if the code's colour is the one that counts. @param issuer the name of the code's issuer */
export function localSentence(colour: CodeColour, localColour: LocalColour, issuer: Sentence): Sentence | null {
  if (localColour === colour) return null;
  const own = COLOUR_WORDS[colour];
  if (localColour === "unknown")
    return {
      zh: `${issuer.zh}的${own.zh}：还不知道它在本地相当于什么码色。请核对证件，按现场规定查验。`,
      en: `A code of ${issuer.en}, ${own.en.toLowerCase()}: it is not known which colour that is here. Check the identity document, and act by the rules of this place.`,
    };
  const here = COLOUR_WORDS[localColour];
  return {
    zh: `${issuer.zh}的${own.zh}，按两地公布的码色含义，在本地相当于${here.zh}，按${here.zh}办。`,
    en: `A code of ${issuer.en}, ${own.en.toLowerCase()}: by the meanings that both regions publish it is ${here.en.toLowerCase()} here, and counts as ${here.en.toLowerCase()}.`,
  };
}

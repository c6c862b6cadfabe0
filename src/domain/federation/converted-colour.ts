/** The colour of the nation's code that is made from the code of another issuer. Pure. */
import type { CodeColour } from "../code/claims.ts";
import type { IssuerCode } from "../issuer/issuer.ts";

/** The same colour: no issuer publishes a table of its colours yet. @param _home the issuer of the code */
export function convertedColour(_home: IssuerCode, colour: CodeColour): CodeColour {
  return colour;
}

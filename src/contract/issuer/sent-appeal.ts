/** Where an appeal lies that another issuer answers: a part of the answer about a person's appeals. */
import * as z from "zod";
import { instant, sentence } from "../primitives.ts";

/** Where an appeal lies whose entry another issuer told of: that issuer answers, and only the times and names come from here. */
export const sentAppeal = z.strictObject({
  /** The code and the name of that issuer. */
  to: z.string(),
  toName: sentence,
  /** Null: the issuer has not confirmed that it has the appeal. */
  receivedAt: instant.nullable(),
  /** When the officers of the nation got it too, because no receipt came within 4 hours; null: they have not. */
  nationAt: instant.nullable(),
  /** True while it stands before the officers of the own issuer, because the 48 hours are over. */
  isHere: z.boolean(),
  /** When they have set the entry aside until the source answers; null: they have not. */
  asideAt: instant.nullable(),
  /** The name of the issuer that has answered; null: none has. */
  answeredBy: sentence.nullable(),
});

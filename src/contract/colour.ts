/** Body of GET /api/v1/people/{id}/colour: the colour explains itself. */
import * as z from "zod";
import { latestAppeal } from "./appeal.ts";
import { checkInAsked } from "./check-in.ts";
import { MANAGER, feature, PERSON } from "./operation.ts";
import { instant, sentence } from "./primitives.ts";
import { colour } from "./verify.ts";

export const personColour = z.strictObject({
  colour,
  /** The row of the rule set, or why no row speaks: `colourless`, `closed_management`, `under_review`. */
  row: z.string(),
  reason: sentence,
  since: instant,
  /** Null: until what ends it. */
  until: instant.nullable(),
  ends: sentence.nullable(),
  ask: sentence.nullable(),
  /** Null: the rules in force ask for no check-ins. */
  checkIn: checkInAsked.nullable(),
  /** The newest appeal; null: none was written. */
  appeal: latestAppeal.nullable(),
  ruleSet: z.strictObject({ id: z.string(), version: z.int() }),
});

export const COLOURS_NOW = feature("health", {
  colour: {
    summary: "The colour of a person",
    description: "For a manager of the person. The colour with its reason, its beginning and end, what ends it and whom to ask.",
    method: "GET",
    path: `${PERSON}/colour`,
    answers: { 200: personColour },
    problems: [...MANAGER, "not_manager", "not_declared"],
  },
});

export type PersonColour = z.infer<typeof personColour>;

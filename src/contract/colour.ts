/** The colour of a person with its explanation: body and operation of GET /api/v1/people/{person}/colour. */
import * as z from "zod";
import { latestAppeal } from "./appeal.ts";
import { checkInSchedule } from "./check-in.ts";
import { MANAGER, feature, PERSON } from "./operation.ts";
import { instant, sentence } from "./primitives.ts";
import { colour } from "./verify.ts";

export const personColour = z.strictObject({
  colour,
  /** The row of the rule set that decided the colour. Other values explain a colour that no row decided: `colourless`, `closed_management`, `under_review`, `review_overdue`. */
  row: z.string(),
  reason: sentence,
  since: instant,
  /** The end of the colour; null: its time is not known. */
  until: instant.nullable(),
  ends: sentence.nullable(),
  ask: sentence.nullable(),
  /** When the next check-in is due; null: the rules in force require no check-ins of the person. */
  checkIn: checkInSchedule.nullable(),
  /** The newest appeal; null: no appeal. */
  appeal: latestAppeal.nullable(),
  ruleSet: z.strictObject({ id: z.string(), version: z.int() }),
});

export const COLOURS_NOW = feature("health", {
  colour: {
    summary: "The colour of a person",
    description:
      "For a manager of the person. Answers the colour with its reason, its beginning and end, the event that ends it and the office to ask.",
    method: "GET",
    path: `${PERSON}/colour`,
    answers: { 200: personColour },
    problems: [...MANAGER, "not_manager", "not_declared"],
  },
});

export type PersonColour = z.infer<typeof personColour>;

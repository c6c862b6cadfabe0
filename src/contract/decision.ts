/** Bodies of /api/v1/divisions/{code}/decisions and /api/v1/people/{id}/decisions. Source: product.md §5. */
import * as z from "zod";
import { FACT_KINDS } from "../domain/fact/fact.ts";
import { REVIEW_ENDS } from "../domain/review/review.ts";
import { DIVISION, MANAGER, OFFICE, feature, PERSON } from "./operation.ts";
import { divisionCode, instant, personReference, sentence } from "./primitives.ts";
import { NAMED_PERSON, trackRequest } from "./track.ts";
import { colour } from "./verify.ts";

const decision = z.strictObject({
  at: instant,
  colour,
  /** The colour before; null: this was the first. */
  was: colour.nullable(),
  since: instant,
  /** Null: until what ends it. */
  until: instant.nullable(),
  ruleSet: z.strictObject({ id: z.string(), version: z.int(), title: sentence.nullable() }),
  row: z.string(),
  reason: sentence.nullable(),
  /** What it looked at: the number of the declaration, whether there was a check-in, and the entries of lists, by their names there. */
  declaration: z.int().nullable(),
  checkedIn: z.boolean(),
  facts: z.array(
    z.strictObject({ kind: z.enum(FACT_KINDS), source: divisionCode, sourceName: z.string(), reference: z.string() }),
  ),
  /** `waiting`: green is withheld until it is reviewed; otherwise how the review ended with this decision. */
  review: z.enum(["waiting", ...REVIEW_ENDS]).nullable(),
  /** False where the chain of hashes is broken here. */
  intact: z.boolean(),
});

/** Newest first. */
const decisions = z.array(decision);

export const decisionsRequest = trackRequest;

/** `complete` is false where there are older ones. */
export const personDecisions = z.strictObject({
  person: personReference,
  maskedName: z.string(),
  complete: z.boolean(),
  decisions,
});

export const ownDecisions = z.strictObject({ complete: z.boolean(), decisions });

export const DECISIONS = feature("decisions", {
  ownDecisions: {
    summary: "Decisions about the own colour",
    description:
      "For a manager of the person. How the colour was decided, newest first: the rule, the declaration and the entries of lists that it looked at.",
    method: "GET",
    path: `${PERSON}/decisions`,
    answers: { 200: ownDecisions },
    problems: [...MANAGER, "not_manager"],
  },
  personDecisions: {
    summary: "Decisions about a person",
    description:
      "For administrators of a county or above, in the name of whose division the person lives, with a purpose. The person and the divisions above see the look. How the colour was decided, newest first.",
    method: "POST",
    path: `${DIVISION}/decisions`,
    body: decisionsRequest,
    answers: { 200: personDecisions },
    problems: [...OFFICE, "county_only", ...NAMED_PERSON, "purpose_missing", "person_not_resident"],
  },
});

export type Decision = z.infer<typeof decision>;
export type PersonDecisions = z.infer<typeof personDecisions>;
export type OwnDecisions = z.infer<typeof ownDecisions>;

/** Decisions of colours: bodies and operations of /api/v1/divisions/{division}/decisions and /api/v1/people/{person}/decisions. Source: product.md §5. */
import * as z from "zod";
import { FACT_KINDS } from "../domain/fact/fact.ts";
import { REVIEW_ENDS } from "../domain/review/review.ts";
import { proofLevel } from "./custody/custody.ts";
import { DIVISION, MANAGER, OFFICE, feature, PERSON } from "./operation.ts";
import { divisionCode, instant, personReference, sentence } from "./primitives.ts";
import { NAMED_PERSON, trackRequest } from "./track.ts";
import { colour } from "./verify.ts";

const decision = z.strictObject({
  at: instant,
  colour,
  /** The previous colour; null: this is the first decision. */
  was: colour.nullable(),
  since: instant,
  /** The end of the colour; null: the decision knew no time. */
  until: instant.nullable(),
  ruleSet: z.strictObject({ id: z.string(), version: z.int(), title: sentence.nullable() }),
  row: z.string(),
  reason: sentence.nullable(),
  /** The number of the declaration that the decision used; null: none. */
  declaration: z.int().nullable(),
  /** True if the decision used a check-in. */
  checkedIn: z.boolean(),
  /** The entries about the person that were stored and not withdrawn at the decision: list, source, and the reference in that list. */
  facts: z.array(
    z.strictObject({ kind: z.enum(FACT_KINDS), source: divisionCode, sourceName: z.string(), reference: z.string() }),
  ),
  /** `waiting`: a review waits, and until it ends green is withheld (other colours are not). Any other value: a review ended with this decision, for that reason. Null: neither. */
  review: z.enum(["waiting", ...REVIEW_ENDS]).nullable(),
  /** False if the chain of hashes is broken at this row: the database was changed. */
  intact: z.boolean(),
});

/** Decisions about one person, newest first. */
const decisions = z.array(decision);

export const decisionsRequest = trackRequest;

/** The decisions about one person. `complete` is false if older decisions exist that the answer leaves out. */
export const personDecisions = z.strictObject({
  person: personReference,
  maskedName: z.string(),
  /** How the identity of the person is proved. */
  proof: proofLevel,
  complete: z.boolean(),
  decisions,
});

export const ownDecisions = z.strictObject({ complete: z.boolean(), decisions });

export const DECISIONS = feature("decisions", {
  ownDecisions: {
    summary: "Decisions of a person's colour",
    description:
      "For a manager of the person. Lists the decisions of the colour, newest first, each with its rule, its declaration and its entries of lists.",
    method: "GET",
    path: `${PERSON}/decisions`,
    answers: { 200: ownDecisions },
    problems: [...MANAGER, "not_manager"],
  },
  personDecisions: {
    summary: "Decisions of a resident's colour",
    description:
      "For administrators of a county or above, about a person whose declared address lies there, with a purpose. Lists the decisions of the colour, newest first. The person and the divisions above can read the record of this look. An office has at most 20 look-ups per hour that find nobody.",
    method: "POST",
    path: `${DIVISION}/decisions`,
    event: "look",
    stepUp: true,
    body: decisionsRequest,
    answers: { 200: personDecisions },
    problems: [...OFFICE, "county_only", ...NAMED_PERSON, "purpose_missing", "person_not_resident", "too_many_requests"],
  },
});

export type Decision = z.infer<typeof decision>;
export type PersonDecisions = z.infer<typeof personDecisions>;
export type OwnDecisions = z.infer<typeof ownDecisions>;

/** Reviews, in which two administrators examine a declared contact before the person gets a green code: bodies and operations of /api/v1/divisions/{division}/reviews. Source: product.md §2. */
import * as z from "zod";
import { REVIEW_GROUNDS } from "../domain/review/review.ts";
import { DIVISION, OFFICE, feature } from "./operation.ts";
import { divisionCode, instant, personReference, senderId } from "./primitives.ts";

const ground = z.enum(REVIEW_GROUNDS);

const waitingReview = z.strictObject({
  id: senderId,
  at: instant,
  dueAt: instant,
  overdue: z.boolean(),
  person: personReference,
  maskedName: z.string(),
  risk: z.enum(["unknown", "low", "medium", "high"]),
  /** The community of the declared address. */
  community: divisionCode,
  communityName: z.string(),
  /** The finding that the caller has proposed; null: the caller has proposed none. The findings of others are hidden. */
  proposed: ground.nullable(),
  /** True if the caller proposed the finding: then another administrator must propose the same one. */
  proposedByMe: z.boolean(),
  /** True if an administrator has proposed a finding. */
  isProposed: z.boolean(),
});

/** The review with the earliest deadline comes first. A county lists its waiting reviews; the issuer's whole region lists the overdue reviews of all counties. */
export const waitingReviews = z.strictObject({ reviews: z.array(waitingReview) });

export const reviewCount = z.strictObject({ waiting: z.int(), overdue: z.int() });

/** The finding of an administrator: the ground on which the review ends, never a colour. An entry of a list, or three days without an end, end a review without a finding. */
export const reviewFinding = z.strictObject({ ground });
export const reviewFindingResult = z.strictObject({ state: z.enum(["proposed", "differs", "ended"]) });

export const REVIEWS = feature("reviews", {
  waitingReviews: {
    summary: "Waiting reviews",
    description:
      "For administrators of a county, or of the whole region, which lists only overdue reviews. Lists the persons whose green code waits for a review, the earliest deadline first.",
    method: "GET",
    path: `${DIVISION}/reviews`,
    answers: { 200: waitingReviews },
    problems: [...OFFICE],
  },
  countReviews: {
    summary: "Count of waiting reviews",
    description: "For administrators of the division or above. Counts the waiting reviews and the overdue ones among them.",
    method: "GET",
    path: `${DIVISION}/reviews/waiting`,
    answers: { 200: reviewCount },
    problems: [...OFFICE],
  },
  findReview: {
    summary: "End a review",
    description:
      "For administrators of the division or above, never about themselves or a person whom they manage, claim or have managed. Two administrators must find the same ground; neither sees the finding of the other. Each needs a login that is bound to a person. The finding ends the review, and then the rules decide the colour.",
    method: "POST",
    path: `${DIVISION}/reviews/:id/findings`,
    event: "act",
    stepUp: true,
    body: reviewFinding,
    answers: { 200: reviewFindingResult },
    problems: [...OFFICE, "review_not_found", "own_review", "second_officer", "tied_officers", "officer_not_bound"],
  },
});

export type WaitingReviews = z.infer<typeof waitingReviews>;
export type ReviewCount = z.infer<typeof reviewCount>;
export type ReviewFindingResult = z.infer<typeof reviewFindingResult>;

/** Bodies of /api/v1/divisions/{code}/reviews. Source: product.md §2; issue deadline by the area's risk. */
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
  /** Of the declared address. */
  community: divisionCode,
  communityName: z.string(),
  /** The finding of the first officer. */
  proposed: ground.nullable(),
  /** True if the first officer is the caller: another officer has to find the same. */
  proposedByMe: z.boolean(),
});

/** What is due first comes first. A county has what waits there; the issuer's own region what is overdue anywhere. */
export const waitingReviews = z.strictObject({ reviews: z.array(waitingReview) });

export const reviewCount = z.strictObject({ waiting: z.int(), overdue: z.int() });

/** Facts only: no colour is chosen. What the lists know ends a review by itself. */
export const reviewFinding = z.strictObject({ ground });
export const reviewFound = z.strictObject({ state: z.enum(["proposed", "ended"]) });

export const REVIEWS = feature("reviews", {
  waitingReviews: {
    summary: "Reviews that wait",
    description:
      "For administrators of a county, or of the whole region for those overdue anywhere. Persons whose green waits for a review, the next one due first.",
    method: "GET",
    path: `${DIVISION}/reviews`,
    answers: { 200: waitingReviews },
    problems: [...OFFICE],
  },
  countReviews: {
    summary: "Count of reviews that wait",
    description: "For administrators of the division or above. How many wait, and how many of these are overdue.",
    method: "GET",
    path: `${DIVISION}/reviews/waiting`,
    answers: { 200: reviewCount },
    problems: [...OFFICE],
  },
  findReview: {
    summary: "End a review",
    description:
      "For administrators of the division or above, never about themselves. Two officers have to find the same ground. No colour is chosen: the rules decide with the review ended.",
    method: "POST",
    path: `${DIVISION}/reviews/:id/findings`,
    body: reviewFinding,
    answers: { 200: reviewFound },
    problems: [...OFFICE, "review_not_found", "own_review", "second_officer", "officer_not_bound"],
  },
});

export type WaitingReviews = z.infer<typeof waitingReviews>;
export type ReviewCount = z.infer<typeof reviewCount>;
export type ReviewFound = z.infer<typeof reviewFound>;

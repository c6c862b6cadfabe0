/** The two queues of a division for its administrators: appeals, and declarations that wait for a review. */
import type { Choice } from "../../domain/appeal/appeal.ts";
import type { ReviewGround } from "../../domain/review/review.ts";
import type { ObjectsEnv } from "../env.ts";
import { forgetFirstOfficers, keepAppointments, nameItems, queueTable } from "./queue-store.ts";
import { FourEyesQueue } from "./queue.ts";
import type { QueuedReview, QueuedText } from "./rpc.ts";

/** The schema, in the order in which it grew. */
const APPEAL_QUEUE_MIGRATIONS: readonly string[] = [
  queueTable("appeals"),
  forgetFirstOfficers("appeals"),
  keepAppointments("appeals"),
  nameItems("appeals"),
];

export class AppealQueue extends FourEyesQueue<QueuedText, Choice> {
  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env, { table: "appeals", door: "appeal", ownerOf: (id) => `appeal/${id}`, migrations: APPEAL_QUEUE_MIGRATIONS });
  }
}

/** The schema, in the order in which it grew. */
const REVIEW_QUEUE_MIGRATIONS: readonly string[] = [
  queueTable("reviews"),
  forgetFirstOfficers("reviews"),
  keepAppointments("reviews"),
  nameItems("reviews"),
];

export class ReviewQueue extends FourEyesQueue<QueuedReview, ReviewGround> {
  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env, { table: "reviews", door: "review", ownerOf: (id) => `review/${id}`, migrations: REVIEW_QUEUE_MIGRATIONS });
  }
}

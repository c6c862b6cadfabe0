/** Reviews that wait for one division's officers, and what the first of them has found in each. */
import type { ReviewGround } from "../../domain/review/review.ts";
import type { ObjectsEnv } from "../env.ts";
import { FourEyesQueue } from "../queue/queue.ts";
import { queueTable } from "../queue/queue-store.ts";
import type { QueuedReview } from "./rpc.ts";

/** The schema, in the order in which it grew. */
const REVIEW_QUEUE_MIGRATIONS: readonly string[] = [queueTable("reviews")];

export class ReviewQueue extends FourEyesQueue<QueuedReview, ReviewGround> {
  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env, { table: "reviews", ownerOf: (id) => `review/${id}`, migrations: REVIEW_QUEUE_MIGRATIONS });
  }
}

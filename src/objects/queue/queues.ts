/** Appeals that wait for one division's answer, and who would grant each. */
import type { Ground } from "../../domain/appeal/appeal.ts";
import type { ObjectsEnv } from "../env.ts";
import { FourEyesQueue } from "./queue.ts";
import { queueTable } from "./queue-store.ts";
import type { QueuedText } from "./rpc.ts";

/** The schema, in the order in which it grew. */
const APPEAL_QUEUE_MIGRATIONS: readonly string[] = [queueTable("appeals")];

export class AppealQueue extends FourEyesQueue<QueuedText, Ground> {
  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env, { table: "appeals", ownerOf: (id) => `appeal/${id}`, migrations: APPEAL_QUEUE_MIGRATIONS });
  }
}

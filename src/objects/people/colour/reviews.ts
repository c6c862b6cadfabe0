/** Reviews: noted with the decision that begins or ends one, and the duty by which the queues of officers hear of it, at least once. Decision 33. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { isOverdue, reviewDeadline, type ReviewGround } from "../../../domain/review/review.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import type { Duty } from "../../duty/alarm.ts";
import { issuerOf, type ObjectsEnv, reviewQueueOf } from "../../env.ts";
import type { QueuedReview } from "../../review-queue/rpc.ts";
import type { DecisionRow } from "./colour-store.ts";
import { DeclarationStore } from "../declaration-store.ts";
import type { Decisions } from "./decisions.ts";
import type { PersonStore } from "../person-store.ts";
import { type ReviewRow, ReviewStore } from "../review-store.ts";

const PIECE_REVIEWS = 50;
const COUNTY_DIGITS = 6;

/** A division's queue. */
interface Queue {
  put(id: string, person: PersonKey, dueAt: number, text: QueuedReview): Promise<void>;
  settle(id: string): Promise<void>;
}

export interface ReviewPost {
  /** Of a county, or of the issuer's own region. */
  readonly queueOf: (division: string) => Queue;
  readonly region: string;
  readonly newId: () => string;
  /** Has the duty run at that moment, ms. */
  readonly wake: (at: number) => void;
}

export interface ReviewNotFound {
  readonly code: "review_not_found";
}

export class Reviews implements Duty {
  readonly name = "reviews";
  readonly #store: ReviewStore;
  readonly #persons: PersonStore;
  readonly #declarations: DeclarationStore;
  readonly #post: ReviewPost;

  constructor(store: ReviewStore, persons: PersonStore, declarations: DeclarationStore, post: ReviewPost) {
    this.#store = store;
    this.#persons = persons;
    this.#declarations = declarations;
    this.#post = post;
  }

  /** Within the transaction of a decision: what began to wait, or waits no more. */
  note(person: PersonKey, { review }: DecisionRow, now: number): void {
    const open = this.#store.open(person);
    if (review !== undefined && open === null) this.#store.begin(person, this.#post.newId(), review, reviewDeadline(review));
    else if (review === undefined && open !== null) this.#store.end(person, open.id, now);
    else return;
    this.#post.wake(now);
  }

  /** What two officers have found ends it, and the colour is decided. */
  end(
    decisions: Decisions,
    person: PersonKey,
    id: string,
    found: ReviewGround,
    now: number,
  ): Promise<Result<null, ReviewNotFound>> {
    return decisions.decide<Result<null, ReviewNotFound>>(person, { found }, now, () =>
      this.#store.open(person)?.id === id
        ? { decided: true, answer: accept(null) }
        : { decided: false, answer: refuse({ code: "review_not_found" }) },
    );
  }

  due(): number | null {
    return this.#store.nextTelling();
  }

  async run(now: number): Promise<void> {
    const told = await Promise.allSettled(this.#store.toTell(now, PIECE_REVIEWS).map((row) => this.#tell(row, now)));
    // One queue that cannot be reached holds up no other, and is told again.
    const failed = told.find((one) => one.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  async #tell(row: ReviewRow, now: number): Promise<void> {
    const { region, queueOf } = this.#post;
    const { person, id, at, risk, dueAt } = row;
    const community = this.#declarations.latest(person)?.community ?? "";
    const county = row.county ?? community.slice(0, COUNTY_DIGITS);
    if (row.state === "ended") {
      if (row.county !== null) await queueOf(county).settle(id);
      if (isOverdue(row, now)) await queueOf(region).settle(id);
      return this.#store.forget(row);
    }
    const division = row.state === "new" ? county : region;
    const maskedName = this.#persons.person(person)?.maskedName ?? "";
    await queueOf(division).put(id, person, dueAt, { at, maskedName, risk, community });
    if (row.state === "new") this.#store.told(row, "county", county, dueAt);
    else this.#store.told(row, "region", county, null);
  }
}

/** The shard's own, which tells the queues of its issuer. */
export function reviewsOf(state: DurableObjectState, env: ObjectsEnv, persons: PersonStore, wake: ReviewPost["wake"]): Reviews {
  const code = issuerOf(state.id);
  const { sql } = state.storage;
  return new Reviews(new ReviewStore(sql), persons, new DeclarationStore(sql), {
    queueOf: (division) => reviewQueueOf(env, { code }, division),
    region: code,
    newId: () => crypto.randomUUID(),
    wake,
  });
}

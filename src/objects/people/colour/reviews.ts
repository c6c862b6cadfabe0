/** Reviews: noted with the decision that begins or ends one, and the duty by which the queues of officers hear of it, at least once. Decision 33. */
import type { PersonKey } from "../../../domain/access/keys.ts";

import { accept, refuse } from "../../../domain/result.ts";
import { type Application, isOverdue, reviewDeadline, type ReviewGround } from "../../../domain/review/review.ts";
import type { Duty } from "../../duty/alarm.ts";
import { type ObjectsEnv, reviewQueueOf } from "../../env.ts";
import { issuerOf } from "../../names.ts";
import type { QueuedReview } from "../../queue/rpc.ts";
import { columns, query, readNumber, readRows } from "../../sql.ts";
import type { EndReviewResult } from "./rpc.ts";
import { DeclarationStore } from "../person/declaration-store.ts";
import type { PersonStore } from "../person/person-store.ts";
import type { DecisionRow } from "./colour-store.ts";
import type { Decisions } from "./decisions.ts";

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
  end(decisions: Decisions, person: PersonKey, id: string, found: ReviewGround, now: number): Promise<EndReviewResult> {
    return decisions.decide<EndReviewResult>(person, { found }, now, () =>
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

/** `new`: no queue knows of it; `county`: its county's does; `region`: overdue, the region's too; `ended`: the queues are to forget it. */
type State = "new" | "county" | "region" | "ended";

export interface ReviewRow extends Application {
  readonly person: PersonKey;
  readonly id: string;
  readonly dueAt: number;
  readonly state: State;
  /** Whose queue has it; null: none yet. */
  readonly county: string | null;
}

const REVIEW = columns<ReviewRow>({
  person: "person",
  id: "id",
  at: "at",
  risk: "risk",
  dueAt: "due_at",
  state: "state",
  county: "county",
});

export class ReviewStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What waits of a person; null where nothing does. */
  open(person: PersonKey): ReviewRow | null {
    return this.#rows("WHERE person = ? AND state <> 'ended'", person)[0] ?? null;
  }

  begin(person: PersonKey, id: string, { at, risk }: Application, dueAt: number): void {
    this.#sql.exec(
      "INSERT INTO reviews (person, id, at, risk, due_at, state, county, next_at) VALUES (?, ?, ?, ?, ?, 'new', NULL, ?)",
      person,
      id,
      at,
      risk,
      dueAt,
      at,
    );
  }

  end(person: PersonKey, id: string, now: number): void {
    this.#sql.exec("UPDATE reviews SET state = 'ended', next_at = ? WHERE person = ? AND id = ?", now, person, id);
  }

  /** A queue has it; one that ended meanwhile stays ended. @param nextAt when a queue is told next, ms */
  told({ person, id }: ReviewRow, state: "county" | "region", county: string, nextAt: number | null): void {
    this.#sql.exec(
      `UPDATE reviews SET county = ?3, state = CASE state WHEN 'ended' THEN state ELSE ?4 END,
         next_at = CASE state WHEN 'ended' THEN next_at ELSE ?5 END WHERE person = ?1 AND id = ?2`,
      person,
      id,
      county,
      state,
      nextAt,
    );
  }

  forget({ person, id }: ReviewRow): void {
    this.#sql.exec("DELETE FROM reviews WHERE person = ? AND id = ?", person, id);
  }

  /** When a queue is told next, ms; null: nothing is to be told. */
  nextTelling(): number | null {
    return readNumber(this.#sql, "SELECT MIN(next_at) FROM reviews WHERE next_at IS NOT NULL");
  }

  toTell(now: number, limit: number): readonly ReviewRow[] {
    return this.#rows("WHERE next_at <= ? ORDER BY next_at LIMIT ?", now, limit);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly ReviewRow[] {
    return readRows(this.#sql, query`SELECT ${REVIEW} FROM reviews ${where}`, ...bindings);
  }
}

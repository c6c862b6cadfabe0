/** Reviews: noted with the decision that begins or ends one, and the duty by which the queues of officers hear of it, at least once. Decision 33. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { type Application, isOverdue, reviewDeadline, type ReviewGround } from "../../../domain/review/review.ts";
import type { Duty } from "../../duty/alarm.ts";
import { allOf, Outbox } from "../../duty/outbox.ts";
import type { QueuedReview } from "../../queue/rpc.ts";
import { columns, query, readNumber, readRows } from "../../sql.ts";
import type { DeclarationStore } from "../person/declaration-store.ts";
import type { PersonStore } from "../person/person-store.ts";
import type { DecisionRow } from "./colour-store.ts";
import type { Decisions } from "./decisions.ts";
import type { EndReviewResult } from "./rpc.ts";
import { COUNTY_DIGITS } from "../../../domain/division/division.ts";

const PIECE_REVIEWS = 50;

export class Reviews {
  readonly #store: ReviewStore;
  readonly #wake: (at: number) => void;

  /** @param wake has the duty run at that moment, ms */
  constructor(store: ReviewStore, wake: (at: number) => void) {
    this.#store = store;
    this.#wake = wake;
  }

  /** Within the transaction of a decision: a review begins or ends with it. */
  note(person: PersonKey, { review }: DecisionRow, now: number): void {
    const open = this.#store.open(person);
    if (review !== undefined && open === null) this.#store.begin(person, crypto.randomUUID(), review, reviewDeadline(review));
    else if (review === undefined && open !== null) this.#store.end(person, open.id, now);
    else return;
    this.#wake(now);
  }

  /** The finding of two officers ends it, and the colour is decided. */
  end(decisions: Decisions, person: PersonKey, id: string, found: ReviewGround, now: number): Promise<EndReviewResult> {
    return decisions.decide<EndReviewResult>(person, { found }, now, () =>
      this.#store.open(person)?.id === id
        ? { decided: true, answer: accept(null) }
        : { decided: false, answer: refuse({ code: "review_not_found" }) },
    );
  }
}

/** A division's queue. */
interface Queue {
  put(id: string, person: PersonKey, dueAt: number, text: QueuedReview): Promise<void>;
  settle(id: string): Promise<void>;
}

export interface ReviewPost {
  /** Of a county, or of the issuer's own region. */
  readonly queueOf: (division: string) => Queue;
  readonly region: string;
  readonly random?: () => number;
}

/** A review whose queue takes nothing is put off together with the queue, so that it fills no later piece. */
export function reviewDuty(
  store: ReviewStore,
  { persons, declarations }: { readonly persons: PersonStore; readonly declarations: DeclarationStore },
  { queueOf, region, random }: ReviewPost,
): Duty {
  const outbox = new Outbox<string>({ name: "reviews to a queue", ...(random && { random }) });
  const communityOf = ({ person }: ReviewRow) => declarations.latest(person)?.community ?? "";
  const countyOf = (row: ReviewRow) => row.county ?? communityOf(row).slice(0, COUNTY_DIGITS);

  /** The queue that hears of a review next. */
  const receiverOf = (row: ReviewRow) => {
    if (row.state === "new") return countyOf(row);
    return row.state === "ended" ? (row.county ?? region) : region;
  };

  async function tell(row: ReviewRow, now: number): Promise<void> {
    const { person, id, at, risk, dueAt } = row;
    const county = countyOf(row);
    if (row.state === "ended") {
      if (row.county !== null) await queueOf(county).settle(id);
      if (isOverdue(row, now)) await queueOf(region).settle(id);
      return store.forget(row);
    }
    const maskedName = persons.person(person)?.maskedName ?? "";
    await queueOf(receiverOf(row)).put(id, person, dueAt, { at, maskedName, risk, community: communityOf(row) });
    if (row.state === "new") store.told(row, "county", county, dueAt);
    else store.told(row, "region", county, null);
  }

  return {
    name: "reviews",
    due: () => store.nextTelling(),
    async run(now) {
      const parcels = Map.groupBy(store.toTell(now, PIECE_REVIEWS), receiverOf);
      const send = (_: string, rows: readonly ReviewRow[]) => allOf(rows.map((row) => tell(row, now)));
      const { left } = await outbox.send(parcels, send, now);
      for (const [queue, rows] of left) for (const row of rows) store.postpone(row, outbox.readyAt(queue), now);
    },
  };
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

  /** Nothing of a row that was told, or has ended, since it was read. @param at when its queue is told next, ms */
  postpone({ person, id, state }: ReviewRow, at: number, now: number): void {
    this.#sql.exec(
      "UPDATE reviews SET next_at = ? WHERE person = ? AND id = ? AND state = ? AND next_at <= ?",
      at,
      person,
      id,
      state,
      now,
    );
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

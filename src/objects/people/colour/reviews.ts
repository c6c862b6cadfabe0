/**
 * Reviews (declarations that two administrators examine) of a shard's persons, and the duty that reports them to the queues of their divisions, at least
 * once. Decision 33.
 */
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

  /** @param wake makes the duty run at the given time, ms */
  constructor(store: ReviewStore, wake: (at: number) => void) {
    this.#store = store;
    this.#wake = wake;
  }

  /** Begins or ends the person's review if the decision says so, within the transaction of the decision. */
  note(person: PersonKey, { review }: DecisionRow, now: number): void {
    const open = this.#store.open(person);
    if (review !== undefined && open === null) this.#store.begin(person, crypto.randomUUID(), review, reviewDeadline(review));
    else if (review === undefined && open !== null) this.#store.end(person, open.id, now);
    else return;
    this.#wake(now);
  }

  /** Ends a review with the finding of two administrators and decides the colour. */
  end(decisions: Decisions, person: PersonKey, id: string, finding: ReviewGround, now: number): Promise<EndReviewResult> {
    return decisions.decide<EndReviewResult>(person, { finding }, now, () =>
      this.#store.open(person)?.id === id
        ? { decided: true, answer: accept(null) }
        : { decided: false, answer: refuse({ code: "review_not_found" }) },
    );
  }
}

/** The queue of reviews of a division. */
interface Queue {
  put(id: string, person: PersonKey, dueAt: number, text: QueuedReview): Promise<void>;
  settle(id: string): Promise<void>;
}

export interface ReviewPost {
  /** The queue of a county, or of the issuer's own region. */
  readonly queueOf: (division: string) => Queue;
  readonly region: string;
  readonly random?: () => number;
}

/** Makes the duty. Reviews for a queue that fails are postponed together with the queue, so that they do not fill the next batches. */
export function reviewDuty(
  store: ReviewStore,
  { persons, declarations }: { readonly persons: PersonStore; readonly declarations: DeclarationStore },
  { queueOf, region, random }: ReviewPost,
): Duty {
  const outbox = new Outbox<string>({ name: "reviews to a queue", ...(random && { random }) });
  const communityOf = ({ person }: ReviewRow) => declarations.latest(person)?.community ?? "";
  const countyOf = (row: ReviewRow) => row.county ?? communityOf(row).slice(0, COUNTY_DIGITS);

  /** The division whose queue receives the next report about a review. */
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
    if (row.state === "new") store.noteReport(row, "county", county, dueAt);
    else store.noteReport(row, "region", county, null);
  }

  return {
    name: "reviews",
    due: () => store.nextReport(),
    async run(now) {
      const parcels = Map.groupBy(store.dueReports(now, PIECE_REVIEWS), receiverOf);
      const send = (_: string, rows: readonly ReviewRow[]) => allOf(rows.map((row) => tell(row, now)));
      const { left } = await outbox.send(parcels, send, now);
      for (const [queue, rows] of left) for (const row of rows) store.postpone(row, outbox.readyAt(queue), now);
    },
  };
}

/** `new`: in no queue yet; `county`: in the county's queue; `region`: overdue, also in the region's queue; `ended`: to be removed from the queues. */
type State = "new" | "county" | "region" | "ended";

export interface ReviewRow extends Application {
  readonly person: PersonKey;
  readonly id: string;
  readonly dueAt: number;
  readonly state: State;
  /** The county whose queue has it; null: no queue yet. */
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

  /** The review of a person that has not ended; null if there is none. */
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

  /**
   * Notes that a queue has received the review. A review that ended meanwhile stays `ended`.
   * @param nextAt the time of the next report, ms; null: no further report until it ends
   */
  noteReport({ person, id }: ReviewRow, state: "county" | "region", county: string, nextAt: number | null): void {
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

  /** Sets the time of the next report. Does nothing if the row has changed since it was read. @param at the time of the next report, ms */
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

  /** The time of the next report to a queue, ms; null: there is nothing to report. */
  nextReport(): number | null {
    return readNumber(this.#sql, "SELECT MIN(next_at) FROM reviews WHERE next_at IS NOT NULL");
  }

  dueReports(now: number, limit: number): readonly ReviewRow[] {
    return this.#rows("WHERE next_at <= ? ORDER BY next_at LIMIT ?", now, limit);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly ReviewRow[] {
    return readRows(this.#sql, query`SELECT ${REVIEW} FROM reviews ${where}`, ...bindings);
  }
}

/** Decisions of colours, an append-only chain, and the number of each person's latest decision: every statement that touches the tables, except those of chain-table.ts on the chain, and the one by which credential-store.ts reads a holder. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { Risk } from "../../../domain/fact/fact.ts";
import type { Past } from "../../../domain/colour/record.ts";
import { remembered } from "../../../domain/remembered.ts";
import type { Application, ReviewEnd } from "../../../domain/review/review.ts";
import { chainHash } from "../../chain/chain-hash.ts";
import { type ChainKind, ChainTable } from "../../chain/chain-table.ts";
import { columns, query, readFirst, readNumber, readRows } from "../../sql.ts";

/** A stored decision; times in ms since 1970. It names its rule set instead of copying texts, and its sources instead of copying what the person declared. */
export interface DecisionRow extends Past {
  readonly person: PersonKey;
  /** The number of the person's previous decision; null for the first. */
  readonly before: number | null;
  readonly ruleSet: string;
  readonly version: number;
  readonly until: number | null;
  readonly nextAt: number | null;
  /** The number of the declaration that was used; null if none was used. */
  readonly declaration: number | null;
  /** The names of the list entries about the person that were stored and not withdrawn at the decision, also of those whose period had ended or not begun. */
  readonly facts: readonly string[];
  /** The risk of the declared places at the time of the decision. Absent in decisions from before risk levels existed. */
  readonly originRisk?: Risk;
  /** The id of the last check-in that was used; null if none was used. */
  readonly checkIn: string | null;
  /** The review by two administrators that waits after this decision; absent if none waits. */
  readonly review?: Application;
  /** The way in which a review ended with this decision; absent if it ends none. */
  readonly reviewed?: ReviewEnd;
}

export interface LatestDecision {
  readonly seq: number;
  /** The time at which the colour may change by itself, or at which a failed decision is tried again, ms; null: never. */
  readonly nextAt: number | null;
  readonly decision: DecisionRow;
}

/** A decision as it is stored: its number in the chain and its JSON text. */
export interface StoredDecision {
  readonly seq: number;
  readonly body: string;
}

interface LatestRow extends StoredDecision {
  readonly nextAt: number | null;
}

const LATEST = columns<LatestRow>({ seq: "decisions.seq", nextAt: "next_at", body: "body" });
const PAST = columns<StoredDecision>({ seq: "seq", body: "body" });
const PERSON = columns<{ readonly person: PersonKey }>({ person: "person" });

/** The most parsed decisions in memory. */
const MAX_RECENT = 64;

const DECISIONS: ChainKind<DecisionRow> = {
  table: "decisions",
  columns: ["body"],
  values: (row) => [JSON.stringify(row)],
  hash: (before, [body]) => chainHash(before, String(body)),
};

export class ColourStore {
  readonly #sql: SqlStorage;
  /** A request reads the same decision several times, and the parsing takes longer than the reading. */
  readonly #parsed = remembered(MAX_RECENT, (body: string) => JSON.parse(body) as DecisionRow);
  readonly decisions: ChainTable<DecisionRow>;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.decisions = new ChainTable(sql, DECISIONS);
  }

  latest(person: PersonKey): LatestDecision | null {
    const row = readFirst(
      this.#sql,
      query`SELECT ${LATEST} FROM colours JOIN decisions ON decisions.seq = colours.seq WHERE person = ?`,
      person,
    );
    return row === null ? null : { seq: row.seq, nextAt: row.nextAt, decision: this.#parsed(row.body) };
  }

  /** At most `limit` decisions of a person, newest first. Each row names the person's previous one, so that no other person's row is read. */
  past(person: PersonKey, limit: number): readonly StoredDecision[] {
    return readRows(
      this.#sql,
      query`WITH RECURSIVE past (seq, body) AS (
           SELECT decisions.seq, body FROM colours JOIN decisions ON decisions.seq = colours.seq WHERE person = ?
           UNION ALL
           SELECT d.seq, d.body FROM past JOIN decisions AS d ON d.seq = json_extract(past.body, '$.before') LIMIT ?)
         SELECT ${PAST} FROM past ORDER BY seq DESC`,
      person,
      limit,
    );
  }

  /** Notes a person's newest decision: its number `seq`, and the time at which it may change by itself. */
  set({ person, nextAt }: DecisionRow, seq: number): void {
    this.#sql.exec(
      "INSERT INTO colours (person, seq, next_at) VALUES (?1, ?2, ?3) ON CONFLICT (person) DO UPDATE SET seq = ?2, next_at = ?3",
      person,
      seq,
      nextAt,
    );
  }

  /** The next time at which a colour of this shard may change by itself, ms; null if there is none. */
  nextTurn(): number | null {
    return readNumber(this.#sql, "SELECT MIN(next_at) FROM colours WHERE next_at IS NOT NULL");
  }

  /** Sets the time (ms) of the next attempt for a person whose colour could not be decided, so that the others do not wait. */
  postpone(person: PersonKey, at: number): void {
    this.#sql.exec("UPDATE colours SET next_at = ? WHERE person = ?", at, person);
  }

  /** At most `limit` persons who have a decision, in the order of their keys. @param person the last person of the previous page; empty: from the first */
  after(person: PersonKey | "", limit: number): readonly PersonKey[] {
    return readRows(this.#sql, query`SELECT ${PERSON} FROM colours WHERE person > ? ORDER BY person LIMIT ?`, person, limit).map(
      (row) => row.person,
    );
  }

  /** At most `limit` persons whose `nextAt` has passed, the earliest first. */
  turned(now: number, limit: number): readonly PersonKey[] {
    return readRows(this.#sql, query`SELECT ${PERSON} FROM colours WHERE next_at <= ? ORDER BY next_at LIMIT ?`, now, limit).map(
      (row) => row.person,
    );
  }
}

/** Decisions of colours, a chain that only grows, and each person's latest: every statement that touches the tables. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { Risk } from "../../../domain/fact/fact.ts";
import type { Past } from "../../../domain/colour/record.ts";
import type { Application, ReviewEnd } from "../../../domain/review/review.ts";
import { CHAIN_START } from "../../chain/chain-hash.ts";
import { columns, query, readFirst, readNumber, readRows } from "../../sql.ts";

/** A decision as it is kept, with its words left to the rule set; times in ms since 1970. It names what it was based on, and repeats nothing that was declared. */
export interface DecisionRow extends Past {
  readonly person: PersonKey;
  /** The person's decision before; null: the first. */
  readonly before: number | null;
  readonly ruleSet: string;
  readonly version: number;
  readonly until: number | null;
  readonly nextAt: number | null;
  /** The number of the declaration that it looked at. */
  readonly declaration: number | null;
  /** The entries that it looked at. */
  readonly facts: readonly string[];
  /** Of the places that were declared, as it was then; decisions of before there were levels do not say. */
  readonly originRisk?: Risk;
  /** The sender's id of the last check-in that it looked at. */
  readonly checkIn: string | null;
  /** What waits for a review; absent where nothing does. */
  readonly review?: Application;
  /** How a review ended with this decision. */
  readonly reviewed?: ReviewEnd;
}

export interface Link {
  readonly seq: number;
  readonly hash: string;
}

/** A decision with its place in the chain. */
export interface Linked extends Link {
  /** What the hash is made over. */
  readonly body: string;
  readonly row: DecisionRow;
}

export interface KeptDecision {
  readonly seq: number;
  /** When time may turn it, ms. */
  readonly nextAt: number | null;
  readonly decision: DecisionRow;
}

/** A decision between its neighbours in the chain. */
export interface Chained {
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
  /** The hash that it follows; null: it is the first of the shard. */
  readonly before: string | null;
  /** What follows it; null: it is the last. */
  readonly after: { readonly body: string; readonly hash: string } | null;
}

const LINK = columns<Link>({ seq: "seq", hash: "hash" });
interface LatestRow {
  readonly seq: number;
  readonly nextAt: number | null;
  readonly body: string;
}

interface PastRow extends Omit<Chained, "after"> {
  readonly nextBody: string | null;
  readonly nextHash: string | null;
}

const LATEST = columns<LatestRow>({ seq: "decisions.seq", nextAt: "next_at", body: "body" });
const PERSON = columns<{ readonly person: PersonKey }>({ person: "person" });
const PAST = columns<PastRow>({
  seq: "past.seq",
  body: "past.body",
  hash: "past.hash",
  before: "b.hash",
  nextBody: "a.body",
  nextHash: "a.hash",
});

export class ColourStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The end of the chain. */
  head(): Link {
    return readFirst(this.#sql, query`SELECT ${LINK} FROM decisions ORDER BY seq DESC LIMIT 1`) ?? { seq: 0, hash: CHAIN_START };
  }

  latest(person: PersonKey): KeptDecision | null {
    const row = readFirst(
      this.#sql,
      query`SELECT ${LATEST} FROM colours JOIN decisions ON decisions.seq = colours.seq WHERE person = ?`,
      person,
    );
    return row === null ? null : { ...row, decision: JSON.parse(row.body) as DecisionRow };
  }

  /** A person's decisions, newest first: each names the one before it, so that no other person's is read on the way. */
  past(person: PersonKey, limit: number): readonly Chained[] {
    return readRows(
      this.#sql,
      query`WITH RECURSIVE past (seq, body, hash) AS (
           SELECT decisions.seq, body, hash FROM colours JOIN decisions ON decisions.seq = colours.seq WHERE person = ?
           UNION ALL
           SELECT d.seq, d.body, d.hash FROM past JOIN decisions AS d ON d.seq = json_extract(past.body, '$.before') LIMIT ?)
         SELECT ${PAST}
         FROM past LEFT JOIN decisions AS b ON b.seq = past.seq - 1 LEFT JOIN decisions AS a ON a.seq = past.seq + 1
         ORDER BY past.seq DESC`,
      person,
      limit,
    ).map(({ nextBody, nextHash, ...row }) => ({
      ...row,
      after: nextBody === null || nextHash === null ? null : { body: nextBody, hash: nextHash },
    }));
  }

  /** Appends what was linked to the present head. */
  append({ seq, hash, body, row }: Linked): void {
    this.#sql.exec("INSERT INTO decisions (seq, body, hash) VALUES (?, ?, ?)", seq, body, hash);
    this.#sql.exec(
      "INSERT INTO colours (person, seq, next_at) VALUES (?1, ?2, ?3) ON CONFLICT (person) DO UPDATE SET seq = ?2, next_at = ?3",
      row.person,
      seq,
      row.nextAt,
    );
  }

  /** When time next turns a colour of this shard, ms; null where it turns none. */
  nextTurn(): number | null {
    return readNumber(this.#sql, "SELECT MIN(next_at) FROM colours WHERE next_at IS NOT NULL");
  }

  /** One who could not be decided is asked again at that moment, and holds up nobody. */
  postpone(person: PersonKey, at: number): void {
    this.#sql.exec("UPDATE colours SET next_at = ? WHERE person = ?", at, person);
  }

  /** Everybody who has a colour, in the order of their keys. @param person the last of those before; empty: from the first */
  after(person: PersonKey | "", limit: number): readonly PersonKey[] {
    return readRows(this.#sql, query`SELECT ${PERSON} FROM colours WHERE person > ? ORDER BY person LIMIT ?`, person, limit).map(
      (row) => row.person,
    );
  }

  /** Those whose turn has come, the longest waiting first. */
  turned(now: number, limit: number): readonly PersonKey[] {
    return readRows(this.#sql, query`SELECT ${PERSON} FROM colours WHERE next_at <= ? ORDER BY next_at LIMIT ?`, now, limit).map(
      (row) => row.person,
    );
  }
}

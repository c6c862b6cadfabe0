/** The exposures that a peer, or the issuer itself, has told, and how far its shards were searched: every statement that touches the table. docs/trust.md §10. */
import { dateOf } from "../../domain/china-time.ts";
import type { Exposure } from "../../domain/exposure/exposure.ts";
import { toldList } from "../../domain/fact/told-list.ts";
import { DAY_MS, HOUR_MS } from "../../domain/instant.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { columns, query, readFirst, readNumber, readRows } from "../sql.ts";
import type { WaitingLines } from "./rpc.ts";

/** `next_at`: when the shards are searched from `shard` on; null: nothing is to be done. */
export const EXPOSURES = `CREATE TABLE exposures (id TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL, phase TEXT NOT NULL, shard INTEGER NOT NULL DEFAULT 0,
     persons INTEGER NOT NULL DEFAULT 0, next_at INTEGER) STRICT, WITHOUT ROWID;
   CREATE INDEX exposures_next ON exposures (next_at) WHERE next_at IS NOT NULL;
   ALTER TABLE fact_days ADD COLUMN matched INTEGER NOT NULL DEFAULT 0`;

/** A gate without a network sends its passes later: the people are looked for again so long after the exposure came. */
const AGAIN_MS = [HOUR_MS, ...[1, 2, 3, 4, 5, 6, 7].map((days) => days * DAY_MS)];
/** A peer whose rows are more sends no others: no outbreak has so many places. */
const MOST_EXPOSURES = 5000;

/** `count`: who was there is counted. `waits`: they are too many for the day. `enter`: each gets an entry. `take_back`, `gone`: it is withdrawn, or dropped. */
export type ExposurePhase = "count" | "waits" | "enter" | "take_back" | "gone";

interface Row {
  readonly id: string;
  readonly at: number;
  readonly body: string;
  readonly phase: ExposurePhase;
  readonly shard: number;
  readonly persons: number;
}

export interface ExposureRow extends Omit<Row, "body"> {
  readonly exposure: Exposure;
}

const ROW = columns<Row>({ id: "id", at: "at", body: "body", phase: "phase", shard: "shard", persons: "persons" });
const WAITING = columns<WaitingLines>({
  kind: "json_extract(body, '$.level')",
  source: "json_extract(body, '$.source')",
  lines: "persons",
  through: "at",
});

export class ExposureStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  phase(id: string): ExposurePhase | null {
    return this.#one(id)?.phase ?? null;
  }

  /** @returns false if there are too many */
  add(id: string, exposure: Exposure, now: number): boolean {
    if ((readNumber(this.#sql, "SELECT COUNT(*) FROM exposures") ?? 0) >= MOST_EXPOSURES) return false;
    const insert = "INSERT INTO exposures (id, at, body, phase, next_at) VALUES (?, ?, ?, 'count', ?)";
    this.#sql.exec(insert, id, now, JSON.stringify(exposure), now);
    return true;
  }

  dueAt(): number | null {
    return readNumber(this.#sql, "SELECT MIN(next_at) FROM exposures");
  }

  /** The one that is due first. */
  next(now: number): ExposureRow | null {
    const row = readFirst(this.#sql, query`SELECT ${ROW} FROM exposures WHERE next_at <= ? ORDER BY next_at, id LIMIT 1`, now);
    return row && rowOf(row);
  }

  /** The shards below this one were searched. @param persons so many more were there */
  reached({ id, phase }: ExposureRow, shard: number, persons: number): void {
    this.#sql.exec("UPDATE exposures SET shard = ?, persons = persons + ? WHERE id = ? AND phase = ?", shard, persons, id, phase);
  }

  /** Begins a phase, from the first shard. Nothing changes if it has left the phase of the row meanwhile. */
  begin({ id, phase }: Pick<ExposureRow, "id" | "phase">, next: ExposurePhase, nextAt: number | null): void {
    this.#sql.exec("UPDATE exposures SET phase = ?, shard = 0, next_at = ? WHERE id = ? AND phase = ?", next, nextAt, id, phase);
  }

  /** The people were entered; those whose passes come later are looked for again. */
  entered(row: ExposureRow, now: number): void {
    const again = AGAIN_MS.map((after) => row.at + after).find((at) => at > now);
    this.begin(row, "enter", again ?? null);
  }

  withdraw(id: string, now: number): void {
    const row = this.#one(id);
    if (row === null || row.phase === "take_back" || row.phase === "gone") return;
    this.begin(row, row.phase === "enter" ? "take_back" : "gone", row.phase === "enter" ? now : null);
  }

  withdrawSince(since: number, now: number): void {
    for (const { id } of readRows(this.#sql, query`SELECT ${ROW} FROM exposures WHERE at >= ?`, since)) this.withdraw(id, now);
  }

  /** Two officers let in what waits and came until this moment. */
  letIn(through: number, now: number): void {
    this.#sql.exec(
      "UPDATE exposures SET phase = 'enter', shard = 0, next_at = ? WHERE phase = 'waits' AND at <= ?",
      now,
      through,
    );
  }

  /** Those that wait, each with the number of persons who were there. */
  waiting(): readonly WaitingLines[] {
    return readRows(this.#sql, query`SELECT ${WAITING} FROM exposures WHERE phase = 'waits'`);
  }

  #one(id: string): Row | null {
    return readFirst(this.#sql, query`SELECT ${ROW} FROM exposures WHERE id = ?`, id);
  }
}

function rowOf({ body, ...row }: Row): ExposureRow {
  return { ...row, exposure: JSON.parse(body) as Exposure };
}

/** The list under which the entries of an exposure stand. That of the issuer itself is no list of another one. */
export function listOfExposure({ id, at }: Pick<ExposureRow, "id" | "at">, from: IssuerCode, own: IssuerCode): string {
  return from === own ? id : `${toldList(from, dateOf(at))}/${id}`;
}

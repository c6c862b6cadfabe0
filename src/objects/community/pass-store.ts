/** Passes of one community: every statement that touches the table, except those that read the history (history.ts) and a collector's counts (collector-record.ts). One row per pass; the sequence number is the cursor of delivery and counting. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { PassId, PointId } from "../../domain/community/community.ts";
import { columns, query, type Query, readFirst, readNumber, readRows } from "../sql.ts";
import type { ExposedPlace, VisitorCount } from "../../domain/exposure/exposure.ts";
import { SAME_PASS_MS } from "../../domain/community/use.ts";
import {
  DESTINATION,
  type Destination,
  OUTGOING_PASS,
  type OutgoingPass,
  REMOVED_PASS,
  type RemovedPass,
} from "./outgoing-pass.ts";
import type { PassInput, RecentCode, RegisteredPass } from "./pass.ts";

export interface RecordedPass extends Omit<RegisteredPass, "second"> {
  readonly collector: PersonKey;
  readonly person: PersonKey;
  /** The handle in the scanned credential, in hex. */
  readonly handle: string;
}

/** The fields of a pass that counting reads. */
export interface CountedPass {
  readonly seq: number;
  readonly at: number;
  readonly point: PointId;
  readonly person: PersonKey;
  /** 1 if the person's colour was yellow, orange or red at the pass, otherwise 0. */
  readonly stopped: number;
}

const RECORDED_PASS = columns<RecordedPass>({
  id: "id",
  at: "at",
  point: "point",
  collector: "collector",
  person: "person",
  handle: "handle",
  maskedName: "masked_name",
  colour: "colour",
  localColour: "local_colour",
  declaredAt: "declared_at",
  marks: "marks",
});
const COUNTED_PASS = columns<CountedPass>({
  seq: "seq",
  at: "at",
  point: "point",
  person: "person",
  stopped: "colour IN ('yellow', 'orange', 'red')",
});
const VISITORS = columns<VisitorCount>({ issuer: "issuer", persons: "COUNT(DISTINCT person)" });
const RECENT_CODE = columns<RecentCode>({ id: "id", at: "at", point: "point", handle: "handle", proofAt: "proof_at" });

export class PassStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  one(id: PassId): RecordedPass | null {
    return readFirst(this.#sql, query`SELECT ${RECORDED_PASS} FROM passes WHERE id = ?`, id);
  }

  /** @returns false if the id exists already: then the row stays as it is */
  add(collector: PersonKey, point: PointId, pass: PassInput, at: number): boolean {
    const cursor = this.#sql.exec(
      `INSERT INTO passes (id, at, collector, point, person, shard, issuer, handle, kind, colour, masked_name, declared_at, marks, proof_at, proof, answer, policy, local_colour)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      pass.id,
      at,
      collector,
      point,
      pass.person,
      pass.shard,
      pass.issuer,
      pass.handle,
      pass.kind,
      pass.colour,
      pass.maskedName,
      pass.declaredAt,
      pass.marks,
      pass.use.proofAt,
      // A worker of the previous release names none.
      pass.proof ?? null,
      pass.judgement?.answer ?? null,
      pass.judgement?.policy ?? null,
      pass.localColour ?? null,
    );
    return cursor.rowsWritten > 0;
  }

  /** How many persons passed there in this time, by the issuer of their codes. */
  visitors({ point, from, until }: ExposedPlace): readonly VisitorCount[] {
    const range = query`SELECT ${VISITORS} FROM passes WHERE at >= ? AND at < ?`;
    const named = " AND point IN (SELECT id FROM points WHERE name = ?)";
    const text = query`${range}${point === null ? "" : named} GROUP BY issuer ORDER BY issuer`;
    return readRows(this.#sql, text as Query<VisitorCount>, from, until, ...(point === null ? [] : [point]));
  }

  /** The pass that the same code and proof have at this point; null without one. For repeats: it searches the rows of the person around the time of the proof. */
  ofCode(
    { person, handle, proofAt }: Pick<RecentCode, "handle" | "proofAt"> & Pick<RecordedPass, "person">,
    point: PointId,
  ): RecordedPass | null {
    return readFirst(
      this.#sql,
      query`SELECT ${RECORDED_PASS} FROM passes INDEXED BY passes_person
         WHERE person = ? AND at >= ? AND at <= ? AND handle = ? AND proof_at = ? AND point = ?`,
      person,
      proofAt - SAME_PASS_MS,
      proofAt + SAME_PASS_MS,
      handle,
      proofAt,
      point,
    );
  }

  /** The codes of the passes since a time, ms, the oldest first. */
  codesSince(at: number): readonly RecentCode[] {
    return readRows(
      this.#sql,
      query`SELECT ${RECENT_CODE} FROM passes WHERE at >= ? AND proof_at IS NOT NULL ORDER BY at, seq`,
      at,
    );
  }

  /** At most `limit` passes after a sequence number, in order. */
  after(seq: number, limit: number): readonly CountedPass[] {
    return readRows(this.#sql, query`SELECT ${COUNTED_PASS} FROM passes WHERE seq > ? ORDER BY seq LIMIT ?`, seq, limit);
  }

  /** The time of the oldest pass, ms; null if there is none. */
  oldest(): number | null {
    return readNumber(this.#sql, "SELECT at FROM passes ORDER BY at LIMIT 1");
  }

  /** The time of the first pass after a sequence number, ms; null if there is none. */
  firstAfter(seq: number): number | null {
    return readNumber(this.#sql, "SELECT at FROM passes WHERE seq > ? ORDER BY seq LIMIT 1", seq);
  }

  /** At most `limit` passes with a sequence number above `after` and up to `until`, in order. */
  outgoing(after: number, until: number, limit: number): readonly OutgoingPass[] {
    return readRows(
      this.#sql,
      query`SELECT ${OUTGOING_PASS}
         FROM passes CROSS JOIN points ON points.id = passes.point WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
      after,
      until,
      limit,
    );
  }

  /** The number of passes after a sequence number that are to be delivered. */
  countAfter(seq: number): number {
    return readNumber(this.#sql, `SELECT COUNT(*) FROM passes WHERE seq > ? AND ${DESTINATION} IS NOT NULL`, seq) ?? 0;
  }

  countFor(destination: Destination, after: number, until: number): number {
    const of = typeof destination === "number" ? "shard = ?" : "proof IS NOT NULL AND issuer = ?";
    return (
      readNumber(this.#sql, `SELECT COUNT(*) FROM passes WHERE seq > ? AND seq <= ? AND ${of}`, after, until, destination) ?? 0
    );
  }

  /** Forgets the codes of passes that their home has answered: nothing of them is delivered again. */
  endDelivery(seqs: readonly number[]): void {
    for (const seq of seqs) this.#sql.exec("UPDATE passes SET proof = NULL WHERE seq = ?", seq);
  }

  /** The sequence number of the newest pass; 0 if there is none. */
  newest(): number {
    return readNumber(this.#sql, "SELECT MAX(seq) FROM passes") ?? 0;
  }

  /** Removes at most `atMost` passes up to the time `until`, the oldest first. */
  removeOldest(until: number, atMost: number): readonly RemovedPass[] {
    return readRows(
      this.#sql,
      query`DELETE FROM passes WHERE seq IN (SELECT seq FROM passes WHERE at <= ? ORDER BY at LIMIT ?) RETURNING ${REMOVED_PASS}`,
      until,
      atMost,
    );
  }
}

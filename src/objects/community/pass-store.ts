/** Passes of one community: every statement that touches the table. One row a pass; the sequence is the cursor for whoever delivers it. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { PassId, PointId } from "../../domain/community/community.ts";
import type { PassInput, RegisteredPass } from "./rpc.ts";

export interface RecordedPass extends RegisteredPass {
  readonly collector: PersonKey;
  readonly person: PersonKey;
  /** Hex of the subject handle. */
  readonly handle: string;
}

export class PassStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  one(id: PassId): RecordedPass | null {
    const rows = this.#sql
      .exec<Record<keyof RecordedPass, SqlStorageValue>>(
        `SELECT at, point, collector, person, handle, masked_name AS maskedName, colour, declared_at AS declaredAt
         FROM passes WHERE id = ?`,
        id,
      )
      .toArray() as unknown as readonly RecordedPass[];
    return rows[0] ?? null;
  }

  /** Whether it was added: an id that is there already stays as it is. */
  add(collector: PersonKey, point: PointId, pass: PassInput, at: number): boolean {
    const written = this.#sql.exec(
      `INSERT INTO passes (id, at, collector, point, person, issuer, handle, kind, colour, masked_name, declared_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      pass.id,
      at,
      collector,
      point,
      pass.person,
      pass.issuer,
      pass.handle,
      pass.kind,
      pass.colour,
      pass.maskedName,
      pass.declaredAt,
    );
    return written.rowsWritten > 0;
  }

  /** When the oldest one was, ms. */
  oldest(): number | null {
    return this.#sql.exec<{ at: number }>("SELECT at FROM passes ORDER BY at LIMIT 1").toArray()[0]?.at ?? null;
  }

  /** Removes the oldest of those up to `until`, at most so many, counted under `day`; answers how many. */
  removeOldest(until: number, atMost: number, day: string): number {
    const removed = this.#sql
      .exec(
        "DELETE FROM passes WHERE seq IN (SELECT seq FROM passes WHERE at <= ? ORDER BY at LIMIT ?) RETURNING seq",
        until,
        atMost,
      )
      .toArray().length;
    if (removed > 0)
      this.#sql.exec(
        "INSERT INTO removed_passes (day, passes) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET passes = passes + excluded.passes",
        day,
        removed,
      );
    return removed;
  }
}

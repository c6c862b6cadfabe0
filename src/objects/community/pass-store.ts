/** Passes of one community: every statement that touches the table. One row a pass; the sequence is the cursor for whoever delivers it. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { CodeColour as Colour } from "../../domain/code/claims.ts";
import type { PassId, PointId } from "../../domain/community/community.ts";
import type { PassInput, RegisteredPass } from "./rpc.ts";

export interface RecordedPass extends RegisteredPass {
  readonly collector: PersonKey;
  readonly person: PersonKey;
  /** Hex of the subject handle. */
  readonly handle: string;
}

export interface PassRow {
  readonly id: string;
  readonly at: number;
  readonly pointName: string;
  readonly maskedName: string;
  readonly colour: Colour;
  readonly collector: PersonKey;
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

  /** Newest first. */
  latest(limit: number): readonly PassRow[] {
    return this.#sql
      .exec<Record<keyof PassRow, SqlStorageValue>>(
        `SELECT passes.id, at, points.name AS pointName, masked_name AS maskedName, colour, collector
         FROM passes JOIN points ON points.id = passes.point ORDER BY seq DESC LIMIT ?`,
        limit,
      )
      .toArray() as unknown as readonly PassRow[];
  }
}

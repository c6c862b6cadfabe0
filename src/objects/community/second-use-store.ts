/** The other uses of codes that were used twice, beside their passes. Every statement that touches the table. */
import type { PassId, PointId } from "../../domain/community/community.ts";
import { type OtherUse, otherUse, type Use } from "../../domain/community/use.ts";
import { MINUTE_MS } from "../../domain/instant.ts";
import { columns, query, readFirst, readNumber, readRows } from "../sql.ts";
import type { UsedAgain } from "./pass.ts";

interface UsedAgainRow extends Omit<UsedAgain, "other"> {
  readonly otherAt: number;
  readonly otherPoint: string;
  readonly otherCommunity: string;
}

const OTHER_USE = columns<OtherUse>({ at: "other_at", point: "other_point", community: "other_community" });
const USED_AGAIN = columns<UsedAgainRow>({
  id: "passes.id",
  at: "passes.at",
  maskedName: "passes.masked_name",
  otherAt: "other_at",
  otherPoint: "other_point",
  otherCommunity: "other_community",
});

/** For this time after a note, a gate is told that the code of one of its passes was used elsewhere. */
const TOLD_MS = 10 * MINUTE_MS;

export class SecondUseStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes the other use of a pass's code. A repeat changes nothing. @param isLater whether the pass here is the later one of the two */
  add(pass: PassId, other: Use, isLater: boolean, now: number): void {
    const { at, point, community } = otherUse(other);
    this.#sql.exec(
      `INSERT INTO second_uses (pass, other, at, is_later, other_at, other_point, other_community)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pass, other) DO NOTHING`,
      pass,
      other.pass,
      now,
      isLater ? 1 : 0,
      at,
      point,
      community,
    );
  }

  /** The earlier use of the code of this pass; null if the pass was the first use. */
  earlierOf(pass: PassId): OtherUse | null {
    return readFirst(this.#sql, query`SELECT ${OTHER_USE} FROM second_uses WHERE pass = ? AND is_later = 1`, pass);
  }

  /** The passes at a point whose codes were used elsewhere afterwards, noted in the last ten minutes; the oldest note first. */
  usedAgain(point: PointId, now: number): readonly UsedAgain[] {
    const rows = readRows(
      this.#sql,
      query`SELECT ${USED_AGAIN} FROM second_uses CROSS JOIN passes ON passes.id = second_uses.pass
         WHERE second_uses.at >= ? AND is_later = 0 AND passes.point = ? ORDER BY second_uses.at`,
      now - TOLD_MS,
      point,
    );
    return rows.map(({ otherAt, otherPoint, otherCommunity, ...pass }) => ({
      ...pass,
      other: { at: otherAt, point: otherPoint, community: otherCommunity },
    }));
  }

  /** The time of the newest note, ms; null if there is none. */
  newest(): number | null {
    return readNumber(this.#sql, "SELECT MAX(at) FROM second_uses");
  }

  /** The last noted other use of a pass's code, earlier or later; null without one. */
  lastOf(pass: PassId): OtherUse | null {
    return readFirst(this.#sql, query`SELECT ${OTHER_USE} FROM second_uses WHERE pass = ? ORDER BY at DESC LIMIT 1`, pass);
  }

  /** Deletes the notes of removed passes among those up to the time `until`, ms. */
  removeLoose(until: number): void {
    this.#sql.exec("DELETE FROM second_uses WHERE at <= ? AND NOT EXISTS (SELECT 1 FROM passes WHERE id = pass)", until);
  }
}

/** Counts of the codes that were checked at an issuer's hosts: every statement that touches their table, and the duty that removes old ones. In the division of the issuer's region only. */
import { overUntil } from "../../domain/retention.ts";
import { beginOfHour, dayOfHour, firstHourOf, hourOf } from "../../domain/statistics/counts.ts";
import type { DayRange } from "../../domain/statistics/range.ts";
import { FIRST_SHOWN_COUNT, HIDDEN, isColour, OUTCOMES, type VerificationCount } from "../../domain/statistics/verifications.ts";
import type { Duty } from "../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../duty/retention.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";
import type { HourBounds, OutcomeBounds, VerificationsView } from "./rpc.ts";

/** A migration. It has run in deployments, so that it must not change. */
export const VERIFICATION_HOURS = `CREATE TABLE verification_hours (hour INTEGER NOT NULL, issuer TEXT NOT NULL, outcome TEXT NOT NULL, count INTEGER NOT NULL,
     PRIMARY KEY (hour, issuer, outcome)) STRICT, WITHOUT ROWID`;

/** The sums of the bounds of the hours: see `sumOf` in domain/statistics/verifications.ts. */
const BOUNDS = {
  atLeast: `SUM(IIF(count < ${FIRST_SHOWN_COUNT}, ${HIDDEN.atLeast}, count))`,
  atMost: `SUM(IIF(count < ${FIRST_SHOWN_COUNT}, ${HIDDEN.atMost}, count))`,
};
const COLOUR_LIST = OUTCOMES.filter(isColour)
  .map((colour) => `'${colour}'`)
  .join(", ");
const OUTCOME_BOUNDS = columns<OutcomeBounds>({ issuer: "issuer", outcome: "outcome", ...BOUNDS });
const HOUR_BOUNDS = columns<HourBounds>({ hour: "hour", valid: `outcome IN (${COLOUR_LIST})`, ...BOUNDS });

export class VerificationStore {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Adds counts to those of their hour. @param now ms; an hour beyond its retention is ignored */
  add(hour: number, counts: readonly VerificationCount[], now: number): void {
    if (hour < firstHourAt(now)) return;
    this.#storage.transactionSync(() => {
      for (const { issuer, outcome, count } of counts)
        this.#storage.sql.exec(
          `INSERT INTO verification_hours (hour, issuer, outcome, count) VALUES (?, ?, ?, ?)
           ON CONFLICT (hour, issuer, outcome) DO UPDATE SET count = count + excluded.count`,
          hour,
          issuer,
          outcome,
          count,
        );
    });
  }

  view({ first, last }: DayRange): VerificationsView {
    const span = [firstHourOf(first), firstHourOf(last + 1)] as const;
    const where = "FROM verification_hours WHERE hour >= ? AND hour < ?";
    const outcomes = query`SELECT ${OUTCOME_BOUNDS} ${where} GROUP BY issuer, outcome`;
    const hours = query`SELECT ${HOUR_BOUNDS} ${where} GROUP BY hour, valid`;
    return {
      outcomes: readRows(this.#storage.sql, outcomes, ...span),
      hours: readRows(this.#storage.sql, hours, ...span),
    };
  }

  /** The duty that removes counts at the end of their retention. */
  retention(): Duty {
    const oldest = () => {
      const hour = readNumber(this.#storage.sql, "SELECT hour FROM verification_hours ORDER BY hour LIMIT 1");
      return hour === null ? null : beginOfHour(firstHourOf(dayOfHour(hour)));
    };
    return retention({ verificationCount: oldest }, (now) => {
      this.#storage.sql.exec(
        `DELETE FROM verification_hours WHERE (hour, issuer, outcome) IN
           (SELECT hour, issuer, outcome FROM verification_hours WHERE hour < ? ORDER BY hour LIMIT ?)`,
        firstHourAt(now),
        PIECE_ROWS,
      );
    });
  }
}

/** The first hour within its retention at `now` (ms). */
function firstHourAt(now: number): number {
  return firstHourOf(dayOfHour(hourOf(overUntil("verificationCount", now))) + 1);
}

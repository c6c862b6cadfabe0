/** The data of the live board, read by key: the counted hours, the passes that are not counted yet, the newest passes, points and staff. */
import type { CodeColour } from "../../domain/code/claims.ts";
import type { PassId, PointId } from "../../domain/community/community.ts";
import { beginOfHour, dayOfHour, firstHourOf, hourOf } from "../../domain/statistics/counts.ts";
import type { CountStore, PointHour } from "./count-store.ts";
import { countsOf } from "./counting.ts";
import { pageOf } from "./history.ts";
import type { PassStore } from "./pass-store.ts";
import type { PointStore } from "./point-store.ts";
import type { SecondUseStore } from "./second-use-store.ts";
import type { StaffStore } from "./staff-store.ts";
import { instantOf } from "../../domain/instant.ts";

/** The highest number of uncounted passes that are read: far more than the passes of the minute between two counts. */
const MAX_TAIL = 20_000;
const LATEST = 10;
const HOURS_A_DAY = 24;

export interface BoardHour {
  /** The beginning of the hour, RFC 3339. */
  readonly at: string;
  readonly pointId: PointId;
  readonly passes: number;
  /** The number of these passes of persons whose colour was yellow, orange or red then. */
  readonly stopped: number;
}

export interface BoardPass {
  readonly at: string;
  readonly pointId: PointId;
  readonly pointName: string;
  readonly maskedName: string;
  readonly colour: CodeColour;
  /** Another use of the same code, or of one at a place that its holder cannot have reached; absent without one. */
  readonly otherUse?: { readonly at: string; readonly point: string; readonly community: string };
}

export interface BoardStaff {
  readonly points: readonly { readonly id: PointId; readonly name: string }[];
  /** Each collector with the point where they stand; null: nowhere. */
  readonly staff: readonly { readonly maskedName: string; readonly maskedPhone: string; readonly pointId: PointId | null }[];
}

/** Counts of passes up to the sequence number `seq`: of today, or only since an earlier number. */
export interface BoardNews {
  readonly seq: number;
  readonly hours: readonly BoardHour[];
}

export interface BoardStores {
  readonly sql: SqlStorage;
  readonly points: PointStore;
  readonly staff: StaffStore;
  readonly passes: PassStore;
  readonly seconds: SecondUseStore;
  readonly counts: CountStore;
}

export class BoardView {
  readonly #stores: BoardStores;

  constructor(stores: BoardStores) {
    this.#stores = stores;
  }

  /** The passes of today by hour and point, and of yesterday by hour. */
  today(now: number): BoardNews & { readonly yesterday: readonly Pick<BoardHour, "at" | "passes">[] } {
    const { counts, passes } = this.#stores;
    const first = firstHourOf(dayOfHour(hourOf(now)));
    const tail = passes.after(counts.progress().seq, MAX_TAIL);
    const rest = countsOf(tail).filter(({ hour }) => hour >= first);
    return {
      seq: tail.at(-1)?.seq ?? passes.newest(),
      hours: [...counts.hours(first), ...rest].map(wireOf),
      yesterday: counts
        .sums(first - HOURS_A_DAY, HOURS_A_DAY)
        .filter(({ hour }) => hour < first)
        .map((one) => ({ at: beginInstantOf(one.hour), passes: one.passes })),
    };
  }

  /** The counts of the passes after the sequence number `seq`. */
  since(seq: number): BoardNews {
    const passes = this.#stores.passes.after(seq, MAX_TAIL);
    return { seq: passes.at(-1)?.seq ?? seq, hours: countsOf(passes).map(wireOf) };
  }

  /** The newest LATEST passes, newest first. */
  latest(): readonly BoardPass[] {
    const { sql, points, staff, seconds } = this.#stores;
    const everything = { point: null, collector: null, colour: null, mark: null, person: null, from: 0 };
    const page = pageOf(sql, points, staff, everything, { at: Number.MAX_SAFE_INTEGER, seq: 0 }, LATEST);
    if (!page.ok) return [];
    return page.value.passes.map(({ id, at, pointId, pointName, maskedName, colour }) => {
      const other = seconds.lastOf(id as PassId);
      return {
        at: instantOf(at),
        pointId,
        pointName,
        maskedName,
        colour,
        ...(other !== null && { otherUse: { ...other, at: instantOf(other.at) } }),
      };
    });
  }

  /** The time of the newest note that a code was used twice, ms; 0 without one. */
  newestSecondUse(): number {
    return this.#stores.seconds.newest() ?? 0;
  }

  staff(): BoardStaff {
    const { points, staff } = this.#stores;
    return {
      points: points.all().map(({ id, name }) => ({ id, name })),
      staff: staff.collectors().map(({ maskedName, maskedPhone, post }) => ({ maskedName, maskedPhone, pointId: post })),
    };
  }
}

function wireOf({ hour, point, passes, stopped }: PointHour): BoardHour {
  return { at: beginInstantOf(hour), pointId: point, passes, stopped };
}

function beginInstantOf(hour: number): string {
  return instantOf(beginOfHour(hour));
}

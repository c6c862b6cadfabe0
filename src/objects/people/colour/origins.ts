/** The risk of the places that a shard's persons declared: stores the levels from the issuer and names the persons whom a change concerns. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { AreaLevel, AreaPeriod } from "../../../domain/area/area.ts";
import { originRisk, originsOf, riskTurns, withLevels } from "../../../domain/area/origin.ts";
import { dayNumberOf, startOfDay, dateOf } from "../../../domain/china-time.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import { ancestors } from "../../../domain/division/division.ts";
import type { Risk } from "../../../domain/fact/fact.ts";
import type { CountyLevels } from "../news.ts";
import { type AreaTurn, LevelStore, OriginStore } from "./origin-store.ts";

/** Batch size: counties whose level changes in one transaction. */
const PIECE_COUNTIES = 100;
/** Batch size of all duties that decide many: a request that arrives meanwhile waits for at most this many decisions, a few milliseconds. */
export const PIECE_PERSONS = 5;

/** Levels by county; null: none. */
export type Levels = ReadonlyMap<string, AreaLevel | null>;
const NONE: Levels = new Map();

export interface OriginRisk {
  readonly risk: Risk;
  /** The time at which the risk changes because a declared stay becomes too old to count, ms; null: never. Changes of levels are not included. */
  readonly turnsAt: number | null;
}

/** The next persons who declared an area and are to be examined: decided again if the risk has changed. */
interface Batch {
  readonly turn: AreaTurn;
  readonly persons: readonly PersonKey[];
}

export class Origins {
  readonly #storage: DurableObjectStorage;
  readonly #levels: LevelStore;
  readonly #origins: OriginStore;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for a time, ms */
  constructor(storage: DurableObjectStorage, wake: (at: number) => void) {
    this.#storage = storage;
    this.#levels = new LevelStore(storage.sql);
    this.#origins = new OriginStore(storage.sql);
    this.#wake = wake;
  }

  /** The risk of the declared places by the levels of today; unknown without a declaration. @param levels levels of counties in place of the stored ones */
  riskOf(declared: Declaration | undefined, now: number, levels: Levels = NONE): OriginRisk {
    if (declared === undefined) return { risk: "unknown", turnsAt: null };
    const origins = originsOf(declared);
    const within = withLevels((area) => this.#levels.within(area), levels);
    const turns = riskTurns(origins, within, dateOf(now));
    return { risk: originRisk(origins, within, dateOf(now)), turnsAt: turns === null ? null : startOfDay(dayNumberOf(turns)) };
  }

  /** At most `limit` persons who declared one of these areas, after the person `after`, in the order of their keys. */
  personsOf(areas: readonly string[], after: string, limit: number): readonly PersonKey[] {
    return this.#origins.ofAny(areas, after, limit);
  }

  /** Stores the areas of the newest declaration, within the transaction of the decision that used it. */
  note(person: PersonKey, before: Declaration | undefined, newest: Declaration | undefined): void {
    this.#origins.note(person, areasOf(before), areasOf(newest));
  }

  /** Replaces the levels of counties. The alarm then examines every person who names one of these counties, or their city or province. */
  take(areas: readonly CountyLevels[], now: number): void {
    this.#storage.transactionSync(() => {
      for (const county of areas) {
        this.#levels.put(county, nextTurnOf(county.periods, now));
        this.#begin(county.division);
      }
    });
    this.#wake(now);
  }

  /** The time of the duty's next task, ms: 0 while persons wait for an examination, otherwise the next change of a level; null if there is none. */
  due(): number | null {
    return this.#origins.turn() === null ? this.#levels.nextTurn() : 0;
  }

  /** Starts the examination of the persons who declared a county whose level has changed by itself. */
  turn(now: number): void {
    const turned = this.#levels.turned(now, PIECE_COUNTIES);
    if (turned.length > 0) this.take(turned, now);
  }

  /** The next batch; null if no area is under examination. */
  next(): Batch | null {
    const turn = this.#origins.turn();
    return turn && { turn, persons: this.#origins.of(turn, PIECE_PERSONS) };
  }

  /**
   * Notes that the persons of the batch were examined, and decided again where the risk had changed. A batch that is not full ends the examination of its
   * area.
   */
  noteExamined({ turn, persons }: Batch): void {
    const last = persons[PIECE_PERSONS - 1];
    if (last === undefined) this.#origins.end(turn);
    else this.#origins.moveOn(turn, last);
  }

  #begin(county: string): void {
    for (const area of [...ancestors(county), county]) this.#origins.begin(area);
  }
}

function nextTurnOf(periods: readonly AreaPeriod[], now: number): number | null {
  const days = periods.flatMap(({ from, until }) => (until === null ? [from] : [from, until]));
  const moments = days.map((day) => startOfDay(dayNumberOf(day))).filter((moment) => moment > now);
  return moments.length === 0 ? null : Math.min(...moments);
}

function areasOf(declared: Declaration | undefined): readonly string[] {
  return declared === undefined ? [] : originsOf(declared).map(({ area }) => area);
}

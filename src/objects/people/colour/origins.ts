/** Where a shard's persons come from, and the risk of it: levels as the issuer tells them, and whom a change of them concerns. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { AreaPeriod } from "../../../domain/area/area.ts";
import { originRisk, originsOf, riskTurns } from "../../../domain/area/origin.ts";
import { dayNumberOf, startOfDay, dateOf } from "../../../domain/china-time.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import { ancestors } from "../../../domain/division/division.ts";
import type { Risk } from "../../../domain/fact/fact.ts";
import type { CountyLevels } from "../news.ts";
import { type AreaTurn, LevelStore, OriginStore } from "./origin-store.ts";

/** Counties whose level time turns in one transaction. */
const PIECE_COUNTIES = 100;
/** Whoever waits at the object waits for so many and no more. */
const PIECE_PERSONS = 50;

export interface OriginRisk {
  readonly risk: Risk;
  /** When a place that was left counts no more and the risk is therefore another one, ms; null: not by that. */
  readonly turnsAt: number | null;
}

/** Persons of one area who are looked at together. */
interface Waiting {
  readonly turn: AreaTurn;
  readonly persons: readonly PersonKey[];
}

export class Origins {
  readonly #storage: DurableObjectStorage;
  readonly #levels: LevelStore;
  readonly #origins: OriginStore;
  readonly #wake: (at: number) => void;

  /** @param wake is told when something is due, ms */
  constructor(storage: DurableObjectStorage, wake: (at: number) => void) {
    this.#storage = storage;
    this.#levels = new LevelStore(storage.sql);
    this.#origins = new OriginStore(storage.sql);
    this.#wake = wake;
  }

  /** The risk of what was declared, as levels are today; of nothing it is unknown. */
  riskOf(declared: Declaration | undefined, now: number): OriginRisk {
    if (declared === undefined) return { risk: "unknown", turnsAt: null };
    const origins = originsOf(declared);
    const within = (area: string) => this.#levels.within(area);
    const turns = riskTurns(origins, within, dateOf(now));
    return { risk: originRisk(origins, within, dateOf(now)), turnsAt: turns === null ? null : startOfDay(dayNumberOf(turns)) };
  }

  /** Notes which areas the newest declaration names: within the transaction of the decision that looked at it. */
  note(person: PersonKey, before: Declaration | undefined, newest: Declaration | undefined): void {
    this.#origins.note(person, areasOf(before), areasOf(newest));
  }

  /** Takes levels in place of those of before; whoever names one of these counties, or what they lie in, is looked at by alarm. */
  take(areas: readonly CountyLevels[], now: number): void {
    this.#storage.transactionSync(() => {
      for (const county of areas) {
        this.#levels.put(county, nextTurnOf(county.periods, now));
        this.#begin(county.division);
      }
    });
    this.#wake(now);
  }

  /** When there is somebody to look at, ms; null where there is nobody. */
  due(): number | null {
    return this.#origins.turn() === null ? this.#levels.nextTurn() : 0;
  }

  /** Counties whose level time has turned are looked at from here on. */
  turn(now: number): void {
    const turned = this.#levels.turned(now, PIECE_COUNTIES);
    if (turned.length > 0) this.take(turned, now);
  }

  /** Who comes next; null where nobody waits. */
  next(): Waiting | null {
    const turn = this.#origins.turn();
    return turn && { turn, persons: this.#origins.of(turn, PIECE_PERSONS) };
  }

  /** These were looked at. */
  looked({ turn, persons }: Waiting): void {
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

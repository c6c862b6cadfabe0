/** Takes the letters of a peer: each once, so many a second, and none about persons of a peer that is suspended. What the peer has told is counted for the officers. docs/trust.md §10. */
import { dateOf } from "../../domain/china-time.ts";
import { isAboutPersons, isItemKind, type ItemResult, type Letter } from "../../domain/federation/letter.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { Duty } from "../duty/alarm.ts";
import { issuerObjectOf, type ObjectsEnv } from "../env.ts";
import { exposureDuty } from "./exposure-duty.ts";
import { ExposureStore } from "./exposure-store.ts";
import { HeldFacts } from "./held-facts.ts";
import type { HeldFigures, LetterRefusal, Told, WaitingLines } from "./rpc.ts";
import { takeItems } from "./take-item.ts";
import { ToldDays } from "./told-days.ts";
import { ToldOrders, toldOrdersDuty } from "./told-orders.ts";

/** A letter is refused after two minutes; its name is kept longer. */
const REMEMBERED_MS = 180_000;
const SECOND_MS = 1000;
const PER_SECOND = 8;
const IN_FLIGHT = 2;

/** Between an issuer and one peer. */
interface Line {
  readonly env: ObjectsEnv;
  readonly sql: SqlStorage;
  readonly own: IssuerCode;
  readonly peer: IssuerCode;
}

interface CameLetter {
  /** ms. */
  readonly at: number;
  /** A repetition waits for them: what is not stored yet is not known. */
  readonly results: Promise<readonly ItemResult[]>;
}

export class Incoming {
  readonly orders: ToldOrders;
  /** Obey what officers have decided about the peer's word, and look for the people who were at its places. */
  readonly duties: readonly Duty[];
  readonly #line: Line;
  readonly #isSuspended: () => Promise<boolean>;
  readonly #held: HeldFacts;
  readonly #days: ToldDays;
  readonly #exposures: ExposureStore;
  /** The letters of the last minutes by their names. In memory: what a letter says is known by its items too. */
  readonly #came = new Map<string, CameLetter>();
  #inFlight = 0;
  /** Whether the issuer knows that this peer has told something. */
  #isNoted = false;

  /** @param isSuspended whether the peer is now */
  constructor(line: Line, isSuspended: () => Promise<boolean>) {
    const { env, sql, own, peer } = line;
    this.#line = line;
    this.#isSuspended = isSuspended;
    this.#held = new HeldFacts(sql);
    this.#days = new ToldDays(sql);
    this.orders = new ToldOrders(sql);
    this.#exposures = new ExposureStore(sql);
    const told = { orders: this.orders, held: this.#held, days: this.#days, exposures: this.#exposures };
    this.duties = [toldOrdersDuty(env, { own, from: peer }, told), exposureDuty(line, this.#exposures, this.#days)];
  }

  async take(letter: Letter, now: number): Promise<Result<readonly ItemResult[], LetterRefusal>> {
    const { id, kind } = letter;
    if (isAboutPersons(kind) && (await this.#isSuspended())) return refuse({ code: "letter_suspended" });
    for (const [name, { at }] of this.#came) if (at > now || at <= now - REMEMBERED_MS) this.#came.delete(name);
    const before = this.#came.get(id);
    if (before !== undefined) return accept((await before.results).map(knownNow));
    const inSecond = [...this.#came.values()].filter(({ at }) => at > now - SECOND_MS).length;
    if (inSecond >= PER_SECOND || this.#inFlight >= IN_FLIGHT) return refuse({ code: "too_many_requests", retryAfterSeconds: 1 });
    const results = this.#takeItems(letter, now);
    this.#came.set(id, { at: now, results });
    this.#inFlight += 1;
    try {
      return accept(await results);
    } catch (bug) {
      this.#came.delete(id);
      throw bug;
    } finally {
      this.#inFlight -= 1;
    }
  }

  told(): Told {
    return { days: this.#days.list(), waiting: this.#waiting() };
  }

  #waiting(): HeldFigures | null {
    const rows = [...this.#held.waiting(), ...this.#exposures.waiting()];
    if (rows.length === 0) return null;
    const linesBy = (name: "kind" | "source") =>
      [...Map.groupBy(rows, (row) => row[name])]
        .map(([each, some]) => ({ name: each, lines: linesIn(some) }))
        .toSorted((one, other) => other.lines - one.lines || (one.name < other.name ? -1 : 1));
    const through = Math.max(...rows.map((row) => row.through));
    return { through, lines: linesIn(rows), kinds: linesBy("kind"), sources: linesBy("source") };
  }

  async #takeItems(letter: Letter, now: number): Promise<readonly ItemResult[]> {
    const { env, own, peer } = this.#line;
    const told = { held: this.#held, days: this.#days, exposures: this.#exposures };
    const results = await takeItems(env, own, letter, told, now);
    if (isItemKind(letter.kind)) this.#days.note(dateOf(now), results);
    if (own === peer || this.#isNoted || this.#days.list().length === 0) return results;
    await issuerObjectOf(env, own).notePeer(peer);
    this.#isNoted = true;
    return results;
  }
}

function linesIn(rows: readonly WaitingLines[]): number {
  return rows.reduce((sum, { lines }) => sum + lines, 0);
}

/** What a repetition of a letter hears of an item. */
function knownNow(result: ItemResult): ItemResult {
  return result.state === "taken" ? { id: result.id, state: "known" } : result;
}

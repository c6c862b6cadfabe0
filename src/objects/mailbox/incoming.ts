/** Takes the letters of a peer: each once, so many a second, and none about persons of a peer that is suspended. What the peer has told is counted for the officers. docs/trust.md §10. */
import { dateOf } from "../../domain/china-time.ts";
import { isAboutPersons, isItemKind, type ItemResult, type Letter } from "../../domain/federation/letter.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { refuse, type Result } from "../../domain/result.ts";
import type { Duty } from "../duty/alarm.ts";
import { issuerObjectOf, type ObjectsEnv } from "../env.ts";
import type { AppealLines } from "./appeal-store.ts";
import { CameLetters } from "./came-letters.ts";
import { exposureDuty } from "./exposure-duty.ts";
import { ExposureStore } from "./exposure-store.ts";
import { HeldFacts } from "./held-facts.ts";
import type { HeldFigures, LetterRefusal, Told, WaitingLines } from "./rpc.ts";
import { takeItems } from "./take-item.ts";
import { ToldDays } from "./told-days.ts";
import { ToldOrders, toldOrdersDuty } from "./told-orders.ts";

/** Between an issuer and one peer. */
interface Line {
  readonly env: ObjectsEnv;
  readonly sql: SqlStorage;
  readonly own: IssuerCode;
  readonly peer: IssuerCode;
  readonly appeals: AppealLines;
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
  readonly #came = new CameLetters();
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
    if (isAboutPersons(letter.kind) && (await this.#isSuspended())) return refuse({ code: "letter_suspended" });
    return this.#came.take(letter, now, () => this.#takeItems(letter, now));
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
    const { env, own, peer, appeals } = this.#line;
    const lines = { held: this.#held, days: this.#days, exposures: this.#exposures, appeals };
    const results = await takeItems(env, own, letter, lines, now);
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

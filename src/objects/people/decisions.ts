/** Decides colours of a shard's persons, and appends each decision to the chain together with what caused it. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { ReadyRuleSet } from "../../domain/colour/check-rule-set.ts";
import { decide } from "../../domain/colour/decide.ts";
import { recordOf } from "../../domain/colour/record.ts";
import type { ReviewGround } from "../../domain/colour/review.ts";
import { turnDelayMs } from "../../domain/colour/rule-turn.ts";
import { ruleSetFor } from "../../domain/colour/succession.ts";
import type { Declaration } from "../../domain/declaration/declaration.ts";
import { today } from "../../domain/identity/calendar-date.ts";
import { chainHash } from "../../token/chain.ts";
import { issuerOf, placeOf } from "../env.ts";
import { type CheckInRow, CheckInStore, LOOK_BACK_MS } from "./check-in-store.ts";
import { circumstancesOf, type Stated } from "./circumstances.ts";
import { ColourStore, type DecisionRow } from "./colour-store.ts";
import { decisionRow, type Known } from "./decision-row.ts";
import { DeclarationStore } from "./declaration-store.ts";
import { type FactRow, FactStore, withFact, withoutFact } from "./fact-store.ts";
import type { Origins } from "./origins.ts";

const MAX_DECLARATIONS = 60;

/** What an act came to: an act that was refused, or was done before, has decided nothing. */
interface Caused<T> {
  readonly decided: boolean;
  readonly answer: T;
}

/** What is new when a colour is decided. */
interface Added {
  readonly stated?: Omit<Stated, "n">;
  readonly fact?: FactRow;
  readonly said?: CheckInRow;
  /** An entry that is taken back. */
  readonly withdrawn?: Pick<FactRow, "kind" | "source" | "reference">;
  /** In the review that waits. */
  readonly found?: ReviewGround;
}

/** Opens a sealed declaration of one person. */
export type Opening = (person: PersonKey, sealed: string) => Promise<Declaration>;

/** All that the issuer decides by, in order. */
export type Rules = (now: number) => Promise<readonly ReadyRuleSet[]>;

/** Whom a decision concerns besides. */
export interface Told {
  /** Within the transaction of the decision. */
  readonly decided: (person: PersonKey, decision: DecisionRow, now: number) => void;
  /** When time may next turn a colour, ms. */
  readonly wake: (at: number) => void;
}

export class Decisions {
  readonly #storage: DurableObjectStorage;
  readonly #by: Pick<Known, "issuer" | "delayMs">;
  readonly #colours: ColourStore;
  readonly #declarations: DeclarationStore;
  readonly #facts: FactStore;
  readonly #checkIns: CheckInStore;
  readonly #rules: Rules;
  readonly #origins: Origins;
  readonly #open: Opening;
  readonly #told: Told;

  constructor(state: DurableObjectState, rules: Rules, origins: Origins, opening: Opening, told: Told) {
    this.#storage = state.storage;
    this.#by = { issuer: issuerOf(state.id), delayMs: turnDelayMs(Number(placeOf(state.id))) };
    this.#colours = new ColourStore(state.storage.sql);
    this.#declarations = new DeclarationStore(state.storage.sql);
    this.#facts = new FactStore(state.storage.sql);
    this.#checkIns = new CheckInStore(state.storage.sql);
    this.#rules = rules;
    this.#origins = origins;
    this.#open = opening;
    this.#told = told;
  }

  /**
   * Decides a person's colour, with one more declaration, fact or check-in where there is one, and writes the decision together with `cause`: a cause that
   * answers with a refusal, or did nothing, writes nothing. Opening and hashing take time; where the chain or what was declared grew
   * meanwhile, it is decided anew.
   */
  async decide<T>(person: PersonKey, added: Added, now: number, cause: () => Caused<T>): Promise<T> {
    const [sets, before] = await Promise.all([this.#rules(now), this.#stated(person, now)]);
    const head = this.#colours.head();
    const known = this.#facts.of(person);
    const told = this.#checkIns.of(person, now);
    const stated = added.stated === undefined ? before : [{ ...added.stated, n: (before[0]?.n ?? 0) + 1 }, ...before];
    const kept = added.withdrawn === undefined ? known : withoutFact(known, added.withdrawn);
    const facts = added.fact === undefined ? kept : withFact(kept, added.fact);
    const checkIns = added.said === undefined ? told : [...told, added.said];
    const row = this.#row({ sets, person, stated, facts, checkIns, found: added.found }, now);
    const body = JSON.stringify(row);
    const hash = await chainHash(head.hash, body);
    const written = this.#storage.transactionSync(() => {
      const isSame = this.#colours.head().seq === head.seq && this.#declarations.latest(person)?.n === before[0]?.n;
      const present = [this.#facts.of(person), this.#checkIns.of(person, now)];
      if (!isSame || JSON.stringify(present) !== JSON.stringify([known, told])) return null;
      const { decided, answer } = cause();
      if (decided && row !== null) {
        this.#colours.append({ seq: head.seq + 1, hash }, body, row);
        this.#origins.note(person, before[0]?.declaration, stated[0]?.declaration);
        this.#told.decided(person, row, now);
      }
      return { answer };
    });
    if (written === null) return this.decide(person, added, now, cause);
    if (row?.nextAt) this.#told.wake(row.nextAt);
    return written.answer;
  }

  /** Those of these decisions that time or another rule set has overtaken. */
  async overtaken(found: readonly DecisionRow[], now: number): Promise<readonly PersonKey[]> {
    const sets = await this.#rules(now);
    return found.filter((decision) => this.#isOvertaken(sets, decision, now)).map(({ person }) => person);
  }

  /** The person's decision as it holds now: decided anew where time or another rule set has overtaken it; null where no rule set holds. */
  async present(person: PersonKey, now: number): Promise<DecisionRow | null> {
    const sets = await this.#rules(now);
    const latest = this.#colours.latest(person);
    if (latest !== null && !this.#isOvertaken(sets, { ...latest.decision, nextAt: latest.nextAt }, now)) return latest.decision;
    await this.decide(person, {}, now, () => ({ decided: true, answer: null }));
    return this.#colours.latest(person)?.decision ?? null;
  }

  /** What holds of a declared person's colour now, and what another rule set would give after it: nothing is written. */
  async tried(person: PersonKey, other: ReadyRuleSet, now: number) {
    const [sets, stated] = await Promise.all([this.#rules(now), this.#stated(person, now)]);
    const [facts, checkIns] = [this.#facts.of(person), this.#checkIns.of(person, now)];
    const held = this.#row({ sets, person, stated, facts, checkIns }, now);
    const { risk } = this.#origins.riskOf(stated[0]?.declaration, now);
    return { held, given: decide(other, recordOf(circumstancesOf(stated, facts, checkIns, held, risk), now)) };
  }

  /** Decides anew where the risk of the declared places is another one than when it was decided last. */
  async reconsider(person: PersonKey, now: number): Promise<void> {
    const [newest] = await this.#stated(person, now);
    const latest = this.latest(person);
    if (latest === null || newest === undefined) return;
    if (this.#origins.riskOf(newest.declaration, now).risk === (latest.originRisk ?? "unknown")) return;
    await this.decide(person, {}, now, () => ({ decided: true, answer: null }));
  }

  /** What was decided last, as it stands. */
  latest(person: PersonKey): DecisionRow | null {
    return this.#colours.latest(person)?.decision ?? null;
  }

  #isOvertaken(sets: readonly ReadyRuleSet[], { nextAt, ruleSet, version, at }: DecisionRow, now: number): boolean {
    if (nextAt !== null && nextAt <= now) return true;
    // A clock that was put back brings no earlier rule set back.
    const ready = ruleSetFor(sets, this.#by.issuer, today(Math.max(now, at)));
    return ready !== null && (ready.ruleSet.id !== ruleSet || ready.ruleSet.version !== version);
  }

  #row(known: Pick<Known, "sets" | "person" | "stated" | "facts" | "checkIns" | "found">, now: number): DecisionRow | null {
    const last = this.#colours.latest(known.person);
    const riskAt = (at: number) => this.#origins.riskOf(known.stated[0]?.declaration, at);
    return decisionRow({ ...known, ...this.#by, last, riskAt }, now);
  }

  /** What was declared lately, newest first; the newest whatever its age. */
  async #stated(person: PersonKey, now: number): Promise<readonly Stated[]> {
    const rows = this.#declarations
      .page(person, 0, Number.MAX_SAFE_INTEGER, MAX_DECLARATIONS)
      .filter(({ at }, index) => index === 0 || at > now - LOOK_BACK_MS);
    return Promise.all(rows.map(async ({ n, at, sealed }) => ({ n, at, declaration: await this.#open(person, sealed) })));
  }
}

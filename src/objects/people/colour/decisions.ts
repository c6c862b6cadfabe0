/** Decides colours of a shard's persons, and appends each decision to the chain together with what caused it. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { dateOf } from "../../../domain/china-time.ts";
import { decide } from "../../../domain/colour/decide.ts";
import { recordOf } from "../../../domain/colour/record.ts";
import type { ReviewGround } from "../../../domain/review/review.ts";
import type { ReadyRuleSet } from "../../../domain/rules/check-rule-set.ts";
import { ruleSetFor, turnDelayMs } from "../../../domain/rules/succession.ts";
import { Chain } from "../../chain/chain.ts";
import { checkLater } from "../../chain/chain-check.ts";
import type { Link } from "../../chain/chain-table.ts";
import { issuerOf, placeOf } from "../../names.ts";
import { withFact, withoutFact } from "../person/fact-store.ts";
import { ColourStore, type DecisionRow } from "./colour-store.ts";
import {
  circumstancesOf,
  decisionRow,
  Knowledge,
  type Known,
  type Opening,
  type Seen,
  type DatedDeclaration,
} from "./decision-row.ts";
import type { Origins } from "./origins.ts";
import type { CheckInRow } from "../person/rpc.ts";
import type { FactRow } from "../news.ts";

/** What an act came to: an act that was refused, or was done before, has decided nothing. */
interface Caused<T> {
  readonly decided: boolean;
  readonly answer: T;
}

/** What is new when a colour is decided. */
interface Added {
  readonly stated?: Omit<DatedDeclaration, "n">;
  readonly fact?: FactRow;
  readonly said?: CheckInRow;
  /** An entry that is taken back. */
  readonly withdrawn?: Pick<FactRow, "kind" | "source" | "reference">;
  /** In the review that waits. */
  readonly found?: ReviewGround;
}

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
  readonly #by: Pick<Known, "issuer" | "delayMs">;
  readonly #colours: ColourStore;
  readonly #chain: Chain<DecisionRow>;
  readonly #knowledge: Knowledge;
  readonly #rules: Rules;
  readonly #origins: Origins;
  readonly #told: Told;

  constructor(state: DurableObjectState, rules: Rules, origins: Origins, opening: Opening, told: Told) {
    this.#by = { issuer: issuerOf(state.id), delayMs: turnDelayMs(Number(placeOf(state.id))) };
    this.#colours = new ColourStore(state.storage.sql);
    this.#chain = new Chain(state.storage, this.#colours.decisions, checkLater(told.wake));
    this.#knowledge = new Knowledge(state.storage.sql, opening);
    this.#rules = rules;
    this.#origins = origins;
    this.#told = told;
  }

  /**
   * Decides a person's colour, with one more declaration, fact or check-in where there is one, and writes the decision together with `cause`: a cause that
   * answers with a refusal, or did nothing, writes nothing. Opening and hashing take time; where the chain or what was declared grew
   * meanwhile, it is decided anew.
   */
  async decide<T>(person: PersonKey, added: Added, now: number, cause: () => Caused<T>): Promise<T> {
    const [sets, seen] = await Promise.all([this.#rules(now), this.#knowledge.of(person, now)]);
    const { stated: before, facts: known, checkIns: told } = seen;
    const head = this.#chain.head();
    const stated = added.stated === undefined ? before : [{ ...added.stated, n: (before[0]?.n ?? 0) + 1 }, ...before];
    const kept = added.withdrawn === undefined ? known : withoutFact(known, added.withdrawn);
    const facts = added.fact === undefined ? kept : withFact(kept, added.fact);
    const checkIns = added.said === undefined ? told : [...told, added.said];
    const row = this.#row({ sets, person, stated, facts, checkIns, found: added.found }, now);
    const saved = await this.#chain.save(head, {
      rows: row === null ? [] : [row],
      isCurrent: () => this.#knowledge.isStill(seen, now),
      save: (append) => {
        const { decided, answer } = cause();
        if (decided && row !== null) {
          this.#note([row], append(), now);
          this.#origins.note(person, before[0]?.declaration, stated[0]?.declaration);
        }
        return answer;
      },
    });
    if (saved === null) return this.decide(person, added, now, cause);
    if (row?.nextAt) this.#told.wake(row.nextAt);
    return saved.value;
  }

  /** Rejects where the rule sets cannot be read: nobody could be decided. */
  async ready(now: number): Promise<void> {
    await this.#rules(now);
  }

  /** Those of these decisions that time or another rule set has overtaken. */
  async overtaken(found: readonly DecisionRow[], now: number): Promise<readonly PersonKey[]> {
    const sets = await this.#rules(now);
    return found.filter((decision) => this.#isOvertaken(sets, decision, now)).map(({ person }) => person);
  }

  /** The person's decision as it holds now: decided anew where time or another rule set has overtaken it; null where no rule set holds. */
  async present(person: PersonKey, now: number): Promise<DecisionRow | null> {
    if (this.#isBehind(await this.#rules(now), person, now))
      await this.decide(person, {}, now, () => ({ decided: true, answer: null }));
    return this.latest(person);
  }

  /**
   * Decides those of a shard's persons anew whom time or another rule set has overtaken, in one transaction: what costs is the commit. Answers whether that was
   * done; where anything was written meanwhile, nothing is.
   */
  async decideTogether(persons: readonly PersonKey[], now: number): Promise<boolean> {
    const sets = await this.#rules(now);
    const behind = persons.filter((person) => this.#isBehind(sets, person, now));
    const seen = await Promise.all(behind.map((person) => this.#knowledge.of(person, now)));
    const head = this.#chain.head();
    const rows = seen.map((each) => this.#row({ sets, ...each }, now)).filter((row) => row !== null);
    const saved = await this.#chain.save(head, {
      rows,
      isCurrent: () => seen.every((each) => this.#knowledge.isStill(each, now)),
      save: (append) => this.#note(rows, append(), now),
    });
    if (saved === null) return false;
    for (const { nextAt } of rows) if (nextAt !== null) this.#told.wake(nextAt);
    return true;
  }

  /** What holds of a declared person's colour now, and what another rule set would give after it: nothing is written. */
  async tried(person: PersonKey, other: ReadyRuleSet, now: number) {
    const [sets, seen] = await Promise.all([this.#rules(now), this.#knowledge.of(person, now)]);
    const held = this.#row({ sets, ...seen }, now);
    const { risk } = this.#origins.riskOf(seen.stated[0]?.declaration, now);
    return { held, given: decide(other, recordOf(circumstancesOf(seen.stated, seen.facts, seen.checkIns, held, risk), now)) };
  }

  /** Decides anew where the risk of the declared places is another one than when it was decided last. */
  async reconsider(person: PersonKey, now: number): Promise<void> {
    const [newest] = (await this.#knowledge.of(person, now)).stated;
    const latest = this.latest(person);
    if (latest === null || newest === undefined) return;
    if (this.#origins.riskOf(newest.declaration, now).risk === (latest.originRisk ?? "unknown")) return;
    await this.decide(person, {}, now, () => ({ decided: true, answer: null }));
  }

  /** What was decided last, as it stands. */
  latest(person: PersonKey): DecisionRow | null {
    return this.#colours.latest(person)?.decision ?? null;
  }

  /** Within the transaction that appended them: the newest decision of each person. */
  #note(rows: readonly DecisionRow[], links: readonly Link[], now: number): void {
    for (const [index, row] of rows.entries()) {
      const link = links[index];
      if (link === undefined) throw new Error("each decision has its place in the chain");
      this.#colours.set(row, link.seq);
      this.#told.decided(row.person, row, now);
    }
  }

  #isBehind(sets: readonly ReadyRuleSet[], person: PersonKey, now: number): boolean {
    const latest = this.#colours.latest(person);
    return latest === null || this.#isOvertaken(sets, { ...latest.decision, nextAt: latest.nextAt }, now);
  }

  #isOvertaken(sets: readonly ReadyRuleSet[], { nextAt, ruleSet, version, at }: DecisionRow, now: number): boolean {
    if (nextAt !== null && nextAt <= now) return true;
    // A clock that was put back brings no earlier rule set back.
    const ready = ruleSetFor(sets, this.#by.issuer, dateOf(Math.max(now, at)));
    return ready !== null && (ready.ruleSet.id !== ruleSet || ready.ruleSet.version !== version);
  }

  #row(known: Seen & Pick<Known, "sets" | "found">, now: number): DecisionRow | null {
    const last = this.#colours.latest(known.person);
    const riskAt = (at: number) => this.#origins.riskOf(known.stated[0]?.declaration, at);
    return decisionRow({ ...known, ...this.#by, last, riskAt }, now);
  }
}

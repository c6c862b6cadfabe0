/** Decides colours of a shard's persons, and appends each decision to the chain in the transaction of the act that caused it. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { dateOf } from "../../../domain/china-time.ts";
import { decide } from "../../../domain/colour/decide.ts";
import { recordOf } from "../../../domain/colour/record.ts";
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
  type Addition,
  type DecisionInput,
  type FactsChange,
  type DeclarationOpener,
  type PersonData,
  type Rules,
} from "./decision-row.ts";
import type { Levels, Origins } from "./origins.ts";

/** The result of the act that may cause a decision. */
interface ActResult<T> {
  /** False if no decision is written: the act was refused or repeated, or concerns no colour yet. */
  readonly decided: boolean;
  readonly answer: T;
}

type RowInput = PersonData & Pick<DecisionInput, "sets" | "finding" | "isAnew"> & { readonly levels?: Levels };

/** Receives each decision. */
export interface DecisionReceiver {
  /** Called within the transaction of the decision. */
  readonly decided: (person: PersonKey, decision: DecisionRow, now: number) => void;
  /** Arms the object's alarm for a time, ms. */
  readonly wake: (at: number) => void;
}

export class Decisions {
  readonly #by: Pick<DecisionInput, "issuer" | "delayMs">;
  readonly #colours: ColourStore;
  readonly #chain: Chain<DecisionRow>;
  readonly #knowledge: Knowledge;
  readonly #rules: Rules;
  readonly #origins: Origins;
  readonly #receiver: DecisionReceiver;

  constructor(state: DurableObjectState, rules: Rules, origins: Origins, opener: DeclarationOpener, receiver: DecisionReceiver) {
    this.#by = { issuer: issuerOf(state.id), delayMs: turnDelayMs(Number(placeOf(state.id))) };
    this.#colours = new ColourStore(state.storage.sql);
    this.#chain = new Chain(state.storage, this.#colours.decisions, checkLater(receiver.wake));
    this.#knowledge = new Knowledge(state.storage.sql, opener);
    this.#rules = rules;
    this.#origins = origins;
    this.#receiver = receiver;
  }

  /**
   * Decides a person's colour from the stored data and the `addition`, and writes the decision in the transaction of `cause`. A cause that
   * answers `decided: false` writes no decision. Decryption and hashing are asynchronous: if the chain or the person's data changed
   * meanwhile, the decision is computed again.
   */
  async decide<T>(person: PersonKey, addition: Addition, now: number, cause: () => ActResult<T>): Promise<T> {
    const [sets, data] = await Promise.all([this.#rules(now), this.#knowledge.of(person, now)]);
    const { declarations: before, facts: storedFacts, checkIns: storedCheckIns } = data;
    const head = this.#chain.head();
    const declarations =
      addition.declaration === undefined ? before : [{ ...addition.declaration, n: (before[0]?.n ?? 0) + 1 }, ...before];
    const remaining = addition.withdrawn === undefined ? storedFacts : withoutFact(storedFacts, addition.withdrawn);
    const facts = addition.fact === undefined ? remaining : withFact(remaining, addition.fact);
    const checkIns = addition.checkIn === undefined ? storedCheckIns : [...storedCheckIns, addition.checkIn];
    const { finding, isAnew } = addition;
    const row = this.#row({ sets, person, declarations, facts, checkIns, finding, isAnew }, now);
    const saved = await this.#chain.save(head, {
      rows: row === null ? [] : [row],
      isCurrent: () => this.#knowledge.isStill(data, now),
      save: (append) => {
        const { decided, answer } = cause();
        if (decided && row !== null) {
          this.#note([row], append(), now);
          this.#origins.note(person, before[0]?.declaration, declarations[0]?.declaration);
        }
        return answer;
      },
    });
    if (saved === null) return this.decide(person, addition, now, cause);
    if (row?.nextAt) this.#receiver.wake(row.nextAt);
    return saved.value;
  }

  /** Rejects if the rule sets cannot be read: then nobody can be decided. */
  async ready(now: number): Promise<void> {
    await this.#rules(now);
  }

  /** The persons of those decisions that are outdated: their time is over, or another rule set is in force. */
  async outdated(rows: readonly DecisionRow[], now: number): Promise<readonly PersonKey[]> {
    const sets = await this.#rules(now);
    return rows.filter((decision) => this.#isOutdated(sets, decision, decision.nextAt, now)).map(({ person }) => person);
  }

  /** The person's current decision: an outdated one is first replaced by a new one. Null if there is none because no rule set is in force. */
  async present(person: PersonKey, now: number): Promise<DecisionRow | null> {
    const standing = this.#standing(await this.#rules(now), person, now);
    if (standing !== null) return standing;
    await this.decide(person, {}, now, () => ({ decided: true, answer: null }));
    return this.latest(person);
  }

  /**
   * Decides the persons with outdated decisions again, in one transaction, because a commit costs the most. Answers whether this was done:
   * if another write came in between, nothing is written.
   */
  async decideTogether(persons: readonly PersonKey[], now: number): Promise<boolean> {
    const sets = await this.#rules(now);
    const outdated = persons.filter((person) => this.#standing(sets, person, now) === null);
    const data = await Promise.all(outdated.map((person) => this.#knowledge.of(person, now)));
    const head = this.#chain.head();
    const rows = data.map((each) => this.#row({ sets, ...each }, now)).filter((row) => row !== null);
    const isCurrent = () => data.every((each) => this.#knowledge.isStill(each, now));
    const saved = await this.#chain.save(head, { rows, isCurrent, save: (append) => this.#note(rows, append(), now) });
    if (saved === null) return false;
    for (const { nextAt } of rows) if (nextAt !== null) this.#receiver.wake(nextAt);
    return true;
  }

  /** The decision that a declared person would get now, and the one that the rule set on trial would then give. Writes nothing. */
  async try(person: PersonKey, other: ReadyRuleSet, now: number) {
    const [sets, data] = await Promise.all([this.#rules(now), this.#knowledge.of(person, now)]);
    const present = this.#row({ sets, ...data }, now);
    const { risk } = this.#origins.riskOf(data.declarations[0]?.declaration, now);
    return {
      present,
      trial: decide(other, recordOf(circumstancesOf(data.declarations, data.facts, data.checkIns, present, risk), now)),
    };
  }

  /** The decision that a declared person would get now, and the one with and without these entries of lists. Writes nothing. */
  async foresee(person: PersonKey, { added, withdrawn }: FactsChange, now: number) {
    const [sets, data] = await Promise.all([this.#rules(now), this.#knowledge.of(person, now)]);
    const facts = added.reduce(withFact, withdrawn.reduce(withoutFact, data.facts));
    return { present: this.#row({ sets, ...data }, now), next: this.#row({ sets, ...data, facts }, now) };
  }

  /** The decisions that a declared person would get now with these levels of counties, one for each set of levels. Writes nothing. */
  async withLevels(person: PersonKey, levels: readonly Levels[], now: number) {
    const [sets, data] = await Promise.all([this.#rules(now), this.#knowledge.of(person, now)]);
    return levels.map((each) => this.#row({ sets, ...data, levels: each }, now));
  }

  /** Decides again if the risk of the declared places has changed since the last decision. */
  async reconsider(person: PersonKey, now: number): Promise<void> {
    const [newest] = (await this.#knowledge.of(person, now)).declarations;
    const latest = this.latest(person);
    if (latest === null || newest === undefined) return;
    if (this.#origins.riskOf(newest.declaration, now).risk === (latest.originRisk ?? "unknown")) return;
    await this.decide(person, {}, now, () => ({ decided: true, answer: null }));
  }

  /** The person's last decision, also if it is outdated; null if there is none. */
  latest(person: PersonKey): DecisionRow | null {
    return this.#colours.latest(person)?.decision ?? null;
  }

  /** Notes each row as its person's newest decision and calls the receiver, within the transaction that appended the rows. */
  #note(rows: readonly DecisionRow[], links: readonly Link[], now: number): void {
    for (const [index, row] of rows.entries()) {
      const link = links[index];
      if (link === undefined) throw new Error("a decision has no link in the chain");
      this.#colours.set(row, link.seq);
      this.#receiver.decided(row.person, row, now);
    }
  }

  /** The person's last decision; null if there is none or it is outdated. */
  #standing(sets: readonly ReadyRuleSet[], person: PersonKey, now: number): DecisionRow | null {
    const latest = this.#colours.latest(person);
    return latest === null || this.#isOutdated(sets, latest.decision, latest.nextAt, now) ? null : latest.decision;
  }

  #isOutdated(sets: readonly ReadyRuleSet[], { ruleSet, version, at }: DecisionRow, nextAt: number | null, now: number): boolean {
    if (nextAt !== null && nextAt <= now) return true;
    // A clock that was put back does not bring an earlier rule set back.
    const ready = ruleSetFor(sets, this.#by.issuer, dateOf(Math.max(now, at)));
    return ready !== null && (ready.ruleSet.id !== ruleSet || ready.ruleSet.version !== version);
  }

  /** `levels`: levels of counties in place of the stored ones. */
  #row({ levels, ...input }: RowInput, now: number): DecisionRow | null {
    const last = this.#colours.latest(input.person);
    const riskAt = (at: number) => this.#origins.riskOf(input.declarations[0]?.declaration, at, levels);
    return decisionRow({ ...input, ...this.#by, last, riskAt }, now);
  }
}

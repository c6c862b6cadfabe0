/** Tries a rule set on a shard's persons, one batch per call: decides each person as if the rule set were in force, and counts. Writes nothing. Decision 25. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { type ReadyRuleSet, checkRuleSet } from "../../../domain/rules/check-rule-set.ts";
import type { RuleSet } from "../../../domain/rules/rule-set.ts";
import { countOutcomes, type TrialOutcome } from "../../../domain/rules/trial.ts";
import type { Decisions } from "./decisions.ts";
import type { Declarations } from "../person/history.ts";
import type { PersonStore } from "../person/person-store.ts";
import type { TrialQuery, TrialPiece } from "./rpc.ts";

/** Batch size: a request that arrives meanwhile waits for at most this many decisions. */
const PIECE_PERSONS = 20;

export class Trials {
  readonly #persons: PersonStore;
  readonly #history: Declarations;
  readonly #decisions: Decisions;
  /** The checked rule set, cached for the batches of one run. */
  #ready: { readonly run: string; readonly set: ReadyRuleSet } | null = null;

  constructor(persons: PersonStore, history: Declarations, decisions: Decisions) {
    this.#persons = persons;
    this.#history = history;
    this.#decisions = decisions;
  }

  /** Counts how the colours of the next batch of persons would change. Persons who have not declared or cannot be decided are left out. */
  async piece({ run, ruleSet, after }: TrialQuery, now: number): Promise<TrialPiece> {
    const set = this.#readyFor(run, ruleSet);
    const persons = this.#persons.after(after ?? "", PIECE_PERSONS);
    const outcomes: TrialOutcome[] = [];
    for (const person of persons) {
      const one = await this.#try(person, set, now).catch((bug: unknown) => console.error("a person could not be tried", bug));
      if (one) outcomes.push(one);
    }
    return { counts: countOutcomes(outcomes), after: persons.length < PIECE_PERSONS ? null : (persons.at(-1) ?? null) };
  }

  /** The person's colour now and under the rule set on trial; null if the person has not declared. */
  async #try(person: PersonKey, set: ReadyRuleSet, now: number): Promise<TrialOutcome | null> {
    const latest = this.#history.latest(person);
    if (latest === null) return null;
    const { present, trial } = await this.#decisions.try(person, set, now);
    return { community: latest.community, from: present?.colour ?? "none", to: trial.colour, row: trial.row };
  }

  #readyFor(run: string, ruleSet: RuleSet): ReadyRuleSet {
    if (this.#ready?.run === run) return this.#ready.set;
    const checked = checkRuleSet(ruleSet);
    if (!checked.ok)
      throw new Error(
        `a rule set on trial is invalid although it was checked before: ${checked.refusal.code} at ${checked.refusal.field}`,
      );
    this.#ready = { run, set: checked.value };
    return checked.value;
  }
}

/** Tries a change on a shard's persons, one batch per call: a rule set, levels of areas, or what is shown. Decides each person with and without it, and counts. Writes nothing. Decisions 25 and 61. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { LevelTurn } from "../../../domain/area/area.ts";
import { shownColour } from "../../../domain/colour/colour-view.ts";
import { ancestors, isWithin } from "../../../domain/division/division.ts";
import type { ShowingTried, Tried } from "../../../domain/proposal/tried.ts";
import { type ReadyRuleSet, checkRuleSet } from "../../../domain/rules/check-rule-set.ts";
import type { RuleSet } from "../../../domain/rules/rule-set.ts";
import { countOutcomes, type TrialOutcome } from "../../../domain/rules/trial.ts";
import type { DeclarationRow } from "../person/declaration-store.ts";
import type { Declarations } from "../person/history.ts";
import type { PersonStore } from "../person/person-store.ts";
import type { Decisions } from "./decisions.ts";
import type { Origins } from "./origins.ts";
import type { TrialQuery, TrialPiece } from "./rpc.ts";

/** Batch size: a request that arrives meanwhile waits for at most this many decisions, a few milliseconds. */
const DECIDED_PERSONS = 5;
/** The same where nobody is decided: stored colours are compared. */
const READ_PERSONS = 50;

/** How one kind of change is tried. */
interface Way {
  /** At most `size` persons whom the change may concern, after the person `after`, in the order of their keys. */
  readonly persons: (after: string, size: number) => readonly PersonKey[];
  readonly size: number;
  /** The person's colour without and with the change; null if the change does not concern the person. */
  readonly outcome: (person: PersonKey, latest: DeclarationRow, now: number) => Promise<Omit<TrialOutcome, "community"> | null>;
}

interface Services {
  readonly persons: PersonStore;
  readonly history: Declarations;
  readonly decisions: Decisions;
  readonly origins: Origins;
}

export class Trials {
  readonly #services: Services;
  /** The checked rule set, cached for the batches of one run. */
  #ready: { readonly run: string; readonly set: ReadyRuleSet } | null = null;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Counts how the colours of the next batch of persons would change. Persons who have not declared or cannot be decided are left out. */
  async piece({ run, tried, after }: TrialQuery, now: number): Promise<TrialPiece> {
    const { persons, size, outcome } = this.#wayOf(run, tried);
    const batch = persons(after ?? "", size);
    const outcomes: TrialOutcome[] = [];
    for (const person of batch) {
      const latest = this.#services.history.latest(person);
      if (latest === null) continue;
      const one = await outcome(person, latest, now).catch((bug: unknown) => console.error("a person could not be tried", bug));
      if (one) outcomes.push({ community: latest.community, ...one });
    }
    return { counts: countOutcomes(outcomes), after: batch.length < size ? null : (batch.at(-1) ?? null) };
  }

  #wayOf(run: string, tried: Tried): Way {
    if (tried.kind === "rule_set") return this.#underRules(this.#readyFor(run, tried.ruleSet));
    return tried.kind === "levels" ? this.#withLevels(tried.turns) : this.#shown(tried);
  }

  #underRules(set: ReadyRuleSet): Way {
    const { persons, decisions } = this.#services;
    return {
      persons: (after, size) => persons.after(after, size),
      size: DECIDED_PERSONS,
      async outcome(person, _, now) {
        const { present, trial } = await decisions.try(person, set, now);
        return { from: present?.colour ?? "none", to: trial.colour, row: trial.row };
      },
    };
  }

  /** Only the persons who declared one of the areas, or an area around it. */
  #withLevels(turns: readonly LevelTurn[]): Way {
    const { decisions, origins } = this.#services;
    const areas = [...new Set(turns.flatMap(({ division }) => [...ancestors(division), division]))];
    const levelsOf = (side: "before" | "after") => new Map(turns.map((turn) => [turn.division, turn[side]]));
    const levels = [levelsOf("before"), levelsOf("after")];
    return {
      persons: (last, size) => origins.personsOf(areas, last, size),
      size: DECIDED_PERSONS,
      async outcome(person, _, now) {
        const [one, other] = await decisions.withLevels(person, levels, now);
        return { from: one?.colour ?? "none", to: other?.colour ?? "none", row: other?.row ?? "" };
      },
    };
  }

  /** The stored colours as they are shown, at the addresses in the division. */
  #shown({ division, before, after, at }: ShowingTried): Way {
    const { persons, decisions } = this.#services;
    return {
      persons: (last, size) => persons.after(last, size),
      size: READ_PERSONS,
      outcome: (person, { community }) => {
        const decision = decisions.latest(person);
        if (decision === null || !isWithin(community, division)) return Promise.resolve(null);
        const waiting = { address: community, application: decision.review ?? null };
        const [from, to] = [before, after].map((setting) => shownColour(setting, waiting, decision.colour, at));
        return Promise.resolve({ from: from ?? "none", to: to ?? "none", row: decision.row });
      },
    };
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

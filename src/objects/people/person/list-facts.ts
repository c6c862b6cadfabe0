/** Facts of a list as a whole: what they would change before the list is entered, and how it is taken back. Decision 56. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { EntryName } from "../../../domain/fact/fact.ts";
import { withoutList } from "../../../domain/list/taking-back.ts";
import { countOutcomes, type TrialOutcome } from "../../../domain/rules/trial.ts";
import type { Decisions } from "../colour/decisions.ts";
import type { ForeseeFacts, ForeseenFacts, ForeseenPerson } from "../colour/rpc.ts";
import type { FactRow, ListQuery, ListTakenBack } from "../news.ts";
import type { FactStore, ListedFactRow } from "./fact-store.ts";
import type { Declarations } from "./history.ts";
import type { PersonStore } from "./person-store.ts";

/** Batch size: a request that arrives meanwhile waits for at most this many decisions. */
const BATCH_PERSONS = 20;

interface Stores {
  readonly persons: PersonStore;
  readonly history: Declarations;
  readonly facts: FactStore;
  readonly decisions: Decisions;
}

export class ListFacts {
  readonly #storage: DurableObjectStorage;
  readonly #stores: Stores;

  constructor(storage: DurableObjectStorage, stores: Stores) {
    this.#storage = storage;
    this.#stores = stores;
  }

  async foresee({ persons, named }: ForeseeFacts, now: number): Promise<ForeseenFacts> {
    const outcomes: TrialOutcome[] = [];
    const forecasts: ForeseenFacts["forecasts"][number][] = [];
    const shown: ForeseenPerson[] = [];
    for (const { person, facts, withdrawn = [] } of persons) {
      const own = this.#stores.facts.foresee(person, facts);
      const added = facts.filter((_, index) => own[index] === "new" || own[index] === "changed");
      const outcome = await this.#outcome(person, added, withdrawn, now);
      forecasts.push(own);
      if (outcome !== null) outcomes.push(outcome);
      const maskedName = this.#stores.persons.person(person)?.maskedName ?? null;
      if (named.includes(person)) shown.push({ person, maskedName, from: outcome?.from ?? null, to: outcome?.to ?? null });
    }
    return { counts: countOutcomes(outcomes), undeclared: persons.length - outcomes.length, forecasts, named: shown };
  }

  async takeBack({ list, after }: ListQuery, now: number): Promise<ListTakenBack> {
    const persons = this.#stores.facts.personsOfList(list, after, BATCH_PERSONS);
    let entries = 0;
    for (const person of persons)
      // An entry that changes meanwhile is read and taken back again.
      for (let entry = this.#next(person, list); entry !== undefined; entry = this.#next(person, list))
        if ((await this.#takeBackOne(person, entry, list, now)) && entry.version.list === list) entries += 1;
    return { entries, after: persons.length < BATCH_PERSONS ? null : (persons.at(-1) ?? null) };
  }

  /** The person's colour now, and with the facts and without the withdrawn entries; null if the person has not declared. */
  async #outcome(
    person: PersonKey,
    added: readonly FactRow[],
    withdrawn: readonly EntryName[],
    now: number,
  ): Promise<TrialOutcome | null> {
    const { history, decisions } = this.#stores;
    const latest = history.latest(person);
    if (latest === null) return null;
    const { present, next } = await decisions.foresee(person, { added, withdrawn }, now);
    return { community: latest.community, from: present?.colour ?? "none", to: next?.colour ?? "none", row: next?.row ?? "" };
  }

  #next(person: PersonKey, list: string): ListedFactRow | undefined {
    return this.#stores.facts.ofList(person, list)[0];
  }

  /** Answers whether it was taken back: not, if it has changed since it was read. */
  async #takeBackOne(person: PersonKey, { version, ...name }: ListedFactRow, list: string, now: number): Promise<boolean> {
    const { facts, history, decisions } = this.#stores;
    const before = withoutList(version, list);
    const save = (): boolean => {
      const present = facts.ofList(person, list).find((each) => isSameEntry(each, name));
      if (present === undefined || JSON.stringify(present.version) !== JSON.stringify(version)) return false;
      facts.setVersion(person, name, before, now);
      return true;
    };
    // A later change of the entry stays, and so does the colour.
    if (version.list !== list || history.latest(person) === null) return this.#storage.transactionSync(save);
    const addition = before === null ? { withdrawn: name } : { fact: { ...name, ...before.state } };
    return decisions.decide(person, addition, now, () => {
      const isSaved = save();
      return { decided: isSaved, answer: isSaved };
    });
  }
}

function isSameEntry(one: Omit<ListedFactRow, "version">, other: Omit<ListedFactRow, "version">): boolean {
  return one.kind === other.kind && one.source === other.source && one.reference === other.reference;
}

/** Enters and withdraws facts, from lists or by hand after two officers agreed. If the person has declared, the change decides the colour in the same transaction. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { EntryName } from "../../../domain/fact/fact.ts";
import type { Decisions } from "../colour/decisions.ts";
import type { DeclarationStore } from "./declaration-store.ts";
import type { FactStore } from "./fact-store.ts";
import type { PersonStore } from "./person-store.ts";
import type { ToldStore } from "./told-store.ts";
import type { FactQuery, FactEntry, FactOutcome, FactState, ManualFact } from "../news.ts";

interface Stores {
  readonly persons: PersonStore;
  readonly declarations: DeclarationStore;
  readonly facts: FactStore;
  readonly told: ToldStore;
  readonly decisions: Decisions;
}

export class FactEntries {
  readonly #storage: DurableObjectStorage;
  readonly #stores: Stores;

  constructor(storage: DurableObjectStorage, stores: Stores) {
    this.#storage = storage;
    this.#stores = stores;
  }

  /** Enters facts, by a list or singly, and answers with the results in the same order. Facts of persons without a declaration decide nothing yet: they share one transaction. */
  async enter(entries: readonly FactEntry[], now: number, list: string | null): Promise<readonly FactOutcome[]> {
    const isWaiting = entries.map(({ person }) => !this.#hasDeclared(person));
    const together = this.#storage.transactionSync(() =>
      entries.map((entry, index) => (isWaiting[index] === true ? this.#put(entry, now, list) : null)),
    );
    const outcomes: FactOutcome[] = [];
    for (const [index, entry] of entries.entries()) outcomes.push(together[index] ?? (await this.#enterOne(entry, now, list)));
    return outcomes;
  }

  /** Whether entering each of these would change nothing. */
  areKnown(entries: readonly FactEntry[]): readonly boolean[] {
    return entries.map(({ person, fact }) => this.#stores.facts.foresee(person, [fact])[0] === "known");
  }

  /** The state of an entry that is to be entered or withdrawn by hand, and the masked name of its person. */
  state({ person, name }: FactQuery): FactState {
    const { persons, facts } = this.#stores;
    return {
      maskedName: persons.person(person)?.maskedName ?? null,
      state: facts.state(person, name),
      list: facts.listOf(person, name),
      isFull: facts.isFull(person),
    };
  }

  /** Enters or withdraws the fact on which two officers agreed. Idempotent. An entry that an appeal withdrew meanwhile stays withdrawn. */
  async byHand(order: ManualFact, now: number): Promise<void> {
    const { person } = order;
    if (order.act === "enter") await this.#enterOne({ person, fact: order.fact }, now, null);
    else if (this.#stores.facts.state(person, order.fact) === "stands") await this.#withdraw(person, order.fact, now);
  }

  /** Enters one fact. Changes nothing if the entry is withdrawn, stored already with the same days, or one too many. */
  #enterOne(entry: FactEntry, now: number, list: string | null): Promise<FactOutcome> {
    const { told, decisions } = this.#stores;
    const { person, fact } = entry;
    // What its source tells anew does not count either.
    const isAside = entry.told !== undefined && told.isAside(person, fact);
    return decisions.decide(person, isAside ? {} : { fact }, now, () => {
      const answer = this.#put(entry, now, list);
      return { decided: answer === "new" && this.#hasDeclared(person), answer };
    });
  }

  #put({ person, fact, told }: FactEntry, now: number, list: string | null): FactOutcome {
    const { facts, told: items } = this.#stores;
    const outcome = facts.put(person, fact, now, list);
    if (outcome === "new" && told !== undefined) items.put(person, fact, told);
    // Own officers have entered it: it is theirs now.
    if (outcome === "new" && told === undefined && items.isAside(person, fact)) items.setAside(person, fact, false);
    return outcome;
  }

  #withdraw(person: PersonKey, withdrawn: EntryName, now: number): Promise<null> {
    const { facts, decisions } = this.#stores;
    return decisions.decide(person, { withdrawn }, now, () => {
      facts.withdraw(person, withdrawn, now);
      return { decided: this.#hasDeclared(person), answer: null };
    });
  }

  #hasDeclared(person: PersonKey): boolean {
    return this.#stores.declarations.latest(person) !== null;
  }
}

/** What a person's present managers see of the declarations, and how one is added: none is ever changed, hidden ones stay. */
import { MAX_DECLARATIONS_PER_HOUR, oneMoreInHour } from "../../domain/access/hour-limit.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { accept } from "../../domain/result.ts";
import type { DeclarationRow, DeclarationStore } from "./declaration-store.ts";
import type { PersonStore } from "./person-store.ts";
import type { DeclareResult } from "./rpc.ts";

const PAGE = 20;

export class History {
  readonly #persons: PersonStore;
  readonly #declarations: DeclarationStore;

  constructor(persons: PersonStore, declarations: DeclarationStore) {
    this.#persons = persons;
    this.#declarations = declarations;
  }

  latest(person: PersonKey): DeclarationRow | null {
    const latest = this.#declarations.latest(person);
    return latest !== null && latest.n > this.#hiddenUntil(person) ? latest : null;
  }

  one(person: PersonKey, n: number): DeclarationRow | null {
    return n > this.#hiddenUntil(person) ? this.#declarations.one(person, n) : null;
  }

  /** Newest first, below the number `before`. */
  page(person: PersonKey, before: number): readonly DeclarationRow[] {
    return this.#declarations.page(person, this.#hiddenUntil(person), before, PAGE);
  }

  /** Appends; the same sender's id answers with the declaration that it made. */
  add(person: PersonKey, declaration: Omit<DeclarationRow, "n">): DeclareResult {
    const before = this.#declarations.made(person, declaration.id);
    if (before !== null) return accept({ n: before.n, at: before.at });
    const due = oneMoreInHour(declaration.at, this.#declarations.nthNewestAt(person, MAX_DECLARATIONS_PER_HOUR));
    if (!due.ok) return due;
    const { n, at } = this.#declarations.append(person, declaration);
    return accept({ n, at });
  }

  /** Who comes to manage the person after this sees nothing of what was declared until now. */
  hide(person: PersonKey): void {
    this.#persons.hideUntil(person, this.#declarations.latest(person)?.n ?? 0);
  }

  #hiddenUntil(person: PersonKey): number {
    return this.#persons.person(person)?.hiddenUntil ?? 0;
  }
}

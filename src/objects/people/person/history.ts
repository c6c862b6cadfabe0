/**
 * Declarations of a person for their current managers, and requests of gates to declare again. Declarations under former managers are hidden, not
 * deleted.
 */
import { MAX_DECLARATIONS_PER_HOUR, oneMoreInHour } from "../../../domain/access/hour-limit.ts";
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import { type Redeclaration, redeclarationAfter } from "../../../domain/declaration/redeclaration.ts";
import { accept } from "../../../domain/result.ts";
import { dueAt } from "../../../domain/retention.ts";
import { open } from "../../../token/secret/seal.ts";
import type { Secrets } from "../../../token/secret/secrets.ts";
import { type DeclarationRow, DeclarationStore } from "./declaration-store.ts";
import type { PersonStore } from "./person-store.ts";
import { hourOf } from "../../../domain/statistics/counts.ts";
import { DeclaredStore } from "./declared-counts.ts";
import { RedeclarationStore } from "./redeclaration-store.ts";
import type { DeclarationMade, DeclarationRecord, DeclareResult } from "./rpc.ts";

const PAGE = 20;

export class Declarations {
  readonly #persons: PersonStore;
  readonly #declarations: DeclarationStore;
  readonly #declared: DeclaredStore;
  readonly #redeclarations: RedeclarationStore;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for a time, ms */
  constructor(persons: PersonStore, sql: SqlStorage, wake: (at: number) => void) {
    this.#persons = persons;
    this.#wake = wake;
    this.#declarations = new DeclarationStore(sql);
    this.#declared = new DeclaredStore(sql);
    this.#redeclarations = new RedeclarationStore(sql);
  }

  latest(person: PersonKey): DeclarationRow | null {
    const latest = this.#declarations.latest(person);
    return latest !== null && latest.n > this.#hiddenUntil(person) ? latest : null;
  }

  /** The time of the first declaration that is not hidden, ms; null if there is none. */
  since(person: PersonKey): number | null {
    return this.#declarations.after(person, this.#hiddenUntil(person))?.at ?? null;
  }

  one(person: PersonKey, n: number): DeclarationRow | null {
    return n > this.#hiddenUntil(person) ? this.#declarations.one(person, n) : null;
  }

  /** At most PAGE declarations that are not hidden, newest first, with numbers below `before`. */
  page(person: PersonKey, before: number): readonly DeclarationRow[] {
    return this.#declarations.page(person, this.#hiddenUntil(person), before, PAGE);
  }

  /** The person's declaration with the id that the phone gave to it; null if there is none. */
  byId(person: PersonKey, id: string): DeclarationMade | null {
    const before = this.#declarations.byId(person, id);
    return before && { n: before.n, at: before.at };
  }

  /** The holder has proved who they are: earlier declarations by others stay, but their signs no longer count. Answers whether others have declared. */
  noteHearsay(person: PersonKey, holder: AccountKey): boolean {
    return this.#declarations.noteHearsay(person, holder);
  }

  setSigns(person: PersonKey, { n }: DeclarationRow, signs: boolean): void {
    this.#declarations.setSigns(person, n, signs);
  }

  /** Appends and counts a declaration. A repeat with the same id adds nothing and gets the first answer. */
  add(person: PersonKey, declaration: Omit<DeclarationRow, "n">): DeclareResult {
    const before = this.byId(person, declaration.id);
    // The repeat of an earlier declaration does not fulfil a request that a gate made since.
    if (before !== null) return accept(before);
    const due = oneMoreInHour(declaration.at, this.#declarations.nthNewestAt(person, MAX_DECLARATIONS_PER_HOUR));
    if (!due.ok) return due;
    const { n, at } = this.#declarations.append(person, declaration);
    this.#declared.add(hourOf(at), declaration.community, declaration.category);
    this.#redeclarations.remove(person);
    return accept({ n, at });
  }

  /** Hides all declarations so far from later managers, and drops the open request of a gate. */
  hide(person: PersonKey): void {
    this.#persons.hideUntil(person, this.#declarations.latest(person)?.n ?? 0);
    this.#redeclarations.remove(person);
  }

  /** The open request of a gate to declare again; null if there is none. */
  openRequest(person: PersonKey): Redeclaration | null {
    return this.#redeclarations.of(person);
  }

  /** Stores the request of a gate to declare again. Answers with the request that is valid now. */
  ask(person: PersonKey, request: Redeclaration): Redeclaration {
    const before = this.#redeclarations.of(person);
    const current = redeclarationAfter(before, request);
    if (current !== before) this.#redeclarations.save(person, current);
    this.#wake(dueAt("redeclaration", current.at));
    return current;
  }

  #hiddenUntil(person: PersonKey): number {
    return this.#persons.person(person)?.hiddenUntil ?? 0;
  }
}

/** Decrypts a declaration. @param owner the owner for whom it is sealed, from `ownerOf` */
export async function openDeclaration(secrets: Secrets, owner: string, row: DeclarationRow): Promise<DeclarationRecord> {
  return { n: row.n, at: row.at, declaration: await open<Declaration>(secrets, owner, row.sealed) };
}

/** Decrypts declarations, in the same order. */
export function openDeclarations(
  secrets: Secrets,
  owner: string,
  rows: readonly DeclarationRow[],
): Promise<readonly DeclarationRecord[]> {
  return Promise.all(rows.map((row) => openDeclaration(secrets, owner, row)));
}

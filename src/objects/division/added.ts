/** What is added below a street while everything runs, told to everybody by KV; what KV did not take is told again by the alarm. */
import { type AddDivisionRefusal, addAlias, addCommunity, type NewCommunity, withAdded } from "../../domain/division/added.ts";
import type { DivisionRow } from "../../domain/division/table.ts";
import { today } from "../../domain/china-time.ts";
import { accept, type Result } from "../../domain/result.ts";
import { publishDivision } from "../../storage/added-divisions.ts";
import type { Duty } from "../alarm.ts";
import { type ObjectsEnv, issuerOf, placeOf } from "../env.ts";
import { AddedStore } from "./added-store.ts";
import type { Chain } from "../chain/chain.ts";
import type { Office } from "./rpc.ts";

/** KV takes one write a second for a key. */
const TELL_AGAIN_MS = 1500;

export class Added {
  readonly #state: DurableObjectState;
  readonly #env: ObjectsEnv;
  readonly #store: AddedStore;
  readonly #chain: Chain;
  readonly #wake: (at: number) => void;
  readonly duty: Duty;

  /** @param wake arms the object's alarm */
  constructor(state: DurableObjectState, env: ObjectsEnv, chain: Chain, wake: (at: number) => void) {
    this.#state = state;
    this.#env = env;
    this.#store = new AddedStore(state.storage.sql);
    this.#chain = chain;
    this.#wake = wake;
    this.duty = {
      name: "added divisions",
      due: () => (this.#store.unpublished().length > 0 ? 0 : null),
      run: () => this.#tell(),
    };
  }

  /** @param table what the table has below this street */
  community(asked: NewCommunity, table: readonly DivisionRow[], by: Office, now: number) {
    const street = placeOf(this.#state.id);
    const decide = () => addCommunity(street, withAdded(table, this.#store.all()), asked, today(now));
    return this.#add("added", decide, by, now);
  }

  alias(code: string, alias: string, table: readonly DivisionRow[], by: Office, now: number) {
    const decide = () => addAlias(withAdded(table, this.#store.all()), code, alias);
    return this.#add("alias", decide, by, now);
  }

  async #add(
    act: "added" | "alias",
    decide: () => Result<DivisionRow, AddDivisionRefusal>,
    by: Office,
    now: number,
  ): Promise<Result<DivisionRow, AddDivisionRefusal>> {
    const added = await this.#chain.act(() => {
      const decided = decide();
      if (!decided.ok) return decided;
      const row = decided.value;
      const named = [row.name, ...row.aliases].join("、");
      const record = { at: now, act, account: `${row.code} ${named}`, maskedName: named, ...by };
      return accept({ rows: [record], save: () => this.#store.save(row), value: row });
    });
    if (!added.ok) return added;
    // Armed before it is told, so that a failure in between is made good.
    this.#wake(now + TELL_AGAIN_MS);
    await this.#tell().catch((error: unknown) => console.error("an added division was not told", error));
    return added;
  }

  async #tell(): Promise<void> {
    for (const row of this.#store.unpublished()) {
      await publishDivision(this.#env.PUBLISHED, issuerOf(this.#state.id), row);
      this.#store.notePublished(row);
    }
  }
}

/** What a shard knows of a person when it decides: declarations opened, facts and check-ins; and whether that still is all. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import { CheckInStore, LOOK_BACK_MS } from "../check-in-store.ts";
import type { Stated } from "../circumstances.ts";
import type { Known } from "../decision-row.ts";
import { DeclarationStore } from "../declaration-store.ts";
import { FactStore } from "../fact-store.ts";

const MAX_DECLARATIONS = 60;

/** Opens a sealed declaration of one person. */
export type Opening = (person: PersonKey, sealed: string) => Promise<Declaration>;

export type Seen = Pick<Known, "person" | "stated" | "facts" | "checkIns">;

export class Knowledge {
  readonly #declarations: DeclarationStore;
  readonly #facts: FactStore;
  readonly #checkIns: CheckInStore;
  readonly #open: Opening;

  constructor(sql: SqlStorage, opening: Opening) {
    this.#declarations = new DeclarationStore(sql);
    this.#facts = new FactStore(sql);
    this.#checkIns = new CheckInStore(sql);
    this.#open = opening;
  }

  /** Opening takes time: facts and check-ins are read after it. */
  async of(person: PersonKey, now: number): Promise<Seen> {
    const stated = await this.#stated(person, now);
    return { person, stated, facts: this.#facts.of(person), checkIns: this.#checkIns.of(person, now) };
  }

  /** Whether nothing was added to what a decision was made from. */
  isStill({ person, stated, facts, checkIns }: Seen, now: number): boolean {
    const present = [this.#facts.of(person), this.#checkIns.of(person, now)];
    const isSame = JSON.stringify(present) === JSON.stringify([facts, checkIns]);
    return isSame && this.#declarations.latest(person)?.n === stated[0]?.n;
  }

  /** What was declared lately, newest first; the newest whatever its age. */
  async #stated(person: PersonKey, now: number): Promise<readonly Stated[]> {
    const rows = this.#declarations
      .page(person, 0, Number.MAX_SAFE_INTEGER, MAX_DECLARATIONS)
      .filter(({ at }, index) => index === 0 || at > now - LOOK_BACK_MS);
    return Promise.all(rows.map(async ({ n, at, sealed }) => ({ n, at, declaration: await this.#open(person, sealed) })));
  }
}

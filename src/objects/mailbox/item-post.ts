/** Gathers the items of one kind that objects hand in for one peer, so that a city's gates make one letter every two seconds. Keeps no row: who hands an item in keeps it until it is answered. */
import { ANSWERS_A_LETTER, APPEALS_A_LETTER } from "../../domain/federation/appeal-item.ts";
import { ITEM_KINDS, type ItemKind, type ItemResult, type LetterItem, MAX_LETTER_ITEMS } from "../../domain/federation/letter.ts";

/** Communities have gathered their passes for ten seconds before. */
export const GATHER_MS = 2000;
/** The most items that wait in memory, ten letters. Who comes then tries again later. */
const MOST_WAITING = 2500;

/** Of these kinds fewer items fit in a letter. */
const MOST_ITEMS: Readonly<Partial<Record<ItemKind, number>>> = { appeal: APPEALS_A_LETTER, appeal_answer: ANSWERS_A_LETTER };

/** One for each kind. @param send sends one letter, and answers its items */
export function itemPosts(
  gatherMs: number,
  send: (kind: ItemKind, items: readonly LetterItem[]) => Promise<readonly ItemResult[]>,
): Readonly<Record<ItemKind, ItemPost>> {
  const post = (kind: ItemKind) => new ItemPost((items) => send(kind, items), gatherMs, MOST_ITEMS[kind]);
  return Object.fromEntries(ITEM_KINDS.map((kind) => [kind, post(kind)])) as Record<ItemKind, ItemPost>;
}

interface Parcel {
  readonly items: readonly LetterItem[];
  readonly done: PromiseWithResolvers<readonly ItemResult[]>;
}

export class ItemPost {
  readonly #send: (items: readonly LetterItem[]) => Promise<readonly ItemResult[]>;
  readonly #gatherMs: number;
  readonly #mostItems: number;
  #waiting: readonly Parcel[] = [];
  #isRunning = false;

  /** @param send sends one letter, and answers its items; rejects if the peer has not answered @param gatherMs the time before the first letter @param mostItems in a letter */
  constructor(
    send: (items: readonly LetterItem[]) => Promise<readonly ItemResult[]>,
    gatherMs: number,
    mostItems = MAX_LETTER_ITEMS,
  ) {
    this.#send = send;
    this.#gatherMs = gatherMs;
    this.#mostItems = mostItems;
  }

  /** The results of these items, at most a letter's. Rejects if the peer has not answered them all. */
  add(items: readonly LetterItem[]): Promise<readonly ItemResult[]> {
    const waiting = this.#waiting.reduce((sum, parcel) => sum + parcel.items.length, 0);
    if (items.length > this.#mostItems || waiting + items.length > MOST_WAITING) throw new Error("too many items wait");
    const done = Promise.withResolvers<readonly ItemResult[]>();
    this.#waiting = [...this.#waiting, { items, done }];
    if (!this.#isRunning) void this.#run();
    return done.promise;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    await new Promise((end) => setTimeout(end, this.#gatherMs));
    while (this.#waiting.length > 0) await this.#sendOne(this.#next());
    this.#isRunning = false;
  }

  /** As many of the waiting parcels as a letter holds, the first ones. */
  #next(): readonly Parcel[] {
    let items = 0;
    const fits = this.#waiting.findIndex((parcel) => (items += parcel.items.length) > this.#mostItems);
    const parcels = fits === -1 ? this.#waiting : this.#waiting.slice(0, fits);
    this.#waiting = this.#waiting.slice(parcels.length);
    return parcels;
  }

  async #sendOne(parcels: readonly Parcel[]): Promise<void> {
    try {
      const results = await this.#send(parcels.flatMap(({ items }) => items));
      const byId = new Map(results.map((result) => [result.id, result]));
      for (const { items, done } of parcels) {
        const own = items.map(({ id }) => byId.get(id)).filter((result) => result !== undefined);
        if (own.length === items.length) done.resolve(own);
        else done.reject(new Error("the peer has not answered every item"));
      }
    } catch (bug) {
      for (const { done } of parcels) done.reject(bug);
    }
  }
}

/**
 * The status list of one community and day of expiry: allots each index once, stores which are withdrawn, publishes the list, and deletes itself after
 * its day.
 */
import { DurableObject } from "cloudflare:workers";
import type { Withdrawal } from "../../domain/code/status.ts";
import { Alarm } from "../duty/alarm.ts";
import type { ObjectsEnv } from "../env.ts";
import { issuerOf, placeOf } from "../names.ts";
import { IndexOrder } from "../../token/status/index-order.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { migrate } from "../migrate.ts";
import { type Allotment, ListStore } from "./list-store.ts";
import { listOver, Publication, publicationDuty } from "./publication.ts";
import type { StatusListRpc } from "./rpc.ts";

/** The schema, in the order in which it grew. */
const migrations: readonly string[] = [
  "CREATE TABLE next (only INTEGER PRIMARY KEY CHECK (only = 1), free INTEGER NOT NULL) STRICT",
  // Bits in pages, so that consecutive indexes of one person's credentials are in one row.
  `ALTER TABLE next RENAME TO list;
   ALTER TABLE list RENAME COLUMN free TO given;
   ALTER TABLE list ADD COLUMN changed INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE list ADD COLUMN published_at INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE pages (page INTEGER PRIMARY KEY, bits BLOB NOT NULL) STRICT`,
  // The latest turn (change of the shown colours) of the community, and the index below which all were allotted before it. Older lists have no turn yet.
  `ALTER TABLE list ADD COLUMN turned_at INTEGER;
   ALTER TABLE list ADD COLUMN revoked_below INTEGER NOT NULL DEFAULT 0`,
  // Until here indexes were allotted in their order. From here on each block of 4,096 has an order of its own, so the next index is in a new block.
  "UPDATE list SET given = (given + 4095) / 4096 * 4096",
];

export class StatusList extends DurableObject<ObjectsEnv> implements StatusListRpc {
  readonly #store: ListStore;
  readonly #blocks: IndexBlocks;
  readonly #order: IndexOrder;
  readonly #publication: Publication;
  readonly #alarm: Alarm;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#store = new ListStore(state.storage.sql);
    this.#blocks = new IndexBlocks(state.storage, this.#store);
    this.#order = new IndexOrder(() => openSecrets(env.YIMA_MASTER_KEY, issuerOf(state.id)), placeOf(state.id));
    this.#publication = new Publication(state, env, this.#store);
    this.#alarm = new Alarm(state, [publicationDuty(this.#publication)]);
  }

  async allot(count: number, turn: number): Promise<readonly number[]> {
    const { first, changed, late } = this.#blocks.allot(count, turn);
    if (changed) this.#publishSoon();
    const indexes = await this.#order.indexes(first, count);
    // The caller learns of the indexes only after this.
    if (late) this.withdraw(indexes, "revoked");
    return indexes;
  }

  async allotRevoked(): Promise<number> {
    const [index] = await this.allot(1, this.#store.list()?.turnedAt ?? 0);
    if (index === undefined) throw new Error("one index was allotted");
    this.withdraw([index], "revoked");
    await this.#publication.publishNow();
    return index;
  }

  withdraw(indexes: readonly number[], withdrawal: Withdrawal): void {
    if (this.ctx.storage.transactionSync(() => this.#store.withdraw(indexes, withdrawal))) this.#publishSoon();
  }

  async turned(at: number): Promise<string | null> {
    if (this.ctx.storage.transactionSync(() => this.#store.turn(at))) this.#publishSoon();
    return this.#publication.present(Date.now());
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    if (now < listOver(placeOf(this.ctx.id))) return this.#alarm.ring(now);
    await this.ctx.storage.deleteAll();
  }

  #publishSoon(): void {
    const due = this.#publication.changed();
    if (due !== null) this.#alarm.wake(due);
  }
}

/** The highest number of places that are reserved at a time: a quarter of a block. */
const MAX_RESERVED = 1024;

/** Reserves places with one write for many, and allots them from memory. */
export class IndexBlocks {
  readonly #storage: DurableObjectStorage;
  readonly #store: ListStore;
  /** The reserved places from `#next` to before `#end`. */
  #next = 0;
  #end = 0;
  #size = 0;
  /** The turn (change of the shown colours) for which the places are reserved, ms; null if none are reserved. */
  #turn: number | null = null;

  constructor(storage: DurableObjectStorage, store: ListStore) {
    this.#storage = storage;
    this.#store = store;
  }

  /**
   * Like {@link ListStore.allot}, but without a write if the reserved places of the same turn (change of the shown colours) are enough. If the list has
   * received a later turn since, the indexes of all reserved places are below `revokedBelow`, so that they are revoked, as they must be.
   */
  allot(count: number, turn: number): Allotment {
    if (turn !== this.#turn || this.#next + count > this.#end) return this.#setAside(count, turn);
    const first = this.#next;
    this.#next += count;
    return { first, changed: false, late: false };
  }

  /** Reserves twice as many as the time before, so that a restart does not lose more places than were allotted. */
  #setAside(count: number, turn: number): Allotment {
    // A caller with an older turn (change of the shown colours) gets places that are revoked at once: no further ones are reserved.
    if (turn < (this.#store.list()?.turnedAt ?? 0)) return this.#written(count, turn);
    const size = Math.max(count, Math.min(MAX_RESERVED, this.#size * 2));
    const { first: begin, changed, late } = this.#written(size, turn);
    const goesOn = turn === this.#turn && begin === this.#end;
    const first = goesOn ? this.#next : begin;
    this.#next = first + count;
    this.#end = begin + size;
    this.#size = size;
    this.#turn = turn;
    return { first, changed, late };
  }

  #written(count: number, turn: number): Allotment {
    return this.#storage.transactionSync(() => this.#store.allot(count, turn));
  }
}

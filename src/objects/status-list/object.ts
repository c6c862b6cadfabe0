/** The status list of one community and expiry day: hands out indexes, each once, keeps what was withdrawn, publishes it, and goes when its day is over. */
import { DurableObject } from "cloudflare:workers";
import type { Withdrawal } from "../../domain/code/status.ts";
import { Alarm } from "../duty/alarm.ts";
import type { ObjectsEnv } from "../env.ts";
import { placeOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { type Given, ListStore } from "./list-store.ts";
import { migrations } from "./migrations.ts";
import { listOver, Publication, publicationDuty } from "./publication.ts";
import type { StatusListRpc } from "./rpc.ts";

export class StatusList extends DurableObject<ObjectsEnv> implements StatusListRpc {
  readonly #store: ListStore;
  readonly #giving: Giving;
  readonly #publication: Publication;
  readonly #alarm: Alarm;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#store = new ListStore(state.storage.sql);
    this.#giving = new Giving(this.#store);
    this.#publication = new Publication(state, env, this.#store);
    this.#alarm = new Alarm(state, [publicationDuty(this.#publication)]);
  }

  allot(count: number, turn: number): number {
    const { first, changed } = this.ctx.storage.transactionSync(() => this.#giving.give(count, turn));
    if (changed) this.#publishSoon();
    return first;
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

/** A quarter of a page. */
const MAX_BLOCK = 1024;

export class Giving {
  readonly #store: ListStore;
  /** From the one to before the other: set aside and not given yet. */
  #next = 0;
  #end = 0;
  #size = 0;
  /** By which turn that was set aside, ms; null where nothing is. */
  #turn: number | null = null;

  constructor(store: ListStore) {
    this.#store = store;
  }

  /**
   * As {@link ListStore.give}, without a write where what was set aside by the same turn is enough. Where the list has heard of a later one since,
   * all of that is below the index up to which it revokes: as it has to be.
   */
  give(count: number, turn: number): Given {
    if (turn !== this.#turn || this.#next + count > this.#end) return this.#setAside(count, turn);
    const first = this.#next;
    this.#next += count;
    return { first, changed: false };
  }

  /** Twice as many as the time before, so that no more are lost than were given. */
  #setAside(count: number, turn: number): Given {
    // Whoever has not heard of the last turn gives what is revoked from the start: no more of it than is asked for.
    if (turn < (this.#store.list()?.turnedAt ?? 0)) return this.#store.give(count, turn);
    const size = Math.max(count, Math.min(MAX_BLOCK, this.#size * 2));
    const { first: begin, changed } = this.#store.give(size, turn);
    const goesOn = turn === this.#turn && begin === this.#end;
    const first = goesOn ? this.#next : begin;
    this.#next = first + count;
    this.#end = begin + size;
    this.#size = size;
    this.#turn = turn;
    return { first, changed };
  }
}

/** The status list of one community and expiry day: hands out indexes, each once, keeps what was withdrawn, publishes it, and goes when its day is over. */
import { DurableObject } from "cloudflare:workers";
import type { Withdrawal } from "../../domain/code/status.ts";
import { Alarm } from "../duty/alarm.ts";
import { type ObjectsEnv, placeOf } from "../env.ts";
import { migrate } from "../migrate.ts";
import { Giving } from "./giving.ts";
import { ListStore } from "./list-store.ts";
import { migrations } from "./migrations.ts";
import { listOver, Publication } from "./publication.ts";

export class StatusList extends DurableObject<ObjectsEnv> {
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
    this.#alarm = new Alarm(state, [this.#publication]);
  }

  /** The first of `count` consecutive indexes that were never given before. @param turn the latest one that the codes are made by, ms */
  allot(count: number, turn: number): number {
    const { first, changed } = this.ctx.storage.transactionSync(() => this.#giving.give(count, turn));
    if (changed) this.#publishSoon();
    return first;
  }

  /** Withdraws credentials by their indexes, as often as it is said; what was never given is left alone. */
  withdraw(indexes: readonly number[], withdrawal: Withdrawal): void {
    if (this.ctx.storage.transactionSync(() => this.#store.withdraw(indexes, withdrawal))) this.#publishSoon();
  }

  /** The list by which everything is revoked that was given before this turn (ms); null where nothing was given at all. */
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

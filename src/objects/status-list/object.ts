/** The status list of one community and expiry day: hands out indexes, each once, and goes when its credentials have expired. */
import { DurableObject } from "cloudflare:workers";
import { statusListEnd } from "../../domain/code/status.ts";
import type { ObjectsEnv } from "../env.ts";
import { migrate } from "../migrate.ts";
import { migrations } from "./migrations.ts";

/** A verifier's clock may be behind, and a request of the last second under way. */
const KEPT_AFTER_MS = 86_400_000;

export class StatusList extends DurableObject<ObjectsEnv> {
  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
  }

  /** The first of `count` consecutive indexes that were never given before. */
  async allot(count: number): Promise<number> {
    const { sql } = this.ctx.storage;
    const first = sql.exec<{ free: number }>("SELECT free FROM next").toArray()[0]?.free ?? 0;
    sql.exec("INSERT OR REPLACE INTO next (only, free) VALUES (1, ?)", first + count);
    if (first === 0) await this.ctx.storage.setAlarm(statusListEnd(this.ctx.id.name ?? "") + KEPT_AFTER_MS);
    return first;
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}

/** The status list of one community and expiry day: hands out indexes, each once. */
import { DurableObject } from "cloudflare:workers";
import type { ObjectsEnv } from "../env.ts";
import { migrate } from "../migrate.ts";
import { migrations } from "./migrations.ts";

export class StatusList extends DurableObject<ObjectsEnv> {
  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
  }

  /** The first of `count` consecutive indexes that were never given before. */
  allot(count: number): number {
    const { sql } = this.ctx.storage;
    const first = sql.exec<{ free: number }>("SELECT free FROM next").toArray()[0]?.free ?? 0;
    sql.exec("INSERT OR REPLACE INTO next (only, free) VALUES (1, ?)", first + count);
    return first;
  }
}

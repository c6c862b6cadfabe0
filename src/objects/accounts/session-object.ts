/** The methods of a shard of accounts about its sessions. */
import { DurableObject } from "cloudflare:workers";
import type { AccountKey } from "../../domain/access/keys.ts";
import type { ObjectsEnv } from "../env.ts";
import { migrate } from "../migrate.ts";
import { migrations } from "./migrations.ts";
import type { EndSessionResult, SessionRow, SessionView } from "./rpc.ts";
import { SessionStore } from "./session-store.ts";
import { Sessions } from "./sessions.ts";

export abstract class SessionKeeper extends DurableObject<ObjectsEnv> {
  protected readonly keeper: Sessions;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.keeper = new Sessions(new SessionStore(state.storage.sql));
  }

  session(hash: string, now: number): SessionView | null {
    return this.keeper.find(hash, now);
  }

  leave(hash: string): void {
    this.keeper.leave(hash);
  }

  sessions(account: AccountKey, now: number): readonly SessionRow[] {
    return this.keeper.all(account, now);
  }

  endSession(account: AccountKey, id: string, now: number): EndSessionResult {
    return this.keeper.end(account, id, now);
  }

  endOtherSessions(account: AccountKey, exceptId: string, now: number): number {
    return this.keeper.endOthers(account, exceptId, now);
  }
}

/** The methods of a shard of accounts about its sessions. */
import { DurableObject } from "cloudflare:workers";
import type { AccountKey } from "../../domain/access/keys.ts";
import { communityOf, type ObjectsEnv } from "../env.ts";
import { issuerOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { migrations } from "./migrations.ts";
import type { EndSessionResult, SessionRow, SessionView } from "./rpc.ts";
import { SessionStore } from "./session-store.ts";
import { type CloseBoards, Sessions } from "./sessions.ts";

export abstract class SessionKeeper extends DurableObject<ObjectsEnv> {
  protected readonly keeper: Sessions;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    const issuer = { code: issuerOf(state.id) };
    const closeBoards: CloseBoards = (division, ended) => communityOf(env, issuer, division).endWatches(ended);
    this.keeper = new Sessions(new SessionStore(state.storage.sql), closeBoards);
  }

  session(hash: string, now: number): SessionView | null {
    return this.keeper.find(hash, now);
  }

  watch(hash: string, division: string, now: number): SessionView | null {
    return this.keeper.watch(hash, division, now);
  }

  leave(hash: string): Promise<void> {
    return this.keeper.leave(hash);
  }

  sessions(account: AccountKey, now: number): readonly SessionRow[] {
    return this.keeper.all(account, now);
  }

  endSession(account: AccountKey, id: string): Promise<EndSessionResult> {
    return this.keeper.end(account, id);
  }

  endOtherSessions(account: AccountKey, exceptId: string): Promise<number> {
    return this.keeper.endOthers(account, exceptId);
  }
}

/** The methods of a shard of accounts about its sessions and passkeys. */
import { DurableObject } from "cloudflare:workers";
import type { AccountKey } from "../../domain/access/keys.ts";
import type { PasskeyState } from "../../domain/access/passkey.ts";
import { accept, refuse } from "../../domain/result.ts";
import { communityOf, type ObjectsEnv } from "../env.ts";
import { issuerOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { migrations } from "./migrations.ts";
import type {
  AddPasskeyResult,
  ChallengeOrder,
  LossOrder,
  NewPasskey,
  PasskeysView,
  RemovePasskeyResult,
  UsePasskeyResult,
} from "./passkey-rpc.ts";
import { PasskeyStore } from "./passkey-store.ts";
import { Passkeys } from "./passkeys.ts";
import type { EndSessionResult, SessionRow, SessionView } from "./rpc.ts";
import { SessionStore } from "./session-store.ts";
import { type CloseBoards, Sessions } from "./sessions.ts";

export abstract class SessionKeeper extends DurableObject<ObjectsEnv> {
  protected readonly keeper: Sessions;
  readonly #keys: PasskeyStore;
  readonly #passkeys: Passkeys;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    const issuer = { code: issuerOf(state.id) };
    const closeBoards: CloseBoards = (division, ended) => communityOf(env, issuer, division).endWatches(ended);
    this.keeper = new Sessions(new SessionStore(state.storage.sql), closeBoards);
    this.#keys = new PasskeyStore(state.storage.sql);
    this.#passkeys = new Passkeys(this.#keys, this.keeper);
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

  passkeyState(account: AccountKey): PasskeyState {
    return this.#keys.state(account);
  }

  passkeys(account: AccountKey): PasskeysView {
    return this.#passkeys.view(account);
  }

  putPasskeyChallenge({ hash, kind, challenge }: ChallengeOrder, now: number): void {
    this.#keys.sweepChallenges();
    this.#keys.putChallenge(hash, kind, challenge, now);
  }

  takePasskeyChallenge(hash: string, kind: ChallengeOrder["kind"], now: number): string | null {
    return this.#passkeys.take(hash, kind, now);
  }

  addPasskey(account: AccountKey, hash: string, passkey: NewPasskey, now: number): Promise<AddPasskeyResult> {
    return this.#passkeys.add(account, hash, passkey, now);
  }

  showPasskey(account: AccountKey, hash: string, id: string, counter: number, now: number): UsePasskeyResult {
    return this.#passkeys.show(account, hash, id, counter, now);
  }

  renamePasskey(account: AccountKey, id: string, name: string) {
    if (!this.#keys.all(account).some((one) => one.id === id)) return refuse({ code: "passkey_not_found" });
    this.#keys.rename(account, id, name);
    return accept(null);
  }

  removePasskey(account: AccountKey, hash: string, id: string, now: number): RemovePasskeyResult {
    return this.#passkeys.remove(account, hash, id, now);
  }

  reportPasskeyLoss(account: AccountKey, order: LossOrder, reason: string, now: number) {
    return this.#passkeys.reportLoss(account, order, reason, now);
  }

  permitPasskey(account: AccountKey, order: LossOrder, now: number) {
    return this.#passkeys.permit(account, order, now);
  }
}

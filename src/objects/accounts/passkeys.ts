/** The acts of a shard's accounts with passkeys. domain/access/passkey.ts decides; the worker has verified each signature. */
import type { AccountKey } from "../../domain/access/keys.ts";
import {
  isFresh,
  LOSS_LIFE_MS,
  MAX_PASSKEYS,
  mayPermit,
  mayReportLoss,
  PASSKEY_CHALLENGE_MS,
  PERMIT_MS,
} from "../../domain/access/passkey.ts";
import { officerOf } from "../../domain/officer/officer.ts";
import { accept, refuse } from "../../domain/result.ts";
import type {
  AddPasskeyResult,
  LossOrder,
  NewPasskey,
  PasskeysView,
  RemovePasskeyResult,
  UsePasskeyResult,
} from "./passkey-rpc.ts";
import type { ChallengeKind, PasskeyStore } from "./passkey-store.ts";
import type { Sessions } from "./sessions.ts";

export class Passkeys {
  readonly #store: PasskeyStore;
  readonly #sessions: Sessions;

  constructor(store: PasskeyStore, sessions: Sessions) {
    this.#store = store;
    this.#sessions = sessions;
  }

  view(account: AccountKey): PasskeysView {
    const loss = this.#store.loss(account);
    return {
      ...this.#store.state(account),
      passkeys: this.#store.all(account),
      loss: loss && {
        by: loss.by.maskedPhone,
        byPerson: loss.by.person,
        second: loss.second,
        at: loss.at,
        reason: loss.reason,
      },
    };
  }

  take(hash: string, kind: ChallengeKind, now: number): string | null {
    const taken = this.#store.takeChallenge(hash, kind);
    return taken !== null && now - taken.at < PASSKEY_CHALLENGE_MS && now >= taken.at ? taken.challenge : null;
  }

  async add(account: AccountKey, hash: string, { replacesAll, ...passkey }: NewPasskey, now: number): Promise<AddPasskeyResult> {
    const session = this.#sessions.find(hash, now);
    if (session?.account !== account) return refuse({ code: "passkey_refused" });
    if (replacesAll) {
      // Asked again here: the permission may have been used in the same moment.
      const until = this.#store.state(account).permitUntil;
      if (until === null || now >= until) return refuse({ code: "passkey_refused" });
      this.#store.removeAll(account);
      this.#store.dropLoss(account);
    }
    const all = this.#store.all(account);
    if (all.some(({ id }) => id === passkey.id)) return refuse({ code: "passkey_known" });
    if (all.length >= MAX_PASSKEYS) return refuse({ code: "too_many_passkeys" });
    this.#store.add(account, passkey);
    this.#sessions.notePasskey(hash, passkey.id, now);
    if (replacesAll) await this.#sessions.endOthers(account, session.id);
    return accept(null);
  }

  show(account: AccountKey, hash: string, id: string, counter: number, now: number): UsePasskeyResult {
    const passkey = this.#store.all(account).find((one) => one.id === id);
    const isCounted = passkey !== undefined && (counter > passkey.counter || (counter === 0 && passkey.counter === 0));
    if (!isCounted || this.#sessions.find(hash, now)?.account !== account) return refuse({ code: "passkey_refused" });
    this.#store.noteUse(account, id, counter, now);
    this.#sessions.notePasskey(hash, id, now);
    return accept(null);
  }

  remove(account: AccountKey, hash: string, id: string, now: number): RemovePasskeyResult {
    if (!this.#store.all(account).some((one) => one.id === id)) return refuse({ code: "passkey_not_found" });
    const session = this.#sessions.find(hash, now);
    if (session === null || !isFresh(session.passkeyAt, now) || session.passkey === id)
      return refuse({ code: "other_passkey_needed" });
    this.#store.remove(account, id);
    return accept(null);
  }

  /** A second report by anybody, while the first one waits, changes nothing. */
  reportLoss(account: AccountKey, { officer, person }: LossOrder, reason: string, now: number) {
    const may = mayReportLoss(officer, person);
    if (!may.ok) return may;
    const before = this.#store.loss(account);
    const waits = before !== null && before.second === null && now < before.at + LOSS_LIFE_MS;
    if (!waits) this.#store.putLoss(account, { by: officerOf(officer), at: now, reason, second: null }, null);
    return accept(null);
  }

  permit(account: AccountKey, { officer, person }: LossOrder, now: number) {
    const before = this.#store.loss(account);
    const may = mayPermit(before?.second === null ? before : null, officer, person, now);
    if (!may.ok || before === null) return may;
    const { permitUntil: _, ...loss } = before;
    this.#store.putLoss(account, { ...loss, second: officer.maskedPhone }, now + PERMIT_MS);
    return accept(null);
  }
}

/** The text messages with one-time passwords: their limits per number, which the login store counts, and the budget of the whole deployment per minute. Sends nothing. */
import type { AccountKey } from "../../domain/access/keys.ts";
import { countMessage, type MessagePool, maySend, tooMany } from "../../domain/access/one-time-password.ts";
import { MINUTE_MS } from "../../domain/instant.ts";
import { accept } from "../../domain/result.ts";
import type { LoginStore } from "./login-store.ts";
import type { NewChallenge, NoteResult, SendResult } from "./rpc.ts";

/** The subject under which messages to a number are counted. The open ones have the subject that all messages had in the first release. */
function subjectOf(pool: MessagePool, account: AccountKey): string {
  return `${pool === "open" ? "phone" : pool}/${account}`;
}

/** Counts a message that is sent now and stores its password, or refuses it with a time to wait. */
export function noteMessage(logins: LoginStore, account: AccountKey, challenge: NewChallenge, now: number): NoteResult {
  const due = maySend(now, logins.newestPassword(account, challenge.isKnown));
  if (!due.ok) return due;
  const before = {
    kept: logins.hourCount(subjectOf("kept", account)),
    open: logins.hourCount(subjectOf("open", account)),
  };
  const counted = countMessage(now, challenge.isKnown, before);
  if (!counted.ok) return counted;
  const { pool, count } = counted.value;
  logins.saveHourCount(subjectOf(pool, account), count);
  logins.savePassword(account, challenge, now);
  return accept({ pool });
}

/** Deletes a password that was not sent. @param uncount the pool in which its message counts no longer; null: it still counts */
export function forgetMessage(logins: LoginStore, account: AccountKey, challenge: string, uncount: MessagePool | null): void {
  const count = uncount === null ? null : logins.hourCount(subjectOf(uncount, account));
  // A repeated call finds no password any more and uncounts nothing.
  if (uncount !== null && count !== null && logins.password(account, challenge) !== null)
    logins.saveHourCount(subjectOf(uncount, account), { ...count, count: count.count - 1 });
  logins.dropPassword(account, challenge);
}

/** Counts messages by the minute, in memory: it limits a rate and is no exact count. The first refusal of a minute is an alarm in the log. */
export class MessageBudget {
  #minute = 0;
  #count = 0;

  count(perMinute: number, now: number): SendResult {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) [this.#minute, this.#count] = [minute, 0];
    this.#count += 1;
    if (this.#count <= perMinute) return accept(null);
    if (this.#count === perMinute + 1)
      console.error(
        `ALARM messages: ${perMinute} text messages in one minute, the budget of YIMA_MESSAGES_PER_MINUTE; the others of this minute are not sent`,
      );
    return tooMany((minute + 1) * MINUTE_MS - now);
  }
}

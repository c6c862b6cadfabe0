/** The consequences of a change of custody: the services of the shard that it concerns, and whether accounts and codes on phones are outdated. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { type Custody, flagsFor, isContradicted, managerOf, mayShow, proofFor } from "../../../domain/custody/custody.ts";
import { holds } from "../../../domain/identity/proof.ts";

interface Hides {
  /** Hides the present data from later managers. */
  hide(person: PersonKey): void;
}
interface NotesHearsay {
  /** The present data from other accounts than the holder's no longer count. Answers whether there are any. */
  noteHearsay(person: PersonKey, holder: AccountKey): boolean;
}

/** The services of the shard that a change of custody concerns. */
export interface Followers {
  readonly persons: { namePerson(person: PersonKey, identity: SealedIdentity, now: number): void };
  readonly history: Hides & NotesHearsay;
  readonly checkIns: NotesHearsay;
  readonly checks: { forget(person: PersonKey, account: AccountKey): void };
  readonly looks: Hides;
  readonly appeals: Hides;
  readonly revocations: { revokeLive(person: PersonKey, now: number): void };
}

/** The persons whose proof has made declarations of others hearsay, until the colour is decided again. */
export class Hearsay {
  readonly #undecided = new Set<PersonKey>();

  /** Declarations and check-ins by other accounts no longer count. Those by the holder's former phone still count. */
  note({ history, checkIns }: Followers, person: PersonKey, before: Custody | null, own: AccountKey): void {
    if (before?.managers.some(({ bond }) => holds(bond)) === true) return;
    const isHearsay = [history, checkIns].map((said) => said.noteHearsay(person, own));
    if (isHearsay.includes(true)) this.#undecided.add(person);
  }

  /** Whether there are any since the last call: then the colour must be decided again. */
  take(person: PersonKey): boolean {
    return this.#undecided.delete(person);
  }
}

/** The identity under which a person is stored. */
export interface SealedIdentity {
  readonly sealedIdentity: string;
  readonly maskedName: string;
}

/** The id of another manager in the holder's requests. */
export function managerIdOf(account: AccountKey): string {
  return account.slice(0, 16);
}

/** Whether the account has another proof of the person now, or rests because of the person, or no longer. */
export function hasOtherProof(before: Custody, after: Custody, account: AccountKey): boolean {
  const rests = [before, after]
    .map((custody) => managerOf(custody, account))
    .map((manager) => manager && isContradicted(manager));
  return proofFor(before, account) !== proofFor(after, account) || rests[0] !== rests[1];
}

/** Whether a manager who stays has codes with outdated flags, or codes that it may no longer show. */
export function hasOutdatedCodes(before: Custody | null, after: Custody): boolean {
  return after.managers.some(({ account }) => {
    if (before === null || !mayShow(before, account).ok) return false;
    return !mayShow(after, account).ok || String(flagsFor(before, account)) !== String(flagsFor(after, account));
  });
}

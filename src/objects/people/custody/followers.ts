/** The consequences of a change of custody: the services of the shard that it concerns, and whether codes on phones have outdated flags. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { type Custody, flagsFor } from "../../../domain/custody/custody.ts";

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

/** The identity under which a person is stored. */
export interface SealedIdentity {
  readonly sealedIdentity: string;
  readonly maskedName: string;
}

/** The id of another manager in the holder's requests. */
export function managerIdOf(account: AccountKey): string {
  return account.slice(0, 16);
}

/** Whether a manager who stays has codes with outdated flags. */
export function showsOtherFlags(before: Custody | null, after: Custody): boolean {
  return after.managers.some(({ account }) => {
    const earlier = before?.managers.find((manager) => manager.account === account);
    if (before === null || earlier === undefined) return false;
    return String(flagsFor(before, account)) !== String(flagsFor(after, account));
  });
}

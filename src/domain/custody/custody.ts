/**
 * The managers and the holder of a person: the state, and the questions about it. The holder is the person's own account, proved by the identity authority, a
 * provider or two administrators. A person has at most one holder, except during a change of phone. Pure. Source: decision 54.
 */
import type { AccountKey } from "../access/keys.ts";
import { type CodeFlag, flagsOf } from "../code/flags.ts";
import { type Bond, holds, type Proof, PROOFS } from "../identity/proof.ts";
import { DAY_MS, HOUR_MS } from "../instant.ts";
import { accept, refuse, type Result } from "../result.ts";
import { overUntil } from "../retention.ts";

/** The person's relation to the account, as the account states it. */
export type Relation = "self" | "child" | "parent" | "other";

export interface Manager {
  readonly account: AccountKey;
  readonly relation: Relation;
  /** The phone number of the login, masked; empty in rows of earlier releases. */
  readonly maskedPhone: string;
  /** The time since which the account manages the person, ms. */
  readonly since: number;
  /** How the account is proved to be the person's own; null: it is not. */
  readonly bond: Bond | null;
  /** The time at which the management ends by itself, ms; null: it does not. */
  readonly endsAt: number | null;
  /**
   * Why it ends or rests. `asked`: the holder has not yet kept or ended this manager. `replaced`: the holder has another phone now. `contradicted`: the
   * authority has given the bond of the account's own person, and now says that the phone number belongs to somebody else. The whole account rests until its
   * own person is proved again: on its own person the bond rests, on all others the management.
   */
  readonly ending: "asked" | "replaced" | "contradicted" | null;
}

export interface Claim {
  readonly id: string;
  readonly account: AccountKey;
  readonly relation: Relation;
  readonly maskedPhone: string;
  /** The name that the claimant entered, masked: a claim shows nothing that the claimant does not know. */
  readonly maskedName: string;
  readonly at: number;
}

/** The proof of a person, independent of their managers. */
export type PersonProof = Exclude<Proof, "holder">;

export interface Custody {
  readonly proof: PersonProof;
  readonly managers: readonly Manager[];
  readonly claims: readonly Claim[];
  /** The time, ms, at which two phones contradicted each other: no login is proved until a case is decided. Null without a contradiction. */
  readonly frozenAt: number | null;
}

/** The custody of an unknown person. */
export const NOBODY: Custody = { proof: "none", managers: [], claims: [], frozenAt: null };

/** The time within which the former holder can deny a change of phone. Both phones serve meanwhile. */
export const CHANGE_OF_PHONE_MS = 24 * HOUR_MS;
/** The time within which a new holder can keep another manager. Then the management ends. */
export const KEEP_WITHIN_MS = 7 * DAY_MS;

/** A login that manages or claims a person, and its own word about what the person is to it. */
export type Login = Pick<Manager, "account" | "relation" | "maskedPhone">;

/** A manager without a bond, whose management does not end by itself. */
export function newManager({ account, relation, maskedPhone }: Login, now: number): Manager {
  return { account, relation, maskedPhone, since: now, bond: null, endsAt: null, ending: null };
}

/** The custody at `now`, without the managers and claims whose time is over, and the managers whose time is over. */
export function presentCustody(custody: Custody, now: number): { readonly custody: Custody; readonly gone: readonly Manager[] } {
  const gone = custody.managers.filter(({ endsAt }) => endsAt !== null && endsAt <= now);
  const claims = custody.claims.filter(({ at }) => at > overUntil("claim", now));
  const rest = { ...custody, claims, managers: custody.managers.filter((manager) => !gone.includes(manager)) };
  return { custody: withoutLooseClaims(rest), gone };
}

/** The time of the next end of a management, ms; null: none ends by itself. */
export function nextEnd({ managers }: Custody): number | null {
  const ends = managers.flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt]));
  return ends.length === 0 ? null : Math.min(...ends);
}

export function managerOf({ managers }: Custody, account: AccountKey): Manager | undefined {
  return managers.find((manager) => manager.account === account);
}

/** How the account is proved to be the person's own now. */
export function bondOf({ bond, ending }: Manager): Bond | null {
  return ending === "contradicted" ? null : bond;
}

/** Whether the account rests because of this person: the authority says that the phone number of their own account belongs to somebody else. */
export function isContradicted({ relation, ending }: Manager): boolean {
  return relation === "self" && ending === "contradicted";
}

/** Whether the account rests because of its own person, and with it the management of this other person. */
export function restsWithAccount({ relation, ending }: Manager): boolean {
  return relation !== "self" && ending === "contradicted";
}

/** The account that holds the person: during a change of phone the new one. Undefined without a holder, and while the custody is frozen. */
export function holderOf({ managers }: Custody): Manager | undefined {
  return managers.find(({ bond, ending }) => holds(bond) && ending === null);
}

/** The proof of the person as this account has it: `none` for an account that does not manage them, also if it claims them. */
export function proofFor(custody: Custody, account: AccountKey): Proof {
  const manager = managerOf(custody, account);
  if (manager === undefined) return "none";
  const bond = bondOf(manager);
  if (bond !== null) return bond;
  const isSelf = manager.relation === "self";
  if (custody.proof === "none" || custody.proof === "earlier") return isSelf ? "none" : custody.proof;
  return custody.proof === "in_person" && !isSelf ? "in_person" : "document";
}

/** The strongest proof of the person: that of name and number, or the bond of one of their own accounts. */
export function strongestProof({ managers, proof }: Custody): Proof {
  const reached = new Set<Proof>([proof, ...managers.flatMap((manager) => bondOf(manager) ?? [])]);
  return PROOFS.findLast((level) => reached.has(level)) ?? "none";
}

/** The flags of the codes that this account shows for the person. */
export function flagsFor(custody: Custody, account: AccountKey): readonly CodeFlag[] {
  return flagsOf({ proof: proofFor(custody, account), isSelf: managerOf(custody, account)?.relation === "self" });
}

/** `held_by_another`: the holder has not yet kept this manager. `phone_not_confirmed`: the authority says that the phone number belongs to another person. */
export type MayNotDeclare = { readonly code: "not_manager" | "held_by_another" | "phone_not_confirmed" };

/** Whether the account may declare for the person. A manager whom the holder has not kept may not, and the next owner of a phone number may not. */
export function mayDeclare(custody: Custody, account: AccountKey): Result<null, MayNotDeclare> {
  const manager = managerOf(custody, account);
  if (manager === undefined) return refuse({ code: "not_manager" });
  if (manager.ending === "asked") return refuse({ code: "held_by_another" });
  return manager.ending === "contradicted" ? refuse({ code: "phone_not_confirmed" }) : accept(null);
}

export interface MayNotShow {
  readonly code: "not_manager" | "phone_not_confirmed";
}

/** Whether the account may show codes of the person. A contradicted own account may, with flags: its owner may be the person. */
export function mayShow(custody: Custody, account: AccountKey): Result<null, MayNotShow> {
  const manager = managerOf(custody, account);
  if (manager === undefined) return refuse({ code: "not_manager" });
  return restsWithAccount(manager) ? refuse({ code: "phone_not_confirmed" }) : accept(null);
}

/** Whether the account decides who else manages the person: the holder alone, or without a holder every manager. While the custody is frozen, nobody. */
export function mayDecide(custody: Custody, account: AccountKey): boolean {
  const manager = managerOf(custody, account);
  if (manager === undefined || manager.ending !== null || custody.frozenAt !== null) return false;
  return holderOf(custody) === undefined || holds(manager.bond);
}

/** The custody without the managers for whom `goes` is true. Without managers all claims end, because nobody could answer them. */
export function withoutManagers(custody: Custody, goes: (manager: Manager) => boolean): Custody {
  return withoutLooseClaims({ ...custody, managers: custody.managers.filter((manager) => !goes(manager)) });
}

function withoutLooseClaims(custody: Custody): Custody {
  return custody.managers.length === 0 ? { ...custody, claims: [] } : custody;
}

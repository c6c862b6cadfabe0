/** A claim of an account on a person: with a proof it takes effect at once, otherwise it waits for an account that may decide. Pure. Source: decision 54. */
import type { AccountKey } from "../access/keys.ts";
import type { Evidence } from "../identity/authority.ts";
import { accept, refuse, type Result } from "../result.ts";
import {
  CHANGE_OF_PHONE_MS,
  type Claim,
  type Custody,
  holderOf,
  isContradicted,
  KEEP_WITHIN_MS,
  type Login,
  type Manager,
  managerOf,
  newManager,
  NOBODY,
  type PersonProof,
  restsWithAccount,
} from "./custody.ts";

/** The highest number of open claims on one person, against harassment. A further claim is refused. */
const MAX_OPEN_CLAIMS = 5;

export interface ClaimOn extends Login {
  readonly id: string;
  readonly maskedName: string;
  readonly evidence: Evidence;
  /** Whether the claimed name is the stored one. */
  readonly isSameName: boolean;
  /** The former accounts of this account's owner, from changes of phone. */
  readonly replaces: readonly AccountKey[];
}

export interface Claimed {
  readonly custody: Custody;
  readonly state: "managed" | "pending";
  /** The person starts anew: the claimed name is stored, and all data of earlier managers are hidden. */
  readonly isNew: boolean;
  /** The claimed name replaces the stored one. */
  readonly renames: boolean;
  /** The former holder, who gets a message about the change of phone; null without a change. */
  readonly replaced: AccountKey | null;
}

/** The authority's answer about a stored name and a login. `isOtherPhone`: the authority gave the bond earlier, and now says that the phone number belongs to another person. */
export interface Word {
  readonly evidence: Evidence;
  readonly isOtherPhone: boolean;
}

/** Applies the authority's answer about a stored name: it can prove the name, make the account the holder, or let its bond rest. */
export function proved(before: Custody, account: AccountKey | null, { evidence, isOtherPhone }: Word, now: number): Claimed {
  const manager = account === null ? undefined : managerOf(before, account);
  if (evidence === "holder" && manager?.relation === "self" && before.frozenAt === null)
    return takeHold(before, manager, true, now);
  const rests = (one: Manager): boolean => isOtherPhone && one === manager && one.bond === "holder" && one.ending === null;
  const managers = before.managers.map((one): Manager => (rests(one) ? { ...one, ending: "contradicted" } : one));
  return result({ ...before, managers, proof: proofAfter(before, evidence) }, "managed");
}

/** Decides a claim. @param stored the custody at `now`; null for an unknown person */
export function claimOn(
  stored: Custody | null,
  claim: ClaimOn,
  now: number,
): Result<Claimed, { readonly code: "too_many_claims" }> {
  const before = stored ?? NOBODY;
  const { account, evidence } = claim;
  if (before.frozenAt === null && claim.relation === "self" && evidence === "holder")
    return accept(takeHold(before, claim, claim.isSameName, now));
  // The earlier managers registered a name that does not belong to the document: no such person exists.
  const isInvented = evidence !== "none" && !claim.isSameName && before.proof === "none" && before.frozenAt === null;
  if (before.managers.length === 0 || isInvented) return accept(begins(before, claim, now));
  const custody = { ...before, proof: claim.isSameName ? proofAfter(before, evidence) : before.proof };
  const manager = managerOf(before, account);
  if (manager !== undefined) return accept(result(withRelation(custody, manager, claim.relation), "managed"));
  const former = before.managers.find(({ account: one }) => claim.replaces.includes(one));
  if (former !== undefined && before.frozenAt === null) return accept(result(inPlaceOf(custody, former, claim, now), "managed"));
  if (before.claims.some((open) => open.account === account)) return accept(result(custody, "pending"));
  if (before.claims.length >= MAX_OPEN_CLAIMS) return refuse({ code: "too_many_claims" });
  const { id, relation, maskedPhone, maskedName } = claim;
  const open: Claim = { id, account, relation, maskedPhone, maskedName, at: now };
  return accept(result({ ...custody, claims: [...before.claims, open] }, "pending"));
}

/**
 * The account holds the person. A former holder has 24 hours to deny it; a manager whose phone number belongs to another person loses the person at once.
 * Without a former holder, the new holder is asked about each other manager.
 */
function takeHold(before: Custody, claim: Login, isSameName: boolean, now: number): Claimed {
  const { account } = claim;
  const former = holderOf(before);
  const others = before.managers.filter((manager) => manager.account !== account);
  const isChange = former !== undefined && former.account !== account;
  const isFirst = former === undefined && !before.managers.some(isContradicted);
  const managers = others.map((manager): Manager => {
    if (isContradicted(manager)) return { ...manager, endsAt: now };
    if (isChange && manager === former) return { ...manager, endsAt: now + CHANGE_OF_PHONE_MS, ending: "replaced" };
    return isFirst
      ? { ...manager, endsAt: now + KEEP_WITHIN_MS, ending: restsWithAccount(manager) ? "contradicted" : "asked" }
      : manager;
  });
  const since = managerOf(before, account)?.since ?? now;
  const holder: Manager = { ...newManager(claim, since), bond: "holder" };
  const claims = before.claims.filter((open) => open.account !== account);
  const proof = before.proof === "in_person" ? "in_person" : "document";
  return {
    custody: { ...before, proof, managers: [...managers, holder], claims },
    state: "managed",
    isNew: before.managers.length === 0,
    renames: !isSameName,
    replaced: isChange ? former.account : null,
  };
}

/** The account is the first manager. */
function begins(before: Custody, claim: ClaimOn, now: number): Claimed {
  const { evidence } = claim;
  const manager = newManager(claim, now);
  const proof = evidence === "none" ? "none" : "document";
  const custody: Custody = { ...before, proof, managers: [manager], claims: [] };
  return { custody, state: "managed", isNew: true, renames: true, replaced: null };
}

/** A manager who states another relation loses the bond. */
function withRelation(custody: Custody, manager: Manager, relation: Manager["relation"]): Custody {
  if (manager.relation === relation) return custody;
  return { ...custody, managers: custody.managers.map((one) => (one === manager ? { ...one, relation, bond: null } : one)) };
}

/** The new phone of a manager takes the place of the former one. */
function inPlaceOf(custody: Custody, former: Manager, claim: ClaimOn, now: number): Custody {
  const managers = custody.managers.map((one) => (one === former ? newManager(claim, now) : one));
  return { ...custody, managers, claims: custody.claims.filter(({ account }) => account !== claim.account) };
}

/** The authority's word on the stored name raises the proof of the person, unless phones contradict each other. */
function proofAfter({ proof, frozenAt }: Custody, evidence: Evidence): PersonProof {
  return evidence !== "none" && frozenAt === null && proof !== "in_person" ? "document" : proof;
}

function result(custody: Custody, state: "managed" | "pending"): Claimed {
  return { custody, state, isNew: false, renames: false, replaced: null };
}

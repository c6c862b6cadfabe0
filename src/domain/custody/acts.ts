/** The acts of managers, of holders and of two administrators on the custody of a person. Pure. Source: decision 54. */
import type { AccountKey } from "../access/keys.ts";
import { holds } from "../identity/proof.ts";
import { accept, refuse, type Result } from "../result.ts";
import {
  bondOf,
  type Custody,
  holderOf,
  isContradicted,
  type Login,
  type Manager,
  managerOf,
  mayDecide,
  newManager,
  restsWithAccount,
  withoutManagers,
} from "./custody.ts";

type NotManager = { readonly code: "not_manager" };
type ManagerNotFound = { readonly code: "manager_not_found" };

/** Allows or denies a claim, and removes it. */
export function answerClaim(
  custody: Custody,
  by: AccountKey,
  claimId: string,
  decision: "allow" | "deny",
  now: number,
): Result<Custody, NotManager | { readonly code: "claim_not_found" }> {
  if (!mayDecide(custody, by)) return refuse({ code: "not_manager" });
  const claim = custody.claims.find(({ id }) => id === claimId);
  if (claim === undefined) return refuse({ code: "claim_not_found" });
  const claims = custody.claims.filter((open) => open !== claim);
  if (decision === "deny") return accept({ ...custody, claims });
  return accept({ ...custody, claims, managers: [...custody.managers, newManager(claim, now)] });
}

/** The holder keeps or ends another manager. @param account undefined: no account has the id that the holder named */
export function answerManager(
  custody: Custody,
  by: AccountKey,
  account: AccountKey | undefined,
  decision: "keep" | "end",
): Result<Custody, NotManager | ManagerNotFound> {
  if (!mayDecide(custody, by) || !holds(managerOf(custody, by)?.bond ?? null)) return refuse({ code: "not_manager" });
  const other = account && managerOf(custody, account);
  if (other === undefined || account === by) return refuse({ code: "manager_not_found" });
  // The former phone ends by itself, and not within its day: until then its owner can deny the change.
  if (other.ending === "replaced") return refuse({ code: "manager_not_found" });
  if (decision === "end") return accept(withoutManagers(custody, (manager) => manager === other));
  // Only a proof ends the rest of an account.
  const kept: Manager = { ...other, endsAt: null, ending: other.ending === "contradicted" ? "contradicted" : null };
  return accept({ ...custody, managers: custody.managers.map((manager) => (manager === other ? kept : manager)) });
}

/** The former holder denies a change of phone: both phones serve, and no login has a proof until a case is decided. */
export function denyChange(custody: Custody, by: AccountKey, now: number): Result<Custody, NotManager> {
  if (managerOf(custody, by)?.ending !== "replaced") return refuse({ code: "not_manager" });
  const managers = custody.managers.map((manager): Manager =>
    holds(manager.bond) && !isContradicted(manager)
      ? { ...manager, bond: null, endsAt: null, ending: null }
      : { ...manager, bond: null },
  );
  return accept({ ...custody, proof: "none", managers, frozenAt: now });
}

/** The account no longer manages or claims the person. If the new phone leaves during a change of phone, the change is cancelled: the former phone stays. */
export function leave(custody: Custody, account: AccountKey): Custody {
  const { managers, ...rest } = withoutManagers(custody, (manager) => manager.account === account);
  const isChange = holderOf(custody) !== undefined && holderOf({ ...rest, managers }) === undefined;
  const former = isChange ? managers.findLast(({ ending }) => ending === "replaced") : undefined;
  return {
    ...rest,
    managers: managers.map((manager) => (manager === former ? { ...manager, endsAt: null, ending: null } : manager)),
    claims: rest.claims.filter((claim) => claim.account !== account),
  };
}

/** The account rests, or no longer: its management of another person does the same. A claim from before the rest ends. An own person is not concerned. */
export function restWith(custody: Custody, account: AccountKey, rests: boolean): Custody {
  const managers = custody.managers.map((manager): Manager => {
    if (manager.account !== account || manager.relation === "self" || rests === restsWithAccount(manager)) return manager;
    // A manager with an end is one whom the holder has not kept yet.
    return { ...manager, ending: rests ? "contradicted" : manager.endsAt === null ? null : "asked" };
  });
  return { ...custody, managers, claims: custody.claims.filter((claim) => !rests || claim.account !== account) };
}

/** Two administrators saw the document: this account alone manages the person from now on, and nothing is frozen. */
export function settle(custody: Custody | null, login: Login, now: number): Custody {
  const bond = login.relation === "self" ? "in_person" : null;
  const since = custody?.managers.find(({ account }) => account === login.account)?.since ?? now;
  const manager: Manager = { ...newManager(login, since), bond };
  return { proof: "in_person", managers: [manager], claims: [], frozenAt: null };
}

/** An operator or office that may appoint saw the person's document: this account is proved to be the person's own. Refused if another account holds the person: that needs a case. */
export function sawDocument(custody: Custody, account: AccountKey): Result<Custody, NotManager> {
  const holder = holderOf(custody);
  if (managerOf(custody, account)?.relation !== "self" || custody.frozenAt !== null) return refuse({ code: "not_manager" });
  if (holder !== undefined && holder.account !== account) return refuse({ code: "not_manager" });
  const managers = custody.managers.map((manager): Manager =>
    manager.account === account && bondOf(manager) !== "holder" ? { ...manager, bond: "in_person", ending: null } : manager,
  );
  return accept({ ...custody, proof: "in_person", managers });
}

/** The proof `earlier` of this login has ended, because the authority has not confirmed it. @param account null: of the name and number, and so of every login */
export function endEarlier(custody: Custody, account: AccountKey | null): Custody {
  const ends = (manager: Manager) => manager.bond === "earlier" && (account === null || manager.account === account);
  const managers = custody.managers.map((manager): Manager => (ends(manager) ? { ...manager, bond: null } : manager));
  return { ...custody, proof: account === null && custody.proof === "earlier" ? "none" : custody.proof, managers };
}

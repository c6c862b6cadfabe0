/**
 * Claims of accounts on a person: the first account becomes a manager; later accounts wait at most 7 days for a manager's answer. Without an answer a claim
 * ends, and never becomes management (decision 45). Also release and revocation. Source: product.md §3, §4.
 */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { isSameName } from "../../../domain/identity/name-key.ts";
import { type Result, accept, refuse } from "../../../domain/result.ts";
import type { Secrets } from "../../../token/secret/secrets.ts";
import type { PersonStore } from "./person-store.ts";
import { type ClaimIdentity, readIdentity } from "./person-view.ts";
import type { Shard } from "../shard.ts";
import type { ClaimRequest, ClaimResult, NotManager } from "./rpc.ts";

/** The highest number of open claims on one person, against harassment. A further claim is refused. */
const MAX_OPEN_CLAIMS = 5;

/** Decrypts the stored name and decides the claim. Starts again if another account named the person meanwhile. */
export async function claimFor(
  storage: DurableObjectStorage,
  secrets: Secrets,
  persons: PersonStore,
  request: ClaimRequest,
  now: number,
): Promise<ClaimResult> {
  const identity = await readIdentity(secrets, persons, request);
  if (persons.person(request.person)?.sealedIdentity !== identity.readFrom)
    return claimFor(storage, secrets, persons, request, now);
  return storage.transactionSync(() => claimPerson(persons, request, identity, now));
}

/**
 * Decides a claim. A repeated claim gets its current state. A person without managers is treated as new: they get
 * the name of this claim, and their earlier declarations stay hidden.
 */
export function claimPerson(
  store: PersonStore,
  request: ClaimRequest,
  { stored, sealedIdentity, maskedName }: ClaimIdentity,
  now: number,
): ClaimResult {
  const { person, account, relation } = request;
  const managers = store.managers(person);
  if (managers.length === 0) {
    store.namePerson(person, { sealedIdentity, maskedName }, now);
    store.addManager(person, account, relation, now);
    return accept({ state: "managed" });
  }
  if (stored === null || !isSameName(stored.name, request.identity.name)) return refuse({ code: "name_does_not_match" });
  if (store.manages(person, account)) return accept({ state: "managed" });
  const claims = store.claims(person, now);
  if (claims.some((claim) => claim.account === account)) return accept({ state: "pending" });
  if (claims.length >= MAX_OPEN_CLAIMS) return refuse({ code: "too_many_claims" });
  store.addClaim(person, { id: request.claimId, account, relation, maskedPhone: request.maskedPhone, at: now });
  return accept({ state: "pending" });
}

/**
 * Removes the account and its claim. If it was the last manager, all claims end: nobody is left who could answer them. Answers whether the account was the
 * last manager.
 */
export function leavePerson(store: PersonStore, person: PersonKey, account: AccountKey): boolean {
  const managed = store.manages(person, account);
  store.removeManager(person, account);
  if (!managed || store.managers(person).length > 0) return false;
  store.dropClaims(person);
  return true;
}

export interface ClaimAnswer {
  readonly person: PersonKey;
  readonly manager: AccountKey;
  readonly claimId: string;
  readonly decision: "allow" | "deny";
}

/** Applies a manager's answer to a claim and removes the claim. Refused if the claim was answered or withdrawn before. */
export function answerClaim(
  store: PersonStore,
  answer: ClaimAnswer,
  now: number,
): Result<null, NotManager | { readonly code: "claim_not_found" }> {
  const { person } = answer;
  if (!store.manages(person, answer.manager)) return refuse({ code: "not_manager" });
  const claim = store.claims(person, now).find(({ id }) => id === answer.claimId);
  if (claim === undefined) return refuse({ code: "claim_not_found" });
  if (answer.decision === "allow") store.addManager(person, claim.account, claim.relation, now);
  store.dropClaim(person, claim.id);
  return accept(null);
}

type PersonServices = Pick<Shard, "persons" | "history" | "looks" | "appeals" | "revocations">;

/**
 * The account no longer manages or claims the person. When the last manager leaves, the credentials are revoked, and declarations, looks and appeals so
 * far are hidden from later managers.
 */
export function releasePerson(shard: PersonServices, person: PersonKey, account: AccountKey, now: number): void {
  if (!leavePerson(shard.persons, person, account)) return;
  shard.revocations.revokeLive(person, now);
  shard.history.hide(person);
  shard.looks.hide(person);
  shard.appeals.hide(person);
}

/** Revokes every valid credential, for a manager of the person. */
export function revokeFor(shard: PersonServices, person: PersonKey, account: AccountKey, now: number): Result<null, NotManager> {
  if (!shard.persons.manages(person, account)) return refuse({ code: "not_manager" });
  shard.revocations.revokeLive(person, now);
  return accept(null);
}

/**
 * Decrypts a person's sealed identity, for a claim, for the view of an account, and to compare a name. A view is masked; an account that only claims sees
 * no declaration.
 */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { type Custody, type Manager, managerOf, mayDecide, proofFor, restsWithAccount } from "../../../domain/custody/custody.ts";
import { maskDocument, maskName } from "../../../domain/identity/mask.ts";
import { isSameName } from "../../../domain/identity/name-key.ts";
import type { PersonName } from "../../../domain/identity/name.ts";
import { open, seal } from "../../../token/secret/seal.ts";
import type { Secrets } from "../../../token/secret/secrets.ts";
import type { CredentialStore } from "../credential/credential-store.ts";
import type { CheckRow } from "../custody/check-store.ts";
import type { Checks } from "../custody/checks.ts";
import type { Custodies } from "../custody/custodies.ts";
import { managerIdOf } from "../custody/followers.ts";
import type { Declarations } from "./history.ts";
import type { PersonStore } from "./person-store.ts";
import type { Identity } from "./rpc.ts";
import type { ClaimRequest } from "../custody/rpc.ts";
import type { ManagerView, PersonView, ProofView } from "../custody/view-rpc.ts";

/** The owner for whom a person's identity and declarations are sealed: another owner cannot open them. */
export function ownerOf(person: PersonKey): string {
  return `person/${person}`;
}

/**
 * Seals the claimed identity and decrypts the stored one. `readFrom` is the sealed text of the stored one: the caller compares it, because the row may
 * change meanwhile.
 */
export async function readIdentity(
  secrets: Secrets,
  persons: PersonStore,
  request: ClaimRequest,
): Promise<ClaimIdentity & { readonly readFrom: string | undefined }> {
  const owner = ownerOf(request.person);
  const sealedIdentity = await seal(secrets, owner, request.identity);
  const before = persons.person(request.person);
  const stored = before === null ? null : await open<Identity>(secrets, owner, before.sealedIdentity);
  return { stored, sealedIdentity, maskedName: maskName(request.identity.name), readFrom: before?.sealedIdentity };
}

/** The masked name of the person if they have this name; null for another name or an unknown person. */
export async function maskedNameOf(
  secrets: Secrets,
  persons: PersonStore,
  person: PersonKey,
  name: PersonName,
): Promise<string | null> {
  const row = persons.person(person);
  const identity = row && (await open<Identity>(secrets, ownerOf(person), row.sealedIdentity));
  return identity && isSameName(identity.name, name) ? (row?.maskedName ?? null) : null;
}

interface Stores {
  readonly persons: PersonStore;
  readonly custodies: Custodies;
  readonly checks: Checks;
  readonly history: Declarations;
  readonly credentials: CredentialStore;
}

/** The view of a person for an account; null if the account neither manages nor claims the person. */
export async function viewFor(
  secrets: Secrets,
  { persons, custodies, checks, history, credentials }: Stores,
  person: PersonKey,
  account: AccountKey,
  now: number,
): Promise<PersonView | null> {
  const row = persons.person(person);
  const custody = row && custodies.of(person, now);
  if (row === null || custody === null) return null;
  const { document } = await open<Identity>(secrets, ownerOf(person), row.sealedIdentity);
  const claim = custody.claims.find((waiting) => waiting.account === account);
  const manager = managerOf(custody, account);
  if (manager === undefined) return claim === undefined ? null : pendingView(claim.maskedName, document);
  const latest = history.latest(person);
  const decides = mayDecide(custody, account);
  const why = endingOf(manager);
  const ending = manager.endsAt === null || why === null ? null : { at: manager.endsAt, why };
  const named = {
    ...pendingView(row.maskedName, document),
    state: "managed" as const,
    rests: manager.ending === "contradicted",
    ending,
  };
  if (restsWithAccount(manager)) return { ...named, proof: { ...NOT_PROVED, level: proofFor(custody, account) } };
  return {
    ...named,
    declaration: latest && { n: latest.n, at: latest.at, category: latest.category },
    declaredByOther: latest !== null && latest.account !== null && latest.account !== account,
    address: latest?.community ?? null,
    redeclaration: history.openRequest(person),
    revokedAt: credentials.revokedAt(person),
    claims: decides ? custody.claims.map(({ id, maskedPhone, relation, at }) => ({ id, maskedPhone, relation, at })) : [],
    proof: proofView(custody, account, checks.of(person, account), checks.hasAuthority),
    managers: decides ? custody.managers.filter((other) => other !== manager).map(managerView) : [],
  };
}

/** Why the management ends by itself. A manager who rests with an account and has an end is one whom the holder has not kept yet. */
function endingOf({ ending, endsAt }: Manager): ManagerView["ending"] {
  if (ending !== "contradicted") return ending;
  return endsAt === null ? null : "asked";
}

function managerView(manager: Manager): ManagerView {
  const { account, maskedPhone, relation, since, endsAt } = manager;
  return { id: managerIdOf(account), maskedPhone, relation, since, ending: endingOf(manager), endsAt };
}

function proofView(custody: Custody, account: AccountKey, check: CheckRow | null, hasAuthority: boolean): ProofView {
  const level = proofFor(custody, account);
  return {
    level,
    at: check?.at ?? null,
    source: check?.source ?? "",
    reference: check?.reference ?? "",
    answer: check?.answer ?? null,
    differs: check?.differs ?? null,
    endsAt: level === "earlier" ? (check?.endsAt ?? null) : null,
    isFrozen: custody.frozenAt !== null,
    isAsked: hasAuthority,
  };
}

/** The view of a claim: only the claimant's own input. */
function pendingView(maskedName: string, { type, number }: Identity["document"]): PersonView {
  return {
    state: "pending",
    maskedName,
    documentType: type,
    maskedDocument: maskDocument(number),
    declaration: null,
    declaredByOther: false,
    address: null,
    redeclaration: null,
    revokedAt: null,
    claims: [],
    proof: NOT_PROVED,
    managers: [],
    rests: false,
    ending: null,
  };
}

const NOT_PROVED: ProofView = {
  level: "none",
  at: null,
  source: "",
  reference: "",
  answer: null,
  differs: null,
  endsAt: null,
  isFrozen: false,
  isAsked: false,
};

export interface ClaimIdentity {
  /** The stored identity of the person; null for a new person. */
  readonly stored: Identity | null;
  readonly sealedIdentity: string;
  readonly maskedName: string;
}

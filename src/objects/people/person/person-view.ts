/**
 * Decrypts a person's sealed identity, for a claim, for the view of an account, and to compare a name. A view is masked; an account that only claims sees
 * no declaration.
 */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { Redeclaration } from "../../../domain/declaration/redeclaration.ts";
import { maskDocument, maskName } from "../../../domain/identity/mask.ts";
import { isSameName } from "../../../domain/identity/name-key.ts";
import type { PersonName } from "../../../domain/identity/name.ts";
import { open, seal } from "../../../token/secret/seal.ts";
import type { Secrets } from "../../../token/secret/secrets.ts";
import type { CredentialStore } from "../credential/credential-store.ts";
import type { DeclarationRow } from "./declaration-store.ts";
import type { Declarations } from "./history.ts";
import type { ClaimRow, PersonRow, PersonStore } from "./person-store.ts";
import type { ClaimRequest, Identity, PersonView } from "./rpc.ts";

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
  readonly history: Declarations;
  readonly credentials: CredentialStore;
}

/** The view of a person for an account; null if the account neither manages nor claims the person. */
export async function viewFor(
  secrets: Secrets,
  { persons, history, credentials }: Stores,
  person: PersonKey,
  account: AccountKey,
  now: number,
): Promise<PersonView | null> {
  const row = persons.person(person);
  if (row === null) return null;
  const claims = persons.claims(person, now);
  const managed = persons.manages(person, account);
  if (!managed && !claims.some((claim) => claim.account === account)) return null;
  const identity = await open<Identity>(secrets, ownerOf(person), row.sealedIdentity);
  if (!managed) return pendingView(row, identity);
  const view = managedView(row, identity, history.latest(person), claims, history.openRequest(person));
  return { ...view, revokedAt: credentials.revokedAt(person) };
}

function managedView(
  row: PersonRow,
  { document }: Identity,
  latest: DeclarationRow | null,
  claims: readonly ClaimRow[],
  redeclaration: Redeclaration | null,
): PersonView {
  return {
    ...pendingView(row, { document }),
    state: "managed",
    declaration: latest && { n: latest.n, at: latest.at, category: latest.category },
    address: latest?.community ?? null,
    redeclaration,
    claims: claims.map(({ id, maskedPhone, relation, at }) => ({ id, maskedPhone, relation, at })),
  };
}

function pendingView({ maskedName }: PersonRow, { document }: Pick<Identity, "document">): PersonView {
  return {
    state: "pending",
    maskedName,
    documentType: document.type,
    maskedDocument: maskDocument(document.number),
    declaration: null,
    address: null,
    redeclaration: null,
    revokedAt: null,
    claims: [],
  };
}

export interface ClaimIdentity {
  /** The stored identity of the person; null for a new person. */
  readonly stored: Identity | null;
  readonly sealedIdentity: string;
  readonly maskedName: string;
}

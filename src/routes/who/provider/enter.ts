/** Opens a session after a login at an identity provider: in the account that holds the document, else in the account of the phone number, else in a separate account. The login proves the person. Source: decision 53. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { LoginProvider, ProvidedPerson } from "../../../domain/access/login-provider.ts";
import { canonicalDocument } from "../../../domain/identity/document.ts";
import { maskPhone } from "../../../domain/identity/mask.ts";
import { shardOf } from "../../../domain/issuer/issuer.ts";
import type { AccountView, ManagedPerson, ProviderLogin } from "../../../objects/accounts/rpc.ts";
import { accountsOf, peopleOf } from "../../../objects/env.ts";
import { accountKeyOf, personKeyOf, subjectKeyOf } from "../../../token/secret/secrets.ts";
import { sha256 } from "../../../token/secret/sha256.ts";
import type { OfIssuer } from "../../env.ts";
import { claimPerson } from "../../people/claim-person.ts";
import { taggedSessionToken } from "../sessions.ts";
import type { ProvidedLogin } from "./client.ts";

type Env = OfIssuer["Bindings"];
type Vars = OfIssuer["Variables"];

export interface Entered {
  readonly token: string;
  readonly account: AccountKey;
  /** The end of the session, ms. */
  readonly expiresAt: number;
}

/** The account that a login opens. */
interface Door extends Pick<ProviderLogin, "phone" | "maskedPhone"> {
  readonly account: AccountKey;
  readonly people: AccountView["people"];
}

export async function enter(
  env: Env,
  vars: Vars,
  provider: LoginProvider,
  { subject, reference, device }: ProvidedLogin & { readonly device: string },
  { name, document, phone }: ProvidedPerson,
): Promise<Entered> {
  const { issuer, secrets, now } = vars;
  const person = await personKeyOf(secrets, canonicalDocument(document));
  const door =
    (await doorOfHolder(env, vars, person)) ??
    (phone === null ? null : await doorOfPhone(env, vars, phone, person)) ??
    (await ownDoor(env, vars, provider, subject));
  const { account, people, ...login } = door;
  const token = await taggedSessionToken(secrets, shardOf(account, issuer.shards));
  const session = { ...login, sessionHash: await sha256(token), device, provider: provider.id };
  const { expiresAt } = await accountsOf(env, issuer, account).enterByProvider(account, session, now);
  const known = people.find((one) => one.person === person);
  // A proof in person is not replaced by a proof of a provider.
  if (known?.proof !== "holder" && known?.proof !== "in_person") {
    const provedBy = { source: labelOf(provider), reference };
    const claim = { person, identity: { name, document }, relation: "self", provedBy } as const;
    // After a refusal the person is still logged in: the account has another own person, or ten persons, or the day's limit is reached.
    await claimPerson(env, vars, { account, maskedPhone: login.maskedPhone }, claim, known);
  }
  return { token, account, expiresAt };
}

/** The account that holds the document; null without one. */
async function doorOfHolder(env: Env, { issuer, now }: Vars, person: PersonKey): Promise<Door | null> {
  const account = await peopleOf(env, issuer, person).holderOf(person, now);
  const view = account && (await accountsOf(env, issuer, account).view(account));
  return account && view && { account, people: view.people, phone: null, maskedPhone: view.maskedPhone };
}

/** The account of the phone number; null if it cannot be this person's. */
async function doorOfPhone(
  env: Env,
  { issuer, secrets }: Vars,
  phone: NonNullable<ProvidedPerson["phone"]>,
  person: PersonKey,
): Promise<Door | null> {
  const account = await accountKeyOf(secrets, phone);
  const people = (await accountsOf(env, issuer, account).view(account))?.people ?? [];
  return mayBeOf(person, people) ? { account, people, phone, maskedPhone: maskPhone(phone) } : null;
}

/** The account of the person at the provider. It has no phone number. */
async function ownDoor(env: Env, { issuer, secrets }: Vars, provider: LoginProvider, subject: string): Promise<Door> {
  const account = await subjectKeyOf(secrets, provider.issuer, subject);
  const people = (await accountsOf(env, issuer, account).view(account))?.people ?? [];
  return { account, people, phone: null, maskedPhone: labelOf(provider) };
}

/** Whether the account may belong to this person: it has no other own person, and this person is no dependant there. The number may have a new owner. */
function mayBeOf(person: PersonKey, people: readonly ManagedPerson[]): boolean {
  return people.every((one) => (one.relation === "self") === (one.person === person));
}

/** The provider's name in both languages, for a text that is stored. */
function labelOf({ name }: LoginProvider): string {
  return `${name.zh} / ${name.en}`;
}

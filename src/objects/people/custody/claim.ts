/** Asks the identity authority about a person and takes its answer: for a claim of an account, for a login, and for the duty that asks again. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { proofFor } from "../../../domain/custody/custody.ts";
import { contradictsName, contradictsPhone, type Evidence, type Findings } from "../../../domain/identity/authority.ts";
import { isSameName } from "../../../domain/identity/name-key.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { open } from "../../../token/secret/seal.ts";
import type { Secrets } from "../../../token/secret/secrets.ts";
import type { Decisions } from "../colour/decisions.ts";
import { type ClaimIdentity, ownerOf, readIdentity } from "../person/person-view.ts";
import type { Identity } from "../person/rpc.ts";
import type { ClaimRequest, ClaimResult, ProveResult } from "./rpc.ts";
import type { PersonStore } from "../person/person-store.ts";
import { NO_ACCOUNT } from "./check-store.ts";
import type { Checks } from "./checks.ts";
import type { Custodies } from "./custodies.ts";

export interface ClaimServices {
  readonly persons: PersonStore;
  readonly custodies: Custodies;
  readonly checks: Checks;
  readonly secrets: () => Promise<Secrets>;
}

/** Decides a claim by the answer of the authority, or by the proof that the request carries. Nothing is entered under a name that the authority contradicts. */
export async function claimFor(
  storage: DurableObjectStorage,
  services: ClaimServices,
  request: ClaimRequest,
  now: number,
): Promise<ClaimResult> {
  const { checks } = services;
  const { person, identity, relation, phone, isProved = false, provedBy } = request;
  const question = { ...identity, ...(relation === "self" && phone !== undefined && { phone }) };
  const asked = provedBy === undefined ? await checks.askForClaim(person, question, isProved, now) : accept(null);
  if (!asked.ok) return asked;
  const findings = asked.value;
  if (findings !== null && contradictsName(findings)) {
    checks.noteContradiction(person, now);
    const { answer } = findings;
    return refuse({ code: "identity_does_not_match", differs: answer.answer === "no_match" ? answer.differs : null });
  }
  return entered(storage, services, request, findings, now);
}

/** Decides the claim. Starts again if another account named the person while the stored name was decrypted. */
async function entered(
  storage: DurableObjectStorage,
  services: ClaimServices,
  request: ClaimRequest,
  findings: Findings | null,
  now: number,
): Promise<ClaimResult> {
  const { persons, secrets } = services;
  const identity = await readIdentity(await secrets(), persons, request);
  if (persons.person(request.person)?.sealedIdentity !== identity.readFrom)
    return entered(storage, services, request, findings, now);
  return storage.transactionSync(() => enter(services, request, identity, findings, now));
}

function enter(
  { custodies, checks }: ClaimServices,
  request: ClaimRequest,
  { stored, sealedIdentity, maskedName }: ClaimIdentity,
  findings: Findings | null,
  now: number,
): ClaimResult {
  const { person, account, relation, maskedPhone, claimId: id, replaces = [], provedBy } = request;
  const evidence: Evidence = provedBy === undefined ? (findings?.evidence ?? "none") : "holder";
  const isSame = stored !== null && isSameName(stored.name, request.identity.name);
  const claim = { id, account, relation, maskedPhone, maskedName, evidence, isSameName: isSame, replaces };
  const claimed = custodies.claim(person, claim, { sealedIdentity, maskedName }, now);
  if (!claimed.ok) return claimed;
  const { state, custody } = claimed.value;
  if (custody.proof === "earlier" && evidence !== "none" && !isSame && findings?.answer.answer === "match")
    checks.noteOtherName(person, findings.answer.reference, now);
  if (state === "managed") {
    const about = relation === "self" ? account : NO_ACCOUNT;
    if (findings !== null) checks.note(person, about, findings, now);
    if (provedBy !== undefined) checks.noteProof(person, account, provedBy, now);
  }
  return accept({ state, proof: proofFor(custody, account) });
}

/** Decides the colour of a person again if declarations by others no longer count. A proof alone makes no decision. */
export async function decidedAgain(
  { custodies, decisions }: Pick<ClaimServices, "custodies"> & { readonly decisions: Decisions },
  person: PersonKey,
  now: number,
): Promise<void> {
  if (!custodies.hearsay.take(person) || decisions.latest(person) === null) return;
  await decisions.decide(person, { isAnew: true }, now, () => ({ decided: true, answer: null }));
}

/** Asks about the stored name, and about the phone of the account if it is the person's own and has one. */
export async function askAbout(
  storage: DurableObjectStorage,
  services: ClaimServices,
  person: PersonKey,
  login: { readonly account: AccountKey; readonly phone: string | null } | null,
  now: number,
): Promise<ProveResult> {
  const { persons, custodies, checks, secrets } = services;
  const row = persons.person(person);
  const asBefore = (): ProveResult => ({ proof: login === null ? "none" : custodies.proof(person, login.account, now) });
  if (row === null) return asBefore();
  const { name, document } = await open<Identity>(await secrets(), ownerOf(person), row.sealedIdentity);
  // The stored name is not a guess, so the limit of wrong names does not apply here.
  const phone = login?.phone ?? null;
  const findings = await checks.ask({ name, document, ...(phone !== null && { phone }) });
  if (findings === null || persons.person(person)?.sealedIdentity !== row.sealedIdentity) return asBefore();
  return storage.transactionSync(() => {
    const isOtherPhone = login !== null && contradictsPhone(findings) && checks.isAnswered(person, login.account);
    checks.note(person, login?.account ?? NO_ACCOUNT, findings, now);
    const claimed = custodies.prove(person, login?.account ?? null, { evidence: findings.evidence, isOtherPhone }, now);
    if (claimed === null) return asBefore();
    return { proof: login === null ? claimed.custody.proof : proofFor(claimed.custody, login.account) };
  });
}

/** The caller's account: the persons that it manages or has claimed, their states, and its grants (roles in divisions). */
import { PEOPLE, type Person } from "../../contract/people.ts";
import { opensOffices } from "../../domain/access/office.ts";
import { announcedTurn } from "../../domain/colour/showing-change.ts";
import { type Issuer, providerOf } from "../../domain/issuer/issuer.ts";
import { NOTHING_SET } from "../../domain/proposal/officers-setting.ts";
import type { ManagedPerson } from "../../objects/accounts/rpc.ts";
import { accountsOf, peopleOf } from "../../objects/env.ts";
import { settingOf } from "../../storage/colour-setting.ts";
import type { OfActor } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { actor } from "../who/actor.ts";
import type { PersonView, ProofView } from "../../objects/people/custody/view-rpc.ts";
import { instantOf } from "../../domain/instant.ts";

export const me = new Routes<OfActor>("/api/v1/me").use(actor).on(PEOPLE.me, async (c, { answer }) => {
  const { issuer, now, hasAuthority, actor: caller } = c.var;
  const { people: entries, grants } = c.var.session;
  const hasOffice = opensOffices(caller) && grants.some(({ role }) => role === "administrator");
  const accounts = accountsOf(c.env, issuer, caller.account);
  const provider = providerOf(issuer, caller.provider ?? "");
  // `/me` must work when KV is down: then no turn (change of the shown colours) is announced.
  const { turns } = await settingOf(c.env.PUBLISHED, issuer, now).catch((bug: unknown) => {
    console.error(bug);
    return NOTHING_SET;
  });
  const people = await Promise.all(
    entries.map(async (managed) => {
      const view = await peopleOf(c.env, issuer, managed.person).view(managed.person, caller.account, now);
      if (view?.state === "managed" && (!managed.confirmed || managed.proof !== view.proof.level))
        await accounts.confirmPerson(caller.account, managed.id, view.proof.level);
      // A manager of the person has denied the claim, or the claim was interrupted: the person leaves the list.
      if (view === null) await accounts.forgetPerson(caller.account, managed.id, now);
      if (view === null) return [];
      const turnedAt = view.address === null ? 0 : announcedTurn(turns, view.address, managed.person, now);
      const revokedAt = Math.max(view.revokedAt ?? 0, concerns(turnedAt, issuer, now) ? turnedAt : 0);
      return [personOf(managed, { ...view, revokedAt: revokedAt || null })];
    }),
  );
  return answer(200, {
    issuer: { code: issuer.code, name: issuer.name, identityAuthority: hasAuthority },
    maskedPhone: caller.maskedPhone,
    people: people.flat(),
    grants: opensOffices(caller) ? [...grants] : [],
    ...(hasOffice && { officeOpen: caller.officeOpen !== false }),
    ...(provider !== undefined && {
      login: {
        provider: provider.name,
        closesOffices: grants.length > 0 && !opensOffices(caller),
        hasPhone: (await accounts.phone(caller.account)) !== null,
      },
    }),
  });
});

/** Whether credentials from before a turn (change of the shown colours) may not have expired yet. */
function concerns(turnedAt: number, { credentialLifetimeMinutes }: Issuer, now: number): boolean {
  return turnedAt > now - credentialLifetimeMinutes * 60_000;
}

function proofOf({ isFrozen, isAsked, ...view }: ProofView): Person["proof"] {
  return { ...view, at: instantOf(view.at), endsAt: instantOf(view.endsAt), frozen: isFrozen, asked: isAsked };
}

/** A person in the shape of the contract, for an account that manages or has claimed them. */
export function personOf({ id, relation }: Pick<ManagedPerson, "id" | "relation">, view: PersonView): Person {
  return {
    id,
    relation,
    state: view.state,
    maskedName: view.maskedName,
    documentType: view.documentType,
    maskedDocument: view.maskedDocument,
    declaration: view.declaration && { ...view.declaration, at: instantOf(view.declaration.at) },
    redeclaration: view.redeclaration && { ...view.redeclaration, at: instantOf(view.redeclaration.at) },
    revokedAt: instantOf(view.revokedAt),
    claims: view.claims.map((claim) => ({ ...claim, at: instantOf(claim.at) })),
    declaredByOther: view.declaredByOther,
    proof: proofOf(view.proof),
    managers: view.managers.map((one) => ({ ...one, since: instantOf(one.since), endsAt: instantOf(one.endsAt) })),
    ...(view.rests && { rests: true }),
    ending: view.ending && { ...view.ending, at: instantOf(view.ending.at) },
  };
}

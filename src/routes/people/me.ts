/** The account's own view: the persons that it manages, their states, and its grants. */
import { PEOPLE, type Person } from "../../contract/people.ts";
import { announcedTurn } from "../../domain/colour/showing-change.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { NOTHING_SET } from "../../domain/proposal/proposal.ts";
import type { ManagedPerson } from "../../objects/accounts/rpc.ts";
import { accountsOf, peopleOf } from "../../objects/env.ts";
import { settingOf } from "../../storage/colour-setting.ts";
import type { OfActor } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { actor } from "../who/actor.ts";
import type { PersonView } from "../../objects/people/person/rpc.ts";
import { instantOf } from "../../domain/instant.ts";

export const me = new Routes<OfActor>("/api/v1/me").use(actor).on(PEOPLE.me, async (c, { answer }) => {
  const { issuer, now, actor: asking } = c.var;
  const { people: named, grants } = c.var.asking;
  const accounts = accountsOf(c.env, issuer, asking.account);
  // `/me` must work when KV is down.
  const { turns } = await settingOf(c.env.PUBLISHED, issuer, now).catch((bug: unknown) => {
    console.error(bug);
    return NOTHING_SET;
  });
  const people = await Promise.all(
    named.map(async (managed) => {
      const seen = await peopleOf(c.env, issuer, managed.person).view(managed.person, asking.account);
      if (seen?.state === "managed" && !managed.confirmed) await accounts.confirmPerson(asking.account, managed.id);
      // The person's manager has refused the claim, or an interruption lost it: the person leaves the list.
      if (seen === null) await accounts.forgetPerson(asking.account, managed.id, now);
      if (seen === null) return [];
      const turnedAt = seen.address === null ? 0 : announcedTurn(turns, seen.address, managed.person, now);
      const revokedAt = Math.max(seen.revokedAt ?? 0, concerns(turnedAt, issuer, now) ? turnedAt : 0);
      return [personOf(managed, { ...seen, revokedAt: revokedAt || null })];
    }),
  );
  return answer(200, {
    issuer: { code: issuer.code, name: issuer.name },
    maskedPhone: asking.maskedPhone,
    people: people.flat(),
    grants: [...grants],
  });
});

/** Whether credentials from before the turn may still be unexpired. */
function concerns(turnedAt: number, { credentialLifetimeMinutes }: Issuer, now: number): boolean {
  return turnedAt > now - credentialLifetimeMinutes * 60_000;
}

/** A person as their manager sees them on the wire. */
export function personOf({ id, relation }: ManagedPerson, view: PersonView): Person {
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
  };
}

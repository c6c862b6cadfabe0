/** The record of looks at persons' data, for managers of the person, and for administrators of the office that looked or above it. Source: product.md §5. */
import { DIVISION, PERSON } from "../../contract/operation.ts";
import { type Look, TRACKS } from "../../contract/track.ts";
import { isWithin, officesAbove } from "../../domain/division/division.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import type { NewDivisionLook } from "../../objects/division/look-rpc.ts";
import { divisionOf, type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import { namesOf } from "../divisions/division-name.ts";
import type { OfManaged, OfOffice } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { beginningOf, nextPageOf } from "../http/page.ts";
import { inCharge } from "../who/in-charge.ts";
import type { LookView } from "../../objects/people/person/rpc.ts";
import { instantOf } from "../../domain/instant.ts";

const PAGE = 20;

export const personLooks = new Routes<OfManaged>(PERSON).on(TRACKS.looks, async (c, { query, answer }) => {
  const { issuer, secrets, now, managed, actor } = c.var;
  const scope = JSON.stringify(["looks", managed.person]);
  const before = await beginningOf(secrets, scope, query.page);
  if (before === null) return refuse({ code: "bad_request", pointer: "/page" });
  const page = await peopleOf(c.env, issuer, managed.person).looks(managed.person, actor.account, before, PAGE + 1, now);
  if (!page.ok) return page;
  const names = await namesOf(
    c.env,
    c.var,
    page.value.map(({ office }) => office),
  );
  const rows = page.value.slice(0, PAGE);
  return answer(200, {
    looks: rows.map((row) => lookOf(row, names)),
    nextPage: await nextPageOf(secrets, scope, page.value.length > PAGE ? rows.at(-1) : undefined),
  });
});

export const divisionLooks = new Routes<OfOffice>(DIVISION).on(
  TRACKS.divisionLooks,
  inCharge,
  async (c, { params, query, answer }) => {
    const { issuer, secrets, now } = c.var;
    const { division } = params;
    const scope = JSON.stringify(["looks", division]);
    const before = await beginningOf(secrets, scope, query.page);
    if (before === null) return refuse({ code: "bad_request", pointer: "/page" });
    const looks = await divisionOf(c.env, issuer, division).looks(before, PAGE + 1, now);
    const names = await namesOf(
      c.env,
      c.var,
      looks.map(({ office }) => office),
    );
    const rows = looks.slice(0, PAGE);
    return answer(200, {
      looks: rows.map(({ maskedPhone, maskedName, ...row }) => ({ ...lookOf(row, names), maskedPhone, maskedName })),
      nextPage: await nextPageOf(secrets, scope, looks.length > PAGE ? rows.at(-1) : undefined),
    });
  },
);

function lookOf({ at, office, purpose, extent, intact }: LookView, names: ReadonlyMap<string, string>): Look {
  return {
    at: instantOf(at),
    office,
    officeName: names.get(office) ?? office,
    purpose: { ...purpose },
    extent,
    intact,
  };
}

/** Reports a look to its office and to all divisions above it, up to the whole region, so that each of them can list the looks below it. */
export async function tellAbove(env: ObjectsEnv, issuer: Issuer, look: NewDivisionLook): Promise<void> {
  const levels = [look.office, ...officesAbove(look.office).filter((code) => isWithin(code, issuer.code))];
  await Promise.all(levels.map((code) => divisionOf(env, issuer, code).noteLook(look)));
}

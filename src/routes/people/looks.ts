/** Who looked at named persons: told to the persons' managers, and to those in charge above whoever looked. Source: product.md §5. */
import { Hono } from "hono";
import { type DivisionLooks, type Look, type Looks, looksQuery } from "../../contract/track.ts";
import { ancestors, isWithin } from "../../domain/division/division.ts";
import { type Issuer, regionOf } from "../../domain/issuer/issuer.ts";
import type { NewDivisionLook } from "../../objects/division/rpc.ts";
import { divisionOf, type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import { openPage, sealPage } from "../../token/secret/page-token.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import { namesOf } from "../divisions/division-name.ts";
import type { OfManaged, OfOffice } from "../env.ts";
import { problem } from "../http/problem.ts";
import { parse } from "../http/read-body.ts";
import { inCharge } from "../who/in-charge.ts";
import type { LookView } from "../../objects/people/person/rpc.ts";

const PAGE = 20;

/** /api/v1/people/{id}/looks */
export const personLooks = new Hono<OfManaged>().get("/", async (c) => {
  const query = parse(looksQuery, c.req.query());
  if (!query.ok) return problem(query.refusal);
  const { issuer, secrets, now, managed, actor } = c.var;
  const scope = JSON.stringify(["looks", managed.person]);
  const before = await positionOf(secrets, scope, query.value.page);
  if (before === null) return problem({ code: "bad_request", pointer: "/page" });
  const page = await peopleOf(c.env, issuer, managed.person).looks(managed.person, actor.account, before, PAGE + 1, now);
  if (!page.ok) return problem(page.refusal);
  const names = await namesOf(
    c.env,
    c.var,
    page.value.map(({ office }) => office),
  );
  const rows = page.value.slice(0, PAGE);
  return c.json<Looks>({
    looks: rows.map((row) => lookOf(row, names)),
    nextPage: await nextOf(secrets, scope, page.value.length > PAGE ? rows.at(-1) : undefined),
  });
});

/** /api/v1/divisions/{code}/looks */
export const divisionLooks = new Hono<OfOffice>().get("/", inCharge, async (c) => {
  const query = parse(looksQuery, c.req.query());
  if (!query.ok) return problem(query.refusal);
  const { issuer, secrets, now } = c.var;
  const division = c.req.param("division") ?? "";
  const scope = JSON.stringify(["looks", division]);
  const before = await positionOf(secrets, scope, query.value.page);
  if (before === null) return problem({ code: "bad_request", pointer: "/page" });
  const found = await divisionOf(c.env, issuer, division).looks(before, PAGE + 1, now);
  const names = await namesOf(
    c.env,
    c.var,
    found.map(({ office }) => office),
  );
  const rows = found.slice(0, PAGE);
  return c.json<DivisionLooks>({
    looks: rows.map(({ maskedPhone, maskedName, ...row }) => ({ ...lookOf(row, names), maskedPhone, maskedName })),
    nextPage: await nextOf(secrets, scope, found.length > PAGE ? rows.at(-1) : undefined),
  });
});

function lookOf({ at, office, purpose, extent }: LookView, names: ReadonlyMap<string, string>): Look {
  return { at: new Date(at).toISOString(), office, officeName: names.get(office) ?? office, purpose: { ...purpose }, extent };
}

async function positionOf(secrets: Secrets, scope: string, page: string | undefined): Promise<number | null> {
  if (page === undefined) return Number.MAX_SAFE_INTEGER;
  return (await openPage(secrets, scope, page))?.seq ?? null;
}

async function nextOf(secrets: Secrets, scope: string, last: LookView | undefined): Promise<string | null> {
  return last === undefined ? null : sealPage(secrets, scope, { at: last.at, seq: last.seq });
}

/** To the office and what is above it, up to the whole region: each can be asked for the looks that were made below. */
export async function tellAbove(env: ObjectsEnv, issuer: Issuer, look: NewDivisionLook): Promise<void> {
  const levels = [look.office, ...ancestors(look.office).filter((code) => isWithin(code, regionOf(issuer.code)))];
  await Promise.all(levels.map((code) => divisionOf(env, issuer, code).noteLook(look)));
}

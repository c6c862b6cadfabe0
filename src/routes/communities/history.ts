/** The history of one community's passes by filter and page; for those in charge. Source: product.md §4. */
import { Hono } from "hono";
import type { Pass, PassPage } from "../../contract/community.ts";
import { type PassFilters, passesQuery } from "../../contract/history.ts";
import type { PassView } from "../../objects/community/rpc.ts";
import { communityOf } from "../../objects/env.ts";
import { openPage, sealPage } from "../../token/secret/page-token.ts";
import { personReferences } from "../../token/secret/person-reference.ts";
import type { OfOffice } from "../env.ts";
import { inCharge } from "../middleware/in-charge.ts";
import { filterOf, periodOf, personOf, pointerOf } from "../pass-filter.ts";
import { problem } from "../problem.ts";
import { parse } from "../read-body.ts";

const PAGE = 50;

export const history = new Hono<OfOffice>().get("/:division/passes", inCharge, async (c) => {
  const query = parse(passesQuery, c.req.query());
  if (!query.ok) return problem(query.refusal);
  const { issuer, secrets, now } = c.var;
  const division = c.req.param("division");
  const { page, ...filters } = query.value;
  const period = periodOf(filters, now);
  if (!period.ok) return problem(period.refusal);
  const scope = scopeOf(division, filters);
  const first = { at: period.value.to, seq: 0 };
  const before = page === undefined ? first : await openPage(secrets, scope, page);
  if (before === null) return problem({ code: "bad_request", pointer: "/page" });
  const person = await personOf(secrets, division, filters);
  if (!person.ok) return problem(person.refusal);
  const filter = filterOf(filters, period.value, person.value);
  const found = await communityOf(c.env, issuer, division).passes(filter, before, PAGE);
  if (!found.ok) return problem({ ...found.refusal, pointer: pointerOf(found.refusal.code) });
  const { passes, next } = found.value;
  const { seal } = await personReferences(secrets, division);
  return c.json<PassPage>({
    passes: await Promise.all(passes.map(async (pass) => passOf(pass, await seal(pass.person)))),
    nextPage: next === null ? null : await sealPage(secrets, scope, next),
  });
});

function passOf(
  { id, at, pointId, pointName, maskedName, colour, collectorId, collectorPhone }: Omit<PassView, "person">,
  person: string,
): Pass {
  return { id, at: new Date(at).toISOString(), pointId, pointName, person, maskedName, colour, collectorId, collectorPhone };
}

/** What a page token is bound to. */
function scopeOf(division: string, { person, point, collector, colour, from, to }: PassFilters): string {
  return JSON.stringify(["passes", division, person, point, collector, colour, from, to]);
}

/** The history of one community's passes by filter and page, for its administrators. Exports use its filters too. Source: product.md §4. */
import { COMMUNITY } from "../../contract/operation.ts";
import { type Pass, PASSES } from "../../contract/pass.ts";
import type { PassFilters } from "../../contract/pass-filter.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import type { PointId } from "../../domain/community/community.ts";
import { marksIn } from "../../domain/community/marks.ts";
import { checkPeriod, type Period, type PeriodRefusal } from "../../domain/history/period.ts";
import { refuse, type Result } from "../../domain/result.ts";
import { communityOf } from "../../objects/env.ts";
import { openPage, sealPage } from "../../token/secret/page-token.ts";
import { personReferences } from "../../token/secret/person-reference.ts";
import type { OfOffice } from "../env.ts";
import { inCharge } from "../who/in-charge.ts";
import type { PassFilter, PassView } from "../../objects/community/pass.ts";
import { Routes } from "../http/operation.ts";
import { instantOf } from "../../domain/instant.ts";
import { noteLook, personOf, purposeOf } from "./person-filter.ts";

const PAGE = 50;

export const history = new Routes<OfOffice>(COMMUNITY).on(
  PASSES.passes,
  inCharge,
  async (c, { params: { division }, query, answer }) => {
    const { issuer, secrets, now } = c.var;
    const { page } = query;
    const period = periodOf(query, now);
    if (!period.ok) return period;
    const scope = scopeOf(division, query);
    const first = { at: period.value.to, seq: 0 };
    const before = page === undefined ? first : await openPage(secrets, scope, page);
    if (before === null) return refuse({ code: "bad_request", pointer: "/page" });
    const person = await personOf(secrets, division, query);
    if (!person.ok) return person;
    const purpose = purposeOf(query, now);
    if (!purpose.ok) return purpose;
    const filter = filterOf(query, period.value, person.value);
    // The token of a later page is proof of the look at the first page: it is sealed for this person.
    const look = person.value === null || page !== undefined ? null : await noteLook(c.env, c.var, person.value, purpose.value);
    const result = await communityOf(c.env, issuer, division).passes(filter, before, PAGE);
    if (!result.ok) return refuse({ ...result.refusal, pointer: pointerOf(result.refusal.code) });
    const { passes, next } = result.value;
    await look?.tell(passes[0]?.maskedName);
    const { seal } = await personReferences(secrets, division);
    return answer(200, {
      passes: await Promise.all(passes.map(async (pass) => passOf(pass, await seal(pass.person)))),
      nextPage: next === null ? null : await sealPage(secrets, scope, next),
    });
  },
);

function passOf(
  {
    id,
    at,
    pointId,
    pointName,
    maskedName,
    colour,
    localColour,
    marks,
    answer,
    policy,
    collectorId,
    collectorPhone,
  }: Omit<PassView, "person">,
  person: string,
): Pass {
  return {
    id,
    at: instantOf(at),
    pointId,
    pointName,
    person,
    maskedName,
    colour,
    // An object of the previous release does not know it.
    ...(localColour != null && { localColour }),
    marks: [...marksIn(marks)],
    // An object of the previous release does not know them.
    answer: answer ?? null,
    policy: policy ?? null,
    collectorId,
    collectorPhone,
  };
}

/** The text to which a page token is bound, so that the token is invalid for any other division or filter. */
function scopeOf(division: string, { person, point, collector, colour, mark, from, to }: PassFilters): string {
  return JSON.stringify(["passes", division, person, point, collector, colour, from, to, mark]);
}

export function periodOf({ from, to }: PassFilters, now: number): Result<Period, PeriodRefusal> {
  return checkPeriod({ from: from === undefined ? null : Date.parse(from), to: to === undefined ? null : Date.parse(to) }, now);
}

export function filterOf(
  { point, collector, colour, mark }: PassFilters,
  { from }: Period,
  person: PersonKey | null,
): PassFilter {
  return {
    person,
    point: (point ?? null) as PointId | null,
    collector: collector ?? null,
    colour: colour ?? null,
    mark: mark ?? null,
    from,
  };
}

/** The JSON Pointer to the field of the query that the community refused. */
export function pointerOf(code: "point_not_found" | "collector_not_found"): string {
  return code === "point_not_found" ? "/point" : "/collector";
}

/** The history of one community's passes: pages, an export and who exported; for those in charge. Source: product.md §4. */
import { Hono } from "hono";
import type { Pass, PassPage } from "../contract/community.ts";
import { exportQuery, type PassExports, type PassFilters, passesQuery } from "../contract/history.ts";
import { checkPeriod, type Period, type PeriodRefusal } from "../domain/history/period.ts";
import { today } from "../domain/identity/calendar-date.ts";
import type { PointId } from "../domain/community/community.ts";
import type { Result } from "../domain/result.ts";
import type { PassFilter, PassView } from "../objects/community/rpc.ts";
import { communityOf } from "../objects/env.ts";
import { openPage, sealPage } from "../token/page-token.ts";
import { nameOf } from "./division-name.ts";
import type { OfOffice } from "./env.ts";
import { inCharge } from "./middleware/in-charge.ts";
import { passCsv } from "./pass-csv.ts";
import { problem } from "./problem.ts";
import { parse } from "./read-body.ts";

const PAGE = 50;

export const history = new Hono<OfOffice>()
  .get("/:division/passes", inCharge, async (c) => {
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
    const found = await communityOf(c.env, issuer, division).passes(filterOf(filters, period.value), before, PAGE);
    if (!found.ok) return problem({ ...found.refusal, pointer: pointerOf(found.refusal.code) });
    const { passes, next } = found.value;
    return c.json<PassPage>({
      passes: passes.map(passOf),
      nextPage: next === null ? null : await sealPage(secrets, scope, next),
    });
  })
  .get("/:division/passes.csv", inCharge, async (c) => {
    const query = parse(exportQuery, c.req.query());
    if (!query.ok) return problem(query.refusal);
    const { issuer, now, office, actor } = c.var;
    const division = c.req.param("division");
    const { purpose, ...filters } = query.value;
    const period = periodOf(filters, now);
    if (!period.ok) return problem(period.refusal);
    const community = communityOf(c.env, issuer, division);
    const filter = filterOf(filters, period.value);
    // What is registered from now on is not of this export.
    const to = Math.min(period.value.to, now + 1);
    const pages = (before: { readonly at: number; readonly seq: number }, limit: number) =>
      community.passes(filter, before, limit);
    const probe = await pages({ at: to, seq: 0 }, 1);
    if (!probe.ok) return problem({ ...probe.refusal, pointer: pointerOf(probe.refusal.code) });
    const id = await community.beginExport({ office, actor: actor.account, purpose, filter: JSON.stringify(filters) }, now);
    const end = (count: number, whole: boolean) => community.endExport(id, count, whole, now);
    const name = `${today(filter.from)}_${today(to - 1)}.csv`;
    return new Response(passCsv(pages, end, to), {
      headers: {
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": attachment(`${division}_${name}`, `通行登记_${await nameOf(c.env, division)}_${name}`),
        "cache-control": "no-store",
      },
    });
  })
  .get("/:division/exports", inCharge, async (c) => {
    const listed = await communityOf(c.env, c.var.issuer, c.req.param("division")).exports();
    return c.json<PassExports>({
      exports: listed.map(({ at, filter, ...one }) => ({
        ...one,
        at: new Date(at).toISOString(),
        filter: JSON.parse(filter) as PassFilters,
      })),
    });
  });

function passOf({ id, at, pointId, pointName, maskedName, colour, collectorId, collectorPhone }: PassView): Pass {
  return { id, at: new Date(at).toISOString(), pointId, pointName, maskedName, colour, collectorId, collectorPhone };
}

function periodOf({ from, to }: PassFilters, now: number): Result<Period, PeriodRefusal> {
  return checkPeriod({ from: from === undefined ? null : Date.parse(from), to: to === undefined ? null : Date.parse(to) }, now);
}

function filterOf({ point, collector, colour }: PassFilters, { from }: Period): PassFilter {
  return { point: (point ?? null) as PointId | null, collector: collector ?? null, colour: colour ?? null, from };
}

/** What a page token is bound to. */
function scopeOf(division: string, { point, collector, colour, from, to }: PassFilters): string {
  return JSON.stringify(["passes", division, point, collector, colour, from, to]);
}

function pointerOf(code: "point_not_found" | "collector_not_found"): string {
  return code === "point_not_found" ? "/point" : "/collector";
}

/** RFC 6266: a name that every client reads, and beside it the one that people read. */
function attachment(plain: string, name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="passes_${plain}"; filename*=UTF-8''${encoded}`;
}

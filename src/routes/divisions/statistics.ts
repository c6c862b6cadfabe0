/** Statistics of a division for its administrators, from the counts that the divisions below have reported to it. It calls no community. Source: product.md §4. */
import { DIVISION } from "../../contract/operation.ts";
import { type CountsOf, type Statistics, STATISTICS } from "../../contract/statistics.ts";
import { beginOfHour, firstHourOf, hourOf, NO_COUNTS } from "../../domain/statistics/counts.ts";
import { checkDays, dateOfDay, type DayRange } from "../../domain/statistics/range.ts";
import type { CountsView, StatisticsView } from "../../objects/division/rpc.ts";
import { divisionOf } from "../../objects/env.ts";
import { nameOf } from "./division-name.ts";
import type { OfOffice } from "../env.ts";
import { inCharge } from "../who/in-charge.ts";
import { Routes } from "../http/operation.ts";
import { instantOf } from "../../domain/instant.ts";

export const statistics = new Routes<OfOffice>(DIVISION).on(
  STATISTICS.statistics,
  inCharge,
  async (c, { params, query, answer }) => {
    const { issuer, now } = c.var;
    const { from = null, to = null, by = "day" } = query;
    const range = checkDays({ from, to, by }, now);
    if (!range.ok) return range;
    const { division } = params;
    const view = await divisionOf(c.env, issuer, division).statistics(range.value, now);
    const children = await Promise.all(
      view.children.map(async ({ child, ...counts }) => ({
        division: child,
        name: await nameOf(c.env, c.var, child),
        ...countsOf(counts),
      })),
    );
    return answer(200, {
      division,
      from: dateOfDay(range.value.first),
      to: dateOfDay(range.value.last),
      by,
      total: countsOf(view.total),
      bins: binsOf(view, range.value, now),
      children,
    });
  },
);

function countsOf({ passes, persons, returning, arriving, staying }: CountsView): CountsOf {
  return { passes, persons, declarations: { returning, arriving, staying } };
}

/** One bin for each hour or day of the range up to now, also without counts. */
function binsOf({ bins }: StatisticsView, { first, last, by }: DayRange, now: number): Statistics["bins"] {
  const binAt = new Map(bins.map((bin) => [bin.at, bin]));
  const nothing: CountsView = { ...NO_COUNTS, persons: by === "day" ? 0 : null };
  const step = by === "day" ? firstHourOf(1) - firstHourOf(0) : 1;
  const all: Statistics["bins"] = [];
  for (let hour = firstHourOf(first); hour < firstHourOf(last + 1) && hour <= hourOf(now); hour += step) {
    const at = beginOfHour(hour);
    all.push({ at: instantOf(at), ...countsOf(binAt.get(at) ?? nothing) });
  }
  return all;
}

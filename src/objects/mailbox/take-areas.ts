/** Takes the risk levels that another issuer tells of the counties in its region. They hold where this issuer says nothing itself. docs/trust.md §10. */
import { dateOf } from "../../domain/china-time.ts";
import { type County, countyFault, countyIn } from "../../domain/federation/area-item.ts";
import type { ItemResult, LetterItem } from "../../domain/federation/letter.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { issuerObjectOf } from "../env.ts";
import type { Entering } from "./read-person.ts";

/** @returns the result of each item, in order */
export async function takeAreas(
  { env, issuer: { code, shards }, from }: Entering,
  items: readonly LetterItem[],
  now: number,
): Promise<readonly ItemResult[]> {
  const read = items.map<Result<County, { readonly code: string }>>((item) => {
    const county = countyIn(item);
    if (county === null) return refuse({ code: "item_malformed" });
    const fault = countyFault(county, from, dateOf(now));
    return fault === null ? accept(county) : refuse({ code: fault });
  });
  const counties = read.flatMap((one) => (one.ok ? [one.value] : []));
  const isNew = counties.length === 0 ? [] : await issuerObjectOf(env, code).takeAreas(counties, from, shards, now);
  const news = new Map(counties.map((county, at) => [county, isNew[at] === true]));
  return items.map(({ id }, at) => {
    const one = read[at];
    if (one?.ok !== true) return { id, state: "refused", code: one?.refusal.code ?? "item_malformed" };
    return { id, state: news.get(one.value) === true ? "taken" : "known" };
  });
}

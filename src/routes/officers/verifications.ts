/**
 * Statistics of checked codes for officers of the issuer. Officers of the nation see the sums of all issuers of this deployment; counts of other deployments
 * do not come here. Source: recognition.md §7.
 */
import { readConfig } from "../../config.ts";
import { STATISTICS, type Verifications } from "../../contract/statistics.ts";
import { instantOf } from "../../domain/instant.ts";
import { type IssuerCode, isIssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import type { Sentence } from "../../domain/sentence.ts";
import { beginOfHour, dayOfHour, firstHourOf, hourOf } from "../../domain/statistics/counts.ts";
import { checkDays, dateOfDay, type DayRange } from "../../domain/statistics/range.ts";
import { type Bounds, sumOf, UNKNOWN_ISSUER } from "../../domain/statistics/verifications.ts";
import type { HourBounds, OutcomeBounds } from "../../objects/division/rpc.ts";
import { divisionOf } from "../../objects/env.ts";
import type { OfOfficer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { trustWith } from "../verify/trust.ts";
import { actor } from "../who/actor.ts";
import { officer } from "../who/officer.ts";

const STORED = { hour: "verificationCount", day: "verificationCount" } as const;

export const verifications = new Routes<OfOfficer>("/api/v1/verifications")
  .use(actor)
  .use(officer)
  .on(STATISTICS.verifications, async (c, { query: { from = null, to = null, by = "day" }, answer }) => {
    const { env } = c;
    const { issuer, now } = c.var;
    const range = checkDays({ from, to, by }, now, STORED);
    if (!range.ok) return range;
    const config = readConfig(env);
    const hosts = issuer.code === NATION ? config.issuers : [issuer];
    const views = await Promise.all(hosts.map((host) => divisionOf(env, host, host.code).verifications(range.value)));
    const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    const outcomes = views.flatMap((view) => view.outcomes);
    const codes = outcomes.flatMap((one) => (isIssuerCode(one.issuer) ? [one.issuer] : []));
    const trust = await trustWith({ env, config, own: issuer.code, now, later }, codes);
    return answer(200, {
      from: dateOfDay(range.value.first),
      to: dateOfDay(range.value.last),
      by,
      bins: binsOf(
        views.flatMap(({ hours }) => hours),
        range.value,
        now,
      ),
      outcomes: outcomesOf(outcomes, (code) => trust.issuers.get(code)?.name ?? config.byCode.get(code)?.name),
    });
  });

/** One bin for each hour or day of the range up to now, also without checks. */
function binsOf(hours: readonly HourBounds[], { first, last, by }: DayRange, now: number): Verifications["bins"] {
  const binOf = (hour: number) => (by === "hour" ? hour : firstHourOf(dayOfHour(hour)));
  const byBin = Map.groupBy(hours, ({ hour }) => binOf(hour));
  const step = by === "hour" ? 1 : firstHourOf(1) - firstHourOf(0);
  const bins: Verifications["bins"] = [];
  for (let bin = firstHourOf(first); bin < firstHourOf(last + 1) && bin <= hourOf(now); bin += step) {
    const all = byBin.get(bin) ?? [];
    const sum = (valid: number): Bounds => sumOf(all.filter((one) => one.valid === valid));
    bins.push({ at: instantOf(beginOfHour(bin)), valid: sum(1), refused: sum(0) });
  }
  return bins;
}

/** @param nameOf the name of an issuer that the register lists, or that this deployment hosts: a removed one keeps its name */
function outcomesOf(
  all: readonly OutcomeBounds[],
  nameOf: (code: IssuerCode) => Sentence | undefined,
): Verifications["outcomes"] {
  const groups = Map.groupBy(all, ({ issuer, outcome }) => `${issuer} ${outcome}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { issuer: code, outcome } = first;
    const issuer = code === UNKNOWN_ISSUER ? null : code;
    const name = nameOf(code as IssuerCode) ?? { zh: code, en: code };
    return [{ issuer, issuerName: issuer === null ? null : name, outcome, ...sumOf(group) }];
  });
}

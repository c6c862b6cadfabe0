/** The settings of a deployment for the suites of test/vectors/colours: an issuer per rule set, with all dates eight years later. Tests only. */
import { env } from "cloudflare:workers";
import type { ReadyRuleSet } from "../../../src/domain/rules/check-rule-set.ts";
import { SHIPPED_RULE_SETS } from "../../../src/domain/rules/shipped.ts";

export interface Seat {
  readonly issuer: string;
  readonly host: string;
  /** The code of a street, the address of the persons in the cases. */
  readonly address: string;
}

/** The issuer with all of Hubei's rule sets, which follow each other on their dates. */
export const HUBEI: Seat = { issuer: "42", host: "hubei.localhost", address: "420107001" };

export const HANGZHOU: Seat = { issuer: "3301", host: "hangzhou.localhost", address: "330102001" };

/** An issuer for each rule set, by the rule set's id. Hubei's two earlier sets ended in March 2020 and August 2021; here each has a city of its own, without an end. */
export const SEATS: Readonly<Record<string, Seat>> = {
  "hubei-2020-02": { issuer: "4202", host: "huangshi.localhost", address: "420202005" },
  "hubei-2020-03": { issuer: "4203", host: "shiyan.localhost", address: "420302001" },
  "hubei-2021-08": HUBEI,
  "hangzhou-2020-02": HANGZHOU,
  "nation-2020-02": { issuer: "0", host: "nation.localhost", address: "420107001" },
};

/**
 * The same day eight years later, in ISO 8601: no alarm rings by itself before the test moves the clock. The years 2028 and
 * 2029 have the same dates as 2020 and 2021, with the leap day.
 */
export function later(time: string): string;
export function later(time: string | null): string | null;
export function later(time: string | null): string | null {
  return time === null ? null : `${Number(time.slice(0, 4)) + 8}${time.slice(4)}`;
}

/** Replaces the shipped issuers and rule sets; call it before the first request. Returns what puts the shipped rule sets back. */
export function deploy(): () => void {
  const issuers = [HUBEI, ...Object.values(SEATS)].filter((seat, at, all) => all.indexOf(seat) === at);
  // Only shard 0, because it decides by new rules exactly at midnight; other shards would follow within a minute.
  const settings = { shards: 1, credentialsPerPhone: 1, credentialLifetimeMinutes: 60, coloursFrom: "2020-01-01T00:00:00+08:00" };
  const served = issuers.map(({ issuer, host }) => ({
    code: issuer,
    hosts: [host],
    name: { zh: issuer, en: issuer },
    ...settings,
  }));
  Object.assign(env, { YIMA_ISSUERS: JSON.stringify(served) });
  const dated = SHIPPED_RULE_SETS.map(({ ruleSet, conditions }) => ({
    conditions,
    ruleSet: { ...ruleSet, validFrom: later(ruleSet.validFrom), validUntil: later(ruleSet.validUntil) },
  }));
  const shipped = SHIPPED_RULE_SETS as ReadyRuleSet[];
  const before = shipped.splice(0, shipped.length, ...dated, ...dated.flatMap(alone));
  return () => void shipped.splice(0, shipped.length, ...before);
}

function alone({ ruleSet, conditions }: ReadyRuleSet): readonly ReadyRuleSet[] {
  const { issuer } = SEATS[ruleSet.id] ?? HUBEI;
  if (issuer === ruleSet.issuer) return [];
  return [{ conditions, ruleSet: { ...ruleSet, issuer, validFrom: "2028-01-01", validUntil: null } }];
}

/** A deployment for every suite of test/vectors/colours: an issuer per rule set, eight years later. Tests only. */
import { env } from "cloudflare:workers";
import type { ReadyRuleSet } from "../../../src/domain/rules/check-rule-set.ts";
import { SHIPPED_RULE_SETS } from "../../../src/domain/rules/shipped.ts";

export interface Seat {
  readonly issuer: string;
  readonly host: string;
  /** A street for the addresses of the cases' persons. */
  readonly address: string;
}

/** The issuer whose rule sets succeed each other on their own days. */
export const HUBEI: Seat = { issuer: "42", host: "hubei.localhost", address: "420107001" };

export const HANGZHOU: Seat = { issuer: "3301", host: "hangzhou.localhost", address: "330102001" };

/** The issuer under each rule set alone. Two of Hubei's held for days only: each holds without an end in a city of its own. */
export const SEATS: Readonly<Record<string, Seat>> = {
  "hubei-2020-02": { issuer: "4202", host: "huangshi.localhost", address: "420202005" },
  "hubei-2020-03": { issuer: "4203", host: "shiyan.localhost", address: "420302001" },
  "hubei-2021-08": HUBEI,
  "hangzhou-2020-02": HANGZHOU,
  "nation-2020-02": { issuer: "0", host: "nation.localhost", address: "420107001" },
};

/**
 * The same day eight years later, in ISO 8601: no alarm rings by itself before the test moves the clock. Eight years after 2020 the calendar
 * is the same, with the leap day.
 */
export function later(time: string): string;
export function later(time: string | null): string | null;
export function later(time: string | null): string | null {
  return time === null ? null : `${Number(time.slice(0, 4)) + 8}${time.slice(4)}`;
}

/** Replaces the shipped issuers and rule sets; call it before the first request. */
export function deploy(): void {
  const issuers = [HUBEI, ...Object.values(SEATS)].filter((seat, at, all) => all.indexOf(seat) === at);
  // One shard, number 0, turns to new rules exactly at midnight; others follow within a minute.
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
  Object.assign(SHIPPED_RULE_SETS, [...dated, ...dated.flatMap(alone)]);
}

function alone({ ruleSet, conditions }: ReadyRuleSet): readonly ReadyRuleSet[] {
  const { issuer } = SEATS[ruleSet.id] ?? HUBEI;
  if (issuer === ruleSet.issuer) return [];
  return [{ conditions, ruleSet: { ...ruleSet, issuer, validFrom: "2028-01-01", validUntil: null } }];
}

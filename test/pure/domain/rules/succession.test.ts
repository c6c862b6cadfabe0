/** The latest moment to adopt a rule set, and the delay after its beginning with which each shard decides by it. */
import { expect, test } from "vitest";
import { beginsSoon, takingFault, turnDelayMs } from "../../../../src/domain/rules/succession.ts";
import { aReadyRuleSet } from "./rule-sets.ts";

/** 2020-03-01T00:00+08:00 */
const BEGINS = Date.UTC(2020, 1, 29, 16);
const LEAD = 600_000;
const march = aReadyRuleSet({ validFrom: "2020-03-01" }).ruleSet;

test("an issuer may adopt its own rule set until ten minutes before it begins", () => {
  expect(takingFault([], march, "42", BEGINS - LEAD)).toBeNull();
  expect(takingFault([], march, "42", BEGINS - LEAD + 1)).toEqual({ code: "validity_too_soon", field: "/validFrom" });
  expect(takingFault([], march, "4201", BEGINS - LEAD)).toEqual({ code: "other_issuer", field: "/issuer" });
  expect([beginsSoon(march, BEGINS - LEAD), beginsSoon(march, BEGINS - LEAD + 1)]).toEqual([false, true]);
});

test("an issuer cannot adopt the same rule set twice", () => {
  expect(takingFault([march], march, "42", 0)).toEqual({ code: "wrong_value", field: "/version" });
});

test("shards turn at different moments within a minute", () => {
  expect([0, 1, 2, 3, 100].map(turnDelayMs)).toEqual([0, 37_082, 14_164, 51_246, 48_203]);
});

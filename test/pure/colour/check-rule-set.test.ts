/** Rule sets from outside: each fault with its place. */
import { describe, expect, it } from "vitest";
import { checkRuleSet } from "../../../src/domain/colour/check-rule-set.ts";
import { addRuleSet, ruleSetOn } from "../../../src/domain/colour/succession.ts";
import { SHIPPED_RULE_SETS } from "../../../src/domain/colour/shipped.ts";
import { aRow, aRuleSet, anOutcome, aReadyRuleSet } from "./rule-sets.ts";

describe("a rule set", () => {
  it("is ready when nothing is wrong with it", () => {
    const checked = checkRuleSet(aRuleSet());
    expect(checked.ok && checked.value.ruleSet).toEqual(aRuleSet());
  });

  it.for<readonly [string, unknown, string, string]>([
    ["is an object", [], "not_an_object", ""],
    ["is not null", null, "not_an_object", ""],
    ["is total", without("otherwise"), "not_total", "/otherwise"],
    ["has all its fields", without("validUntil"), "missing_field", "/validUntil"],
    ["has no other field", aRuleSet({ "a/b": 1 }), "unknown_field", "/a~1b"],
    ["has an id for an address", aRuleSet({ id: "Hubei 2" }), "wrong_value", "/id"],
    ["has an issuer", aRuleSet({ issuer: "420" }), "wrong_value", "/issuer"],
    ["has a version from 1", aRuleSet({ version: 0 }), "wrong_value", "/version"],
    ["has a title in English too", aRuleSet({ title: { zh: "规则", en: " " } }), "english_missing", "/title/en"],
    ["holds from a day that exists", aRuleSet({ validFrom: "2020-02-30" }), "wrong_value", "/validFrom"],
    ["holds until a day that exists", aRuleSet({ validUntil: "soon" }), "wrong_value", "/validUntil"],
    ["holds for a day at least", aRuleSet({ validUntil: "2020-02-29" }), "validity_reversed", "/validUntil"],
    ["has rows", aRuleSet({ rows: {} }), "wrong_value", "/rows"],
    ["has rows that are objects", aRuleSet({ rows: ["red"] }), "not_an_object", "/rows/0"],
    ["has a hundred rows at most", aRuleSet({ rows: Array.from({ length: 101 }, () => aRow()) }), "wrong_value", "/rows"],
    ["has rows with a condition", aRuleSet({ rows: [anOutcome()] }), "missing_field", "/rows/0/when"],
    ["has no row with a further field", aRuleSet({ rows: [aRow({ note: "" })] }), "unknown_field", "/rows/0/note"],
    ["has no two rows of one name", aRuleSet({ rows: [aRow(), aRow()] }), "row_repeated", "/rows/1/name"],
    [
      "has a name of its own for the rest",
      aRuleSet({ otherwise: anOutcome({ name: "listed" }) }),
      "row_repeated",
      "/otherwise/name",
    ],
    ["has names of letters", aRuleSet({ rows: [aRow({ name: "密接" })] }), "wrong_value", "/rows/0/name"],
    ["knows its colours", aRuleSet({ rows: [aRow({ colour: "blue" })] }), "wrong_value", "/rows/0/colour"],
    ["gives a colour", aRuleSet({ otherwise: anOutcome({ name: "rest", colour: "none" }) }), "wrong_value", "/otherwise/colour"],
    [
      "puts the graver colour first",
      aRuleSet({ rows: [aRow({ colour: "yellow" }), aRow({ name: "second", colour: "red" })] }),
      "precedence",
      "/rows/1/colour",
    ],
    ["knows the list that is the cause", aRuleSet({ rows: [aRow({ cause: "debtor" })] }), "wrong_value", "/rows/0/cause"],
    [
      "gives a reason in Chinese",
      aRuleSet({ rows: [aRow({ reason: { en: "Listed" } })] }),
      "chinese_missing",
      "/rows/0/reason/zh",
    ],
    ["gives a reason in English", aRuleSet({ rows: [aRow({ reason: { zh: "名单" } })] }), "english_missing", "/rows/0/reason/en"],
    ["says what ends it in English", aRuleSet({ rows: [aRow({ ends: { zh: "解除" } })] }), "english_missing", "/rows/0/ends/en"],
    ["says whom to ask in English", aRuleSet({ rows: [aRow({ ask: { zh: "社区" } })] }), "english_missing", "/rows/0/ask/en"],
    ["says why in a sentence", aRuleSet({ rows: [aRow({ reason: "名单" })] }), "not_an_object", "/rows/0/reason"],
    [
      "says so in two languages",
      aRuleSet({ rows: [aRow({ ask: { zh: "社区", en: "x", fr: "x" } })] }),
      "unknown_field",
      "/rows/0/ask/fr",
    ],
    [
      "says so shortly",
      aRuleSet({ rows: [aRow({ ask: { zh: "社区", en: "x".repeat(301) } })] }),
      "english_missing",
      "/rows/0/ask/en",
    ],
    ["lasts whole days", aRuleSet({ rows: [aRow({ lasts: { days: 0.5 } })] }), "wrong_value", "/rows/0/lasts/days"],
    ["lasts a year at most", aRuleSet({ rows: [aRow({ lasts: { days: 3650 } })] }), "wrong_value", "/rows/0/lasts/days"],
    ["lasts whole hours", aRuleSet({ rows: [aRow({ lasts: { hours: 0 } })] }), "wrong_value", "/rows/0/lasts/hours"],
    [
      "lasts by a count",
      aRuleSet({ rows: [aRow({ lasts: { days: 3, from: "health.fever" } })] }),
      "wrong_value",
      "/rows/0/lasts/from",
    ],
    ["lasts by a list", aRuleSet({ rows: [aRow({ lasts: { until: "peace" } })] }), "wrong_value", "/rows/0/lasts/until"],
    ["lasts in one way", aRuleSet({ rows: [aRow({ lasts: { days: 3, hours: 3 } })] }), "unknown_field", "/rows/0/lasts/days"],
    ["lasts in some way", aRuleSet({ rows: [aRow({ lasts: {} })] }), "missing_field", "/rows/0/lasts/days"],
    ["lasts for a time that is an object", aRuleSet({ rows: [aRow({ lasts: "long" })] }), "not_an_object", "/rows/0/lasts"],
    [
      "has conditions that can be evaluated",
      aRuleSet({ rows: [aRow({ when: { xor: [] } })] }),
      "unknown_operator",
      "/rows/0/when/xor",
    ],
    [
      "has conditions over the record",
      aRuleSet({ rows: [aRow({ when: { var: "debt" } })] }),
      "unknown_variable",
      "/rows/0/when/var",
    ],
  ])("%s", ([, value, code, field]) => {
    expect(checkRuleSet(value)).toEqual({ ok: false, refusal: { code, field } });
  });
});

describe("an issuer's rule sets", () => {
  const february = aReadyRuleSet({ id: "february", validFrom: "2020-02-01", validUntil: "2020-03-01" });
  const march = aReadyRuleSet({ id: "march", validFrom: "2020-03-01", validUntil: null });

  it("follow each other without a gap", () => {
    const both = addRuleSet([march], february);
    expect(both).toEqual({ ok: true, value: [february, march] });
    expect(["2020-01-31", "2020-02-01", "2020-02-29", "2020-03-01"].map((day) => idOn([february, march], day))).toEqual([
      undefined,
      "february",
      "february",
      "march",
    ]);
  });

  it.for<readonly [string, object]>([
    ["the last day of one is the first of the other", { validFrom: "2020-02-15", validUntil: "2020-03-02" }],
    ["one lies within the other", { validFrom: "2020-03-05", validUntil: "2020-03-06" }],
    ["both have no end", { validFrom: "2020-02-15", validUntil: null }],
  ])("do not overlap: %s", ([, validity]) => {
    expect(addRuleSet([march], aReadyRuleSet({ id: "other", ...validity }))).toEqual({
      ok: false,
      refusal: { code: "validity_overlap", field: "/validFrom" },
    });
  });

  it("may hold at the same time as another issuer's", () => {
    expect(addRuleSet([march], aReadyRuleSet({ id: "city", issuer: "4201", validFrom: "2020-03-01" })).ok).toBe(true);
    expect(idOn([march], "2020-03-01", "4201")).toBeUndefined();
  });

  it("are changed by a higher version, which takes the earlier one's place", () => {
    const second = aReadyRuleSet({ id: "march", version: 2, validFrom: "2020-03-01" });
    expect(addRuleSet([february, march], second)).toEqual({ ok: true, value: [february, second] });
    expect(addRuleSet([second], march)).toEqual({ ok: false, refusal: { code: "wrong_value", field: "/version" } });
  });
});

it("the five of product.md ship, each on its day", () => {
  const on = (issuer: string, day: string) => idOn(SHIPPED_RULE_SETS, day, issuer);
  expect([
    on("42", "2020-02-29"),
    on("42", "2020-03-10"),
    on("42", "2021-08-18"),
    on("3301", "2020-02-11"),
    on("0", "2020-02-29"),
  ]).toEqual(["hubei-2020-02", "hubei-2020-03", "hubei-2021-08", "hangzhou-2020-02", "nation-2020-02"]);
  expect([on("42", "2020-02-28"), on("4201", "2020-03-10")]).toEqual([undefined, undefined]);
});

function idOn(sets: Parameters<typeof ruleSetOn>[0], day: string, issuer = "42"): string | undefined {
  return ruleSetOn(sets, issuer, day)?.ruleSet.id;
}

function without(name: string): object {
  return Object.fromEntries(Object.entries(aRuleSet()).filter(([key]) => key !== name));
}

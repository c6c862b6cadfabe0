/** The checks of a rule set that somebody proposes, each fault with its place in the document; and the succession of an issuer's rule sets. */
import { describe, expect, it } from "vitest";
import { checkRuleSet } from "../../../../src/domain/rules/check-rule-set.ts";
import { RULE_SET_SENTENCES } from "../../../../src/domain/rules/rule-words.ts";
import { addRuleSet, endOf, inOrder, nextSuccession, outcomeOf, ruleSetOn } from "../../../../src/domain/rules/succession.ts";
import { SHIPPED_RULE_SETS } from "../../../../src/domain/rules/shipped.ts";
import { REFUSED } from "../../../support/refused-rule-sets.ts";
import { aRow, aRuleSet, aReadyRuleSet } from "./rule-sets.ts";

describe("a rule set", () => {
  it("is ready when it has no fault", () => {
    const checked = checkRuleSet(aRuleSet());
    expect(checked.ok && checked.value.ruleSet).toEqual(aRuleSet());
  });

  it.for(REFUSED)("$description", ({ ruleSet, refusal }) => {
    expect(checkRuleSet(ruleSet)).toEqual({ ok: false, refusal });
  });

  it("has at most a hundred rows", () => {
    const refusal = { code: "wrong_value", field: "/rows" };
    expect(checkRuleSet(aRuleSet({ rows: Array.from({ length: 101 }, () => aRow()) }))).toEqual({ ok: false, refusal });
  });

  it.for<readonly [string, object]>([
    ["a hundred rows", { rows: Array.from({ length: 100 }, (_, index) => aRow({ name: `row_${index}` })) }],
    ["no rows", { rows: [] }],
    ["an id of 40 characters", { id: "x".repeat(40) }],
    ["a row's name of 40 characters", { rows: [aRow({ name: "x".repeat(40) })] }],
    ["a sentence of 300 characters", { title: { zh: "一".repeat(300), en: "x".repeat(300) } }],
    ["a colour for 366 days", { rows: [aRow({ lasts: { days: 366 } })] }],
    ["a colour for a day from a count", { rows: [aRow({ lasts: { days: 1, from: "checkIn.days" } })] }],
    ["a colour for 8,784 hours", { rows: [aRow({ lasts: { hours: 8784 } })] }],
    ["a colour for an hour", { rows: [aRow({ lasts: { hours: 1 } })] }],
    ["a colour until an entry ends", { rows: [aRow({ lasts: { until: "confirmed" } })] }],
    ["a day", { validUntil: "2020-03-01" }],
  ])("may have %s", ([, changes]) => {
    const checked = checkRuleSet(aRuleSet(changes));
    expect(checked.ok && checked.value.ruleSet).toEqual(aRuleSet(changes));
  });

  it.for<readonly [string, object, string, string]>([
    ["an id of 41 characters", { id: "x".repeat(41) }, "wrong_value", "/id"],
    ["an id that is no text", { id: 7 }, "wrong_value", "/id"],
    ["a version that is no whole number", { version: 1.5 }, "wrong_value", "/version"],
    ["a day that is no text", { validFrom: 20_200_229 }, "wrong_value", "/validFrom"],
    ["a sentence of 301 characters", { title: { zh: "一".repeat(301), en: "x" } }, "chinese_missing", "/title/zh"],
    ["a title that is null", { title: null }, "not_an_object", "/title"],
    ["a title that is a list", { title: [] }, "not_an_object", "/title"],
    ["a row that is null", { rows: [null] }, "not_an_object", "/rows/0"],
    ["a colour for 367 days", { rows: [aRow({ lasts: { days: 367 } })] }, "wrong_value", "/rows/0/lasts/days"],
    ["a colour for no day", { rows: [aRow({ lasts: { days: 0 } })] }, "wrong_value", "/rows/0/lasts/days"],
    ["a colour for 8,785 hours", { rows: [aRow({ lasts: { hours: 8785 } })] }, "wrong_value", "/rows/0/lasts/hours"],
    ["a colour for a list", { rows: [aRow({ lasts: [] })] }, "not_an_object", "/rows/0/lasts"],
    ["a count that is no text", { rows: [aRow({ lasts: { days: 1, from: 7 } })] }, "wrong_value", "/rows/0/lasts/from"],
    [
      "an entry's end and days",
      { rows: [aRow({ lasts: { until: "confirmed", days: 1 } })] },
      "unknown_field",
      "/rows/0/lasts/days",
    ],
    ["a second row of the first one's name", { rows: [aRow(), aRow({ name: "other" }), aRow()] }, "row_repeated", "/rows/2/name"],
    ["~ and / in a name", { "~/": 1 }, "unknown_field", "/~0~1"],
  ])("may not have %s", ([, changes, code, field]) => {
    expect(checkRuleSet(aRuleSet(changes))).toEqual({ ok: false, refusal: { code, field } });
  });

  it("has a test case for each fault of its own", () => {
    const inContext = ["validity_overlap", "validity_too_soon", "other_issuer"];
    const reached = new Set(REFUSED.map(({ refusal }) => refusal.code));
    expect([...reached, ...inContext].toSorted()).toEqual(Object.keys(RULE_SET_SENTENCES).toSorted());
  });
});

describe("an issuer's rule sets", () => {
  const february = aReadyRuleSet({ id: "february", validFrom: "2020-02-01", validUntil: "2020-03-01" });
  const march = aReadyRuleSet({ id: "march", validFrom: "2020-03-01", validUntil: null });
  const april = aReadyRuleSet({ id: "april", validFrom: "2020-04-01", validUntil: "2020-05-01" });

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

  it("are ordered by their first days, and keep their given order within a day", () => {
    const again = aReadyRuleSet({ id: "again", validFrom: "2020-03-01" });
    expect(inOrder([april, march, again, february])).toEqual([february, march, again, april]);
    expect(inOrder([again, february, april, march])).toEqual([february, again, march, april]);
  });

  it("end the earlier open one for good", () => {
    const sets = [february, march, april];
    expect(addRuleSet([february, march], april)).toEqual({ ok: true, value: sets });
    expect(["2020-03-31", "2020-04-01", "2020-05-01"].map((day) => idOn(sets, day))).toEqual(["march", "april", undefined]);
    expect(sets.map(({ ruleSet }) => endOf(sets, ruleSet))).toEqual(["2020-03-01", "2020-04-01", "2020-05-01"]);
  });

  it.for<readonly [string, object, string]>([
    ["the last day of one is the first of the other", { validFrom: "2020-03-31", validUntil: "2020-04-02" }, "/validUntil"],
    ["one begins within the other", { validFrom: "2020-04-30", validUntil: null }, "/validFrom"],
    ["both begin on one day", { validFrom: "2020-03-01", validUntil: "2020-03-02" }, "/validFrom"],
  ])("do not overlap: %s", ([, validity, field]) => {
    expect(addRuleSet([march, april], aReadyRuleSet({ id: "other", ...validity }))).toEqual({
      ok: false,
      refusal: { code: "validity_overlap", field },
    });
  });

  it("may hold at the same time as those of another issuer", () => {
    expect(addRuleSet([march], aReadyRuleSet({ id: "city", issuer: "4201", validFrom: "2020-03-01" })).ok).toBe(true);
    expect(idOn([march], "2020-03-01", "4201")).toBeUndefined();
  });

  it.for<readonly [string, object, string]>([
    ["the version of one that is there", { id: "march", validFrom: "2020-06-01" }, "/version"],
    ["the name of another issuer's", { id: "march", issuer: "4201", version: 2, validFrom: "2020-06-01" }, "/id"],
  ])("are refused under %s", ([, changes, field]) => {
    expect(addRuleSet([march], aReadyRuleSet(changes))).toEqual({ ok: false, refusal: { code: "wrong_value", field } });
  });

  it("explain a decision with the sentences of the version that made it", () => {
    const second = aReadyRuleSet({ id: "march", version: 2, validFrom: "2020-06-01", rows: [aRow({ name: "changed" })] });
    const by = (version: number, row: string) => outcomeOf([march, second], { ruleSet: "march", version, row })?.name;
    expect([by(1, "listed"), by(2, "changed"), by(2, "listed")]).toEqual(["listed", "changed", undefined]);
    expect([by(3, "listed"), by(3, "changed"), by(1, "nothing_found")]).toEqual(["listed", undefined, "nothing_found"]);
  });
});

it("a city without its own rules has a succession when its province's rules change, and when its own begin and end", () => {
  const sets = [
    aReadyRuleSet({ id: "nation", issuer: "0", validFrom: "2020-01-01" }),
    aReadyRuleSet({ id: "province", validFrom: "2020-03-01" }),
    aReadyRuleSet({ id: "city", issuer: "4201", validFrom: "2020-04-01", validUntil: "2020-05-01" }),
    aReadyRuleSet({ id: "nation-later", issuer: "0", validFrom: "2020-06-01" }),
  ];
  const from = ["2020-02-01", "2020-03-01", "2020-04-01", "2020-05-01"];
  expect(from.map((day) => nextSuccession(sets, "4201", day))).toEqual(["2020-03-01", "2020-04-01", "2020-05-01", null]);
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

/** What the gate shows for each colour and each refusal. */
import { expect, test } from "vitest";
import { COLOURS } from "../../../src/domain/code/claims.ts";
import { refusalVerdictOf, verdictOf } from "../../../src/pwa/workbench/verdict.ts";

const DECLARED_AT = 1_582_970_520_000;

test("a code without colours says that its holder declared, and passes", () => {
  expect(verdictOf("none", DECLARED_AT, "ask")).toEqual({
    tone: "declared",
    shape: "none",
    word: { zh: "已申报", en: "Declared" },
    passes: true,
  });
});

test("a code without colours and without a declaration stops", () => {
  expect(verdictOf("none", null, "passes")).toMatchObject({ tone: "amber", word: { zh: "未申报" }, passes: false });
});

test("what the policy lets pass sounds like a pass; what it asks about only without colours, where it asks to register", () => {
  const passing = (["passes", "ask", "does_not_pass"] as const).map((answer) =>
    COLOURS.filter((colour) => verdictOf(colour, DECLARED_AT, answer).passes),
  );
  expect(passing).toEqual([[...COLOURS], ["none"], []]);
});

test("green that does not pass here is not green over the whole screen", () => {
  expect(verdictOf("green", DECLARED_AT, "does_not_pass")).toMatchObject({
    tone: "amber",
    shape: "yellow",
    word: { zh: "绿码 此处不通行" },
    passes: false,
  });
  expect(verdictOf("green", DECLARED_AT, "ask")).toMatchObject({ tone: "green", word: { zh: "绿码 请查验" }, passes: false });
});

test("each colour has a tone, a shape and a word of its own", () => {
  const verdicts = COLOURS.map((colour) => verdictOf(colour, DECLARED_AT, "passes"));
  for (const part of ["tone", "shape"] as const)
    expect(new Set(verdicts.map((verdict) => verdict[part])).size).toBe(COLOURS.length);
  expect(verdicts.map((verdict) => verdict.word.zh)).toEqual([
    "已申报",
    "灰码 暂未赋码",
    "绿码 通过",
    "黄码 请留步",
    "红码 请留步",
    "橙码 请留步",
  ]);
});

test("a forged signature is red, an old picture amber", () => {
  expect(refusalVerdictOf({ code: "signature_invalid" })).toMatchObject({ tone: "red", shape: "red", word: { zh: "码不可信" } });
  expect(refusalVerdictOf({ code: "proof_too_old", proofTime: DECLARED_AT, ageSeconds: 240 })).toMatchObject({
    tone: "amber",
    shape: "yellow",
    word: { zh: "码已过时" },
  });
});

test("a holder's fast clock is named as such", () => {
  expect(refusalVerdictOf({ code: "clock_skew", offsetSeconds: 73 })).toMatchObject({ tone: "amber", word: { zh: "时间不对" } });
});

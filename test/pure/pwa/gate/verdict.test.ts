/** The screen of the gate for each colour and each refusal. */
import { expect, test } from "vitest";
import { type Claims, type CodeColour, COLOURS } from "../../../../src/domain/code/claims.ts";
import type { LocalColour } from "../../../../src/domain/federation/colour-table.ts";
import type { Answer } from "../../../../src/domain/passage/passage.ts";
import { agedVerdict, documentCheckOf, refusalVerdictOf, verdictOf } from "../../../../src/pwa/gate/verdict.ts";
import type { VerifiedCode } from "../../../../src/token/code/verify.ts";
import { anIssuerCode, NOW, someClaims } from "../../../support/code.ts";

const DECLARED_AT = 1_582_970_520_000;

test("a code without colours states that its holder declared, and passes", () => {
  expect(verdictOf("none", DECLARED_AT, "ask")).toEqual({
    tone: "declared",
    shape: "none",
    word: { zh: "已申报", en: "Declared" },
    answer: "passes",
  });
});

test("a code without colours and without a declaration does not pass", () => {
  expect(verdictOf("none", null, "passes")).toMatchObject({ tone: "amber", word: { zh: "未申报" }, answer: "does_not_pass" });
});

test("the sound follows the policy, except for a declared code without colours, which is registered where the policy asks", () => {
  const sounds = (["passes", "ask", "does_not_pass"] as const).map((answer) =>
    COLOURS.map((colour) => verdictOf(colour, DECLARED_AT, answer).answer),
  );
  const otherAnswers = ["passes", "ask", "ask", "ask", "ask", "ask"];
  expect(sounds).toEqual([Array(6).fill("passes"), otherAnswers, Array(6).fill("does_not_pass")]);
});

test("green that does not pass here, or that is to be checked, does not fill the screen with green", () => {
  expect(verdictOf("green", DECLARED_AT, "does_not_pass")).toMatchObject({
    tone: "amber",
    shape: "yellow",
    word: { zh: "绿码 此处不通行" },
  });
  expect(verdictOf("green", DECLARED_AT, "ask")).toMatchObject({ tone: "question", shape: "green", word: { zh: "绿码 请查验" } });
});

test("grey that the policy asks about has a screen in no code's colour; yellow and red keep their screens", () => {
  expect(verdictOf("grey", DECLARED_AT, "ask")).toMatchObject({ tone: "question", shape: "grey", word: { zh: "灰码 请查验" } });
  expect((["yellow", "red"] as const).map((colour) => verdictOf(colour, DECLARED_AT, "ask").tone)).toEqual(["yellow", "red"]);
});

test("each colour has its own tone, shape and word", () => {
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

test("a paper code has the verdict of its list; one that passes looks like any declared code", () => {
  const verdicts = (["ask", "stop", "passes"] as const).map((paper) => verdictOf("none", DECLARED_AT, "ask", paper));
  expect(verdicts.map(({ tone, word }) => [tone, word.zh])).toEqual([
    ["question", "纸质码 请查验"],
    ["red", "纸质码 请留步"],
    ["declared", "已申报"],
  ]);
});

function aCode(changes: Parameters<typeof someClaims>[0]): VerifiedCode {
  const claims = someClaims(changes) as Exclude<Claims, { readonly kind: "specimen" }>;
  const paper = claims.kind === "paper" ? "ask" : null;
  return { claims, paper, expiresAt: NOW, proofTime: NOW, clockOffsetSeconds: 0, statusChecked: false };
}

test("fresh, dated and old data change no verdict", () => {
  for (const age of ["fresh", "dated", "old"] as const)
    for (const colour of COLOURS)
      expect(agedVerdict(aCode({ colour }), "passes", age)).toEqual(verdictOf(colour, DECLARED_AT, "passes"));
});

test("by data that are too old nobody passes: the gate asks, and yellow, orange and red keep their screens", () => {
  const looks = (age: "ask" | "unknown") =>
    COLOURS.map((colour) => {
      const { tone, shape, word, answer } = agedVerdict(aCode({ colour }), "passes", age);
      return [tone, shape, word.zh, answer];
    });
  const stops = [
    ["yellow", "yellow", "黄码 请留步", "ask"],
    ["red", "red", "红码 请留步", "ask"],
    ["orange", "orange", "橙码 请留步", "ask"],
  ];
  expect(looks("ask")).toEqual([
    ["question", "none", "已申报 请查验", "ask"],
    ["question", "grey", "灰码 请查验", "ask"],
    ["question", "green", "绿码 请查验", "ask"],
    ...stops,
  ]);
  const uncertain = ["question", "yellow", "不能确定 请查验", "ask"];
  expect(looks("unknown")).toEqual([uncertain, uncertain, uncertain, ...stops]);
});

test("the age of the data relaxes no stop of a policy, and leaves a paper code as it is", () => {
  const stop = verdictOf("green", DECLARED_AT, "does_not_pass");
  expect(agedVerdict(aCode({ colour: "green" }), "does_not_pass", "unknown")).toEqual(stop);
  expect(agedVerdict(aCode({ declaredAt: null }), "passes", "unknown")).toMatchObject({ word: { zh: "未申报" } });
  expect(agedVerdict(aCode({ kind: "paper" }), "ask", "unknown")).toMatchObject({ word: { zh: "纸质码 请查验" } });
});

test("data that are too old ask for the document of a code without flags", () => {
  const checks = (["old", "ask", "unknown"] as const).map((age) => documentCheckOf({ kind: "live", flags: [] }, age)?.zh);
  expect(checks).toEqual([undefined, "核对证件", "核对证件"]);
});

test("a flagged code and a paper code ask the collector for the document, in one line", () => {
  const checks = [
    { kind: "live", flags: [] },
    { kind: "live", flags: ["identity_unchecked"] },
    { kind: "live", flags: ["other_phone"] },
    { kind: "live", flags: ["identity_unchecked", "other_phone"] },
    { kind: "paper", flags: [] },
    { kind: "paper", flags: ["identity_unchecked"] },
  ] as const;
  expect(checks.map((one) => documentCheckOf(one)?.zh)).toEqual([
    undefined,
    "核对证件",
    "代管 · 核对证件",
    "代管 · 核对证件",
    "纸质码 · 核对证件",
    "纸质码 · 核对证件",
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

test("a code of the nation where a region has its own is amber, one of another region red", () => {
  const refused = { code: "region_foreign", community: "510106001001" } as const;
  expect(["0", "44"].map((issuer) => refusalVerdictOf({ ...refused, issuer: anIssuerCode(issuer) }))).toMatchObject([
    { tone: "amber", word: { zh: "请换当地的码" }, answer: "does_not_pass" },
    { tone: "red", word: { zh: "码不可信" }, answer: "does_not_pass" },
  ]);
});

test("a fast clock of the holder is named as the cause", () => {
  expect(refusalVerdictOf({ code: "clock_skew", offsetSeconds: 73 })).toMatchObject({ tone: "amber", word: { zh: "时间不对" } });
});

test("a colour that is another one here looks like the local one and names both; without a meaning here nobody passes by it", () => {
  const looks = (colour: CodeColour, local: LocalColour, answer: Answer) => {
    const { tone, shape, word, answer: given } = agedVerdict(aCode({ colour }), answer, "fresh", local);
    return [tone, shape, word.zh, word.en, given];
  };
  const both = ["橙码 本地按黄码", "Orange: yellow here"];
  expect(looks("orange", "yellow", "does_not_pass")).toEqual(["yellow", "yellow", ...both, "does_not_pass"]);
  expect(looks("yellow", "red", "does_not_pass")).toEqual(["red", "red", "黄码 本地按红码", "Yellow: red here", "does_not_pass"]);
  expect(looks("yellow", "green", "passes")).toEqual(["green", "green", "黄码 本地按绿码", "Yellow: green here", "passes"]);
  expect(looks("yellow", "green", "ask")).toEqual(["question", "green", "黄码 本地按绿码", "Yellow: green here", "ask"]);
  expect(looks("green", "unknown", "ask")).toEqual(["question", "green", "绿码 请查验", "Green: check", "ask"]);
  expect(looks("red", "unknown", "does_not_pass")).toEqual(["red", "red", "红码 请留步", "Red: stop", "does_not_pass"]);
  expect(agedVerdict(aCode({ colour: "yellow" }), "passes", "ask", "green")).toMatchObject({ answer: "ask" });
});

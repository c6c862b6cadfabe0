/** What the page /check says of a verified code, for each colour and each age of the data. */
import { expect, test } from "vitest";
import { type Claims, COLOURS } from "../../../../src/domain/code/claims.ts";
import type { LocalColour } from "../../../../src/domain/federation/colour-table.ts";
import { findingOf } from "../../../../src/pwa/check/finding.ts";
import type { VerifiedCode } from "../../../../src/token/code/verify.ts";
import { NOW, someClaims } from "../../../support/code.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HUBEI = { zh: "湖北省", en: "Hubei" };

function aCode(changes: Parameters<typeof someClaims>[0]): VerifiedCode {
  const claims = someClaims(changes) as Exclude<Claims, { readonly kind: "specimen" }>;
  const paper = claims.kind === "paper" ? "ask" : null;
  return { claims, paper, expiresAt: NOW + HOUR, proofTime: NOW, clockOffsetSeconds: 0, statusChecked: false };
}

/** @param listMs the age of the list; null without one */
function find(
  changes: Parameters<typeof someClaims>[0],
  listMs: number | null = MINUTE,
  filesMs = MINUTE,
  isForeign = true,
  local?: LocalColour,
) {
  const times = { isForeign, filesAtMs: NOW - filesMs, listAtMs: listMs === null ? null : NOW - listMs };
  return findingOf(aCode(changes), times, HUBEI, NOW, local);
}

test("by fresh data each colour is valid with its own word, and only green and a declaration sound good", () => {
  const verdicts = COLOURS.map((colour) => find({ colour }).verdict);
  expect(verdicts.map(({ tone, word, answer }) => [tone, word.zh, answer])).toEqual([
    ["declared", "有效 已申报", "passes"],
    ["grey", "灰码 码有效", "ask"],
    ["green", "有效 绿码", "passes"],
    ["yellow", "黄码 码有效", "ask"],
    ["red", "红码 码有效", "ask"],
    ["orange", "橙码 码有效", "ask"],
  ]);
  expect(COLOURS.flatMap((colour) => find({ colour }).unknown)).toEqual([]);
});

test("a holder who has not declared does not get a good verdict", () => {
  expect(find({ declaredAt: null }).verdict).toMatchObject({ tone: "amber", word: { zh: "码有效 未申报" }, answer: "ask" });
});

test.each([null, 24 * HOUR, 72 * HOUR])(
  "without a list, or with one of a day or more, no verdict is good or called valid (%s)",
  (listMs) => {
    for (const colour of COLOURS) {
      const { verdict, unknown } = find({ colour }, listMs);
      expect(verdict.word.zh).toMatch(/ 不能确定$/);
      expect(["declared", "green", "grey"]).not.toContain(verdict.tone);
      expect(["none", "green"]).not.toContain(verdict.shape);
      expect(verdict.answer).toBe("ask");
      expect(unknown[0]?.zh).toContain("撤销名单");
    }
    expect(find({ colour: "red" }, listMs).verdict).toMatchObject({ tone: "red", shape: "red" });
  },
);

test("the reason of a missing list names the issuer", () => {
  expect(find({ colour: "green" }, null).unknown[0]?.zh).toContain("本机没有取到湖北省的撤销名单");
});

test("an old list makes the verdict amber, except for colours that promise nothing, and says from when it is", () => {
  const { verdict, unknown } = find({ colour: "green" }, 2 * HOUR);
  expect(verdict).toMatchObject({ tone: "amber", shape: "yellow", word: { zh: "绿码 资料较旧" }, answer: "ask" });
  expect(find({ colour: "red" }, 2 * HOUR).verdict).toMatchObject({ tone: "red", shape: "red", word: { zh: "红码 资料较旧" } });
  expect(unknown.map(({ zh }) => zh)).toEqual(["撤销名单是 今天 10:00 的：之后撤销的码，本机认不出。请联网再扫。"]);
});

test("files are named from 15 minutes on, and warned of from 12 hours on", () => {
  const words = (filesMs: number) => find({ colour: "green" }, MINUTE, filesMs).unknown.map(({ zh }) => zh);
  expect([words(14 * MINUTE), words(HOUR), words(13 * HOUR)]).toEqual([
    [],
    ["按本机 今天 11:00 的资料核验。"],
    ["按本机 昨天 23:00 的资料核验。之后的变动，本机不知道。请联网再扫。"],
  ]);
  expect(find({ colour: "green" }, MINUTE, 13 * HOUR).verdict).toMatchObject({ tone: "amber", answer: "ask" });
});

test("keys of the own issuer are doubted only after 30 days: they do not depend on the nation", () => {
  const own = (filesMs: number) => find({ colour: "green" }, MINUTE, filesMs, false);
  expect(own(13 * HOUR).verdict.word.zh).toBe("有效 绿码");
  expect(own(13 * HOUR).unknown).toEqual([]);
  expect(own(31 * 24 * HOUR).verdict).toMatchObject({ tone: "question", word: { zh: "绿码 不能确定" }, answer: "ask" });
});

test("a paper code is never certain here: its list is not public", () => {
  const { verdict, unknown } = find({ kind: "paper" }, null);
  expect(verdict).toMatchObject({ tone: "question", word: { zh: "纸质码 不能确定" }, answer: "ask" });
  expect(unknown[0]?.zh).toContain("请核对身份证件");
});

test("a colour that is another one here, or none, is named with both, and a good one does not look good", () => {
  const looks = (colour: "green" | "orange", local: LocalColour) => {
    const { verdict, meaning } = find({ colour }, MINUTE, MINUTE, true, local);
    return [verdict.tone, verdict.shape, verdict.word.zh, verdict.answer, meaning?.zh];
  };
  const orange = "湖北省的橙码，按两地公布的码色含义，在本地相当于黄码，按黄码办。";
  expect(looks("orange", "yellow")).toEqual(["orange", "orange", "橙码 本地按黄码", "ask", orange]);
  const unknown = "湖北省的绿码：还不知道它在本地相当于什么码色。请核对证件，按现场规定查验。";
  expect(looks("green", "unknown")).toEqual(["question", "yellow", "绿码 请查验", "ask", unknown]);
  expect(looks("green", "yellow")[0]).toBe("yellow");
});

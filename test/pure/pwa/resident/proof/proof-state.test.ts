/** What 实名核验 says in each state: what is missing, what to do, and whether the phone can ask again itself. */
import { expect, test } from "vitest";
import type { Person } from "../../../../../src/contract/people.ts";
import { proofState } from "../../../../../src/pwa/resident/proof/proof-state.ts";

type Proof = Person["proof"];

const PROOF: Proof = {
  level: "none",
  at: null,
  source: "",
  reference: "",
  answer: null,
  differs: null,
  endsAt: null,
  frozen: false,
  asked: true,
};
const ENDS = { level: "earlier", endsAt: "2026-12-12T00:00:00.000Z" } as const;
const LATER = "稍后自动再试，不用您做什么。";
const IN_PERSON = "带证件到社区当面核验。";
const AGAIN = "点“再次核验”。";
const CARRIER = "到运营商把这个手机号登记到您本人名下，再点“再次核验”。";
const NOT_ME = "此人不是您：到“家人”里移除，再登记您自己。";
const MISTYPED = ["登记时写错了：到“家人”里移除，再照证件登记。", "没有写错：带证件到社区当面核验。"];

const stateOf = (proof: Partial<Proof>, relation: Person["relation"] = "self") =>
  proofState({ relation, proof: { ...PROOF, ...proof } });

test.each<[string, Partial<Proof>, string]>([
  ["held by this phone", { level: "holder", answer: "match" }, "姓名、证件号码和手机号核对一致。"],
  ["seen in person", { level: "in_person" }, "管理人员当面看过证件。"],
  ["of before, not asked about yet", { level: "earlier" }, "登记时还没有实名核验，现在照常使用。"],
  ["of before, without an answer", { level: "earlier", answer: "busy" }, "登记时还没有实名核验，现在照常使用。"],
])("a proof that is %s lacks nothing", (_, proof, sentence) => {
  const state = stateOf(proof);
  expect([state.isComplete, state.sentence.zh, state.ways]).toEqual([true, sentence, []]);
});

test("an account without a phone number is told of no phone number, and proves itself where it logs in", () => {
  const without = (proof: Partial<Proof>, relation: Person["relation"] = "self") =>
    proofState({ relation, proof: { ...PROOF, ...proof } }, false);
  for (const proof of [
    { answer: "match" },
    { answer: "busy" },
    { answer: "no_match", differs: "phone" },
    { asked: false },
  ] as const)
    expect(without({ level: "document", ...proof })).toEqual({
      isComplete: false,
      sentence: expect.objectContaining({ zh: "这个账号没有手机号，核验机构只能核对姓名和证件号码。" }),
      ways: [
        { zh: "退出登录，再用登录平台登录一次。", en: "Log out, and log in with the login platform again." },
        expect.objectContaining({ zh: IN_PERSON }),
      ],
      asksAgain: false,
    });
  expect(without({ level: "holder" }).sentence.zh).toBe("登录平台核对过姓名和证件号码，这个账号是本人的。");
  expect(without({ level: "none" }).asksAgain).toBe(true);
  expect(without({ level: "document", answer: "match" }, "child").isComplete).toBe(true);
});

test("the dependant of a phone needs no more than name and number", () => {
  expect(stateOf({ level: "document", answer: "match" }, "child")).toMatchObject({ isComplete: true, asksAgain: false });
});

test.each<[string, Partial<Proof>, string, readonly string[]]>([
  ["nobody has answered yet", { answer: "busy" }, "核验机构暂时没有应答。", [LATER]],
  ["the authority does not know the person", { answer: "unknown" }, "核验机构查无此人。", [IN_PERSON]],
  ["the name differs", { answer: "no_match", differs: "name" }, "这个证件号码登记的是另一个姓名。", MISTYPED],
  ["the number differs", { answer: "no_match", differs: "document" }, "这个姓名登记的是另一个证件号码。", MISTYPED],
  ["something differs", { answer: "no_match" }, "姓名与证件号码不一致。", MISTYPED],
  ["nobody was asked", {}, "还没有核验。", [AGAIN, IN_PERSON]],
  ["there is no authority", { asked: false }, "本地没有接入身份核验机构。", [IN_PERSON]],
  ["a proof of before ends", { ...ENDS, answer: "unknown" }, "核验机构查无此人。", [IN_PERSON]],
  [
    "a proof of before ends for the phone",
    { ...ENDS, answer: "no_match", differs: "phone" },
    "手机号与登记的不一致：核验机构登记的是另一个手机号。",
    [CARRIER, IN_PERSON, NOT_ME],
  ],
  [
    "the phone differs",
    { level: "document", answer: "no_match", differs: "phone" },
    "手机号与登记的不一致：核验机构登记的是另一个手机号。",
    [CARRIER, IN_PERSON, NOT_ME],
  ],
  ["the phone waits for an answer", { level: "document", answer: "busy" }, "手机号还没有核对：核验机构暂时没有应答。", [LATER]],
  ["the phone was not asked about", { level: "document", answer: "match" }, "手机号还没有核对。", [AGAIN, IN_PERSON]],
  ["the phone cannot be asked about", { level: "document", asked: false }, "手机号还没有核对。", [IN_PERSON]],
  [
    "two phones contradict each other",
    { frozen: true },
    "两部手机都说是本人，暂时都不算核验。",
    ["请带证件到社区，由社区核实后认定。"],
  ],
])("where %s, the state says so and what to do", (_, proof, sentence, ways) => {
  const state = stateOf(proof);
  expect([state.isComplete, state.sentence.zh, state.ways.map(({ zh }) => zh)]).toEqual([false, sentence, ways]);
});

test("who cannot ask again is not told to: a dependant goes to the community", () => {
  expect(stateOf({}, "parent").ways.map(({ zh }) => zh)).toEqual([IN_PERSON]);
});

test.each<[string, Partial<Proof>, Person["relation"], boolean]>([
  ["a phone without a proof", {}, "self", true],
  ["a phone with a proof of before", { level: "earlier" }, "self", true],
  ["a phone whose number differs", { level: "document" }, "self", true],
  ["a phone with a proof", { level: "holder" }, "self", false],
  ["a phone that was proved in person", { level: "in_person" }, "self", false],
  ["a contradicted phone", { frozen: true }, "self", false],
  ["a phone without an authority", { asked: false }, "self", false],
  ["the phone of a dependant", {}, "child", false],
])("whether %s can ask again", (_, proof, relation, asksAgain) => {
  expect(stateOf(proof, relation).asksAgain).toBe(asksAgain);
});

/** The shipped passage policies, row by row: the answer of a gate to each colour, category and origin. */
import { expect, it } from "vitest";
import { CATEGORIES, type Category } from "../../../../src/domain/declaration/declaration.ts";
import { PASSAGE_POLICIES } from "../../../../src/domain/passage/policies.ts";
import {
  type Level,
  type PassageQuery,
  type PassagePolicy,
  passage,
  passageAt,
  policyAt,
} from "../../../../src/domain/passage/passage.ts";

const XIAOGAN = "420902001001";
const XIAOCHANG = "420921100001";
const WUHAN = "420107011001";
const HANGZHOU = "330106001001";
const DAY = "2020-03-10";

function aQuery(changes: Partial<PassageQuery> = {}): PassageQuery {
  return {
    colour: "green",
    flags: [],
    paper: null,
    categories: ["staying"],
    originRisks: ["low"],
    address: XIAOGAN,
    gate: XIAOCHANG,
    ...changes,
  };
}

function answered(changes: Partial<PassageQuery>): string {
  const query = aQuery(changes);
  const policy = policyAt(PASSAGE_POLICIES, query.gate, DAY);
  if (policy === null) throw new Error(query.gate);
  const { row, answer } = passage(policy, query);
  return `${policy.id} ${row} ${answer}`;
}

it.for<readonly [string, Partial<PassageQuery>, string]>([
  ["green of low risk, another county", {}, "hubei-2020-03 green_in_province passes"],
  ["green of medium risk, another county", { originRisks: ["medium"] }, "hubei-2020-03 green_in_province passes"],
  ["green of high risk, another county", { originRisks: ["high"] }, "hubei-2020-03 green_outside_county does_not_pass"],
  ["green of high risk, its own county", { originRisks: ["high"], gate: XIAOGAN }, "hubei-2020-03 green_in_county passes"],
  ["green of unknown risk", { originRisks: ["unknown"] }, "hubei-2020-03 green_in_province passes"],
  ["green of any risk, another county", { originRisks: ["unknown", "high"] }, "hubei-2020-03 green_origin_unsure ask"],
  ["green of any risk below high", { originRisks: ["unknown", "medium"] }, "hubei-2020-03 green_in_province passes"],
  [
    "green of any risk, its own county",
    { originRisks: ["low", "high"], gate: XIAOGAN },
    "hubei-2020-03 green_in_province passes",
  ],
  ["red of any risk", { colour: "red", originRisks: ["low", "high"] }, "hubei-2020-03 red does_not_pass"],
  ["yellow", { colour: "yellow" }, "hubei-2020-03 yellow does_not_pass"],
  ["orange of the nation", { colour: "orange" }, "hubei-2020-03 yellow does_not_pass"],
  ["red", { colour: "red" }, "hubei-2020-03 red does_not_pass"],
  ["grey", { colour: "grey" }, "hubei-2020-03 grey ask"],
  ["a colourless code of Wuhan in the province", { colour: "none", address: WUHAN }, "hubei-2020-03 otherwise ask"],
  ["a colourless code in Wuhan", { colour: "none", gate: WUHAN }, "wuhan-2020-02 declared ask"],
  ["green in Wuhan", { gate: WUHAN }, "wuhan-2020-02 green passes"],
  ["red in Wuhan", { colour: "red", gate: WUHAN }, "wuhan-2020-02 red does_not_pass"],
  ["green where nobody made a policy", { gate: HANGZHOU }, "elsewhere otherwise ask"],
  ["red where nobody made a policy", { colour: "red", gate: HANGZHOU }, "elsewhere red does_not_pass"],
])("%s", ([, changes, expected]) => {
  expect(answered(changes)).toBe(expected);
});

it("a row may name categories; a code without its category gets the answer ask when the rows differ", () => {
  const policy: PassagePolicy = {
    id: "work",
    region: "42",
    validFrom: "2020-01-23",
    rows: [
      { name: "returners", colours: ["green"], categories: ["returning"], answer: "passes", sentence: { zh: "可", en: "Yes" } },
    ],
    otherwise: { name: "others", answer: "does_not_pass", sentence: { zh: "否", en: "No" } },
    unsure: { name: "unsure", answer: "ask", sentence: { zh: "问", en: "Ask" } },
  };
  const categorySets: readonly (readonly Category[])[] = [["returning"], ["arriving"], CATEGORIES];
  const rows = categorySets.map((categories) => {
    const { row, answer } = passage(policy, aQuery({ categories }));
    return `${row} ${answer}`;
  });
  expect(rows).toEqual(["returners passes", "others does_not_pass", "unsure ask"]);
});

const FLAGGED: PassagePolicy = {
  id: "flagged",
  region: "42",
  validFrom: "2020-01-23",
  rows: [
    {
      name: "unchecked",
      colours: ["green"],
      flags: ["identity_unchecked"],
      answer: "does_not_pass",
      sentence: { zh: "否", en: "No" },
    },
    { name: "managed", colours: ["green"], flags: ["other_phone"], answer: "ask", sentence: { zh: "问", en: "Ask" } },
    { name: "green", colours: ["green"], answer: "passes", sentence: { zh: "可", en: "Yes" } },
  ],
  otherwise: { name: "others", answer: "ask", sentence: { zh: "问", en: "Ask" } },
};

it.for<readonly [PassageQuery["flags"], string]>([
  [[], "green passes"],
  [["other_phone"], "managed ask"],
  [["identity_unchecked"], "unchecked does_not_pass"],
  [["identity_unchecked", "other_phone"], "unchecked does_not_pass"],
])("a row may name flags and fits codes with one of them: %j gets %s", ([flags, expected]) => {
  const { row, answer } = passage(FLAGGED, aQuery({ flags }));
  expect(`${row} ${answer}`).toBe(expected);
});

it("the shipped policies answer for a flagged code as for any other", () => {
  expect(answered({ flags: ["identity_unchecked", "other_phone"] })).toBe(answered({}));
});

it("a paper code gets the answer of its list, and one that passes is judged by the policy", () => {
  const answers = (["ask", "stop", "passes", null] as const).map((paper) => {
    const { row, answer } = passageAt(PASSAGE_POLICIES, aQuery({ paper }), DAY);
    return `${row} ${answer}`;
  });
  expect(answers).toEqual(["paper_ask ask", "paper_stop does_not_pass", "green_in_province passes", "green_in_province passes"]);
});

it.for<readonly [Level, string, string]>([
  ["province", "421001001001", "430106001001"],
  ["city", "420921100001", "420801001001"],
  ["county", "420902101001", "420903001001"],
])("a row within the %s holds for a gate at %s and not for one at %s", ([within, near, far]) => {
  const sentence = { zh: "可", en: "Yes" };
  const policy: PassagePolicy = {
    id: "home",
    region: "",
    validFrom: "2020-01-23",
    rows: [{ name: "home", colours: ["green"], within, answer: "passes", sentence }],
    otherwise: { name: "others", answer: "ask", sentence },
  };
  expect([near, far].map((gate) => passage(policy, aQuery({ gate })).row)).toEqual(["home", "others"]);
});

it("a policy holds from its day; earlier the policy of the wider region holds, and without any the answer is ask", () => {
  const rows = ["2020-03-10", "2020-03-09", "2020-02-21"].map((day) => passageAt(PASSAGE_POLICIES, aQuery(), day).row);
  expect(rows).toEqual(["green_in_province", "otherwise", "no_policy"]);
});

it("the later of two policies of one region holds", () => {
  const [hubei] = PASSAGE_POLICIES;
  if (hubei === undefined) throw new Error("no policy ships");
  const later = { ...hubei, id: "later", validFrom: "2020-04-08" };
  const ids = ["2020-04-07", "2020-04-08"].map((day) => policyAt([hubei, later], XIAOCHANG, day)?.id);
  expect(ids).toEqual(["hubei-2020-03", "later"]);
});

it("each sentence stands in both languages", () => {
  for (const { rows, otherwise, unsure = otherwise } of PASSAGE_POLICIES) {
    for (const { sentence } of [...rows, otherwise, unsure]) {
      expect(sentence.zh).toMatch(/\p{Script=Han}/u);
      expect(sentence.en).toMatch(/^[A-Z].*[a-z]$/);
    }
  }
});

it("judges the colour of this place's table, and lets nobody pass by a colour without a meaning here", () => {
  const judged = (changes: Partial<PassageQuery>) => {
    const { row, answer } = passageAt(PASSAGE_POLICIES, aQuery(changes), DAY);
    return `${row} ${answer}`;
  };
  expect(judged({ colour: "green", localColour: "red" })).toBe("red does_not_pass");
  expect(judged({ colour: "yellow", localColour: "green" })).toBe("green_in_province passes");
  expect(judged({ colour: "green", localColour: "unknown" })).toBe("colour_unknown ask");
  expect(judged({ colour: "red", localColour: "unknown" })).toBe("red does_not_pass");
  expect(judged({ colour: "grey", localColour: "grey" })).toBe("grey ask");
});

/** The shipped passage policies: Hubei's of 10 March 2020, Wuhan's of 22 February 2020, also for codes without colours, and one for all other regions. */
import type { PassagePolicy, PassageRow } from "./passage.ts";

const RED: PassageRow = {
  name: "red",
  colours: ["red"],
  answer: "does_not_pass",
  sentence: { zh: "红码：不予通行，请联系社区", en: "Red: no passage; inform the community" },
};
const YELLOW: PassageRow = {
  name: "yellow",
  colours: ["yellow", "orange"],
  answer: "does_not_pass",
  sentence: { zh: "黄码、橙码：不予通行，请就地隔离", en: "Yellow or orange: no passage; isolation at the present place" },
};
const GREY: PassageRow = {
  name: "grey",
  colours: ["grey"],
  answer: "ask",
  sentence: {
    zh: "灰码：信息已登记，未发码，请按现场管控规定办理",
    en: "Grey: registered, not issued; the rules of this place decide",
  },
};
const ANYTHING_ELSE = {
  name: "otherwise",
  answer: "ask",
  sentence: { zh: "请按现场规定查验", en: "The rules of this place decide" },
} as const;

export const PASSAGE_POLICIES: readonly PassagePolicy[] = [
  {
    id: "hubei-2020-03",
    region: "42",
    validFrom: "2020-03-10",
    rows: [
      RED,
      YELLOW,
      {
        name: "green_in_province",
        colours: ["green"],
        // An area without an entry is not an area of high risk.
        originRisks: ["unknown", "low", "medium"],
        answer: "passes",
        sentence: { zh: "绿码：全省通行，可凭码返岗", en: "Green: passes in the whole province, and to return to work" },
      },
      {
        name: "green_in_county",
        colours: ["green"],
        originRisks: ["high"],
        within: "county",
        answer: "passes",
        sentence: {
          zh: "绿码（高风险地区）：仅限本县（市、区）通行",
          en: "Green from an area of high risk: passes inside its county",
        },
      },
      {
        name: "green_outside_county",
        colours: ["green"],
        originRisks: ["high"],
        answer: "does_not_pass",
        sentence: {
          zh: "绿码（高风险地区）：不得跨县（市、区）通行",
          en: "Green from an area of high risk: no passage outside its county",
        },
      },
      GREY,
    ],
    otherwise: ANYTHING_ELSE,
    unsure: {
      name: "green_origin_unsure",
      answer: "ask",
      sentence: {
        zh: "绿码：请核对是否来自高风险地区（限本县（市、区）通行）",
        en: "Green: ask whether the person comes from an area of high risk; if so, passage is inside the county only",
      },
    },
  },
  {
    id: "wuhan-2020-02",
    region: "4201",
    validFrom: "2020-02-22",
    rows: [
      RED,
      YELLOW,
      {
        name: "declared",
        colours: ["none"],
        answer: "ask",
        sentence: {
          zh: "已申报：请登记，并按现场规定测温查验",
          en: "Declared: register the pass, and check by the rules of this place",
        },
      },
      {
        name: "green",
        colours: ["green"],
        answer: "passes",
        sentence: { zh: "绿码：可以通行", en: "Green: passes" },
      },
      GREY,
    ],
    otherwise: ANYTHING_ELSE,
  },
  { id: "elsewhere", region: "", validFrom: "2020-02-22", rows: [RED, YELLOW, GREY], otherwise: ANYTHING_ELSE },
];

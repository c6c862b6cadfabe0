/** What the page says of a verified code: its colour, whether it is valid, and what this device does not know. It decides nothing about a passage. Pure. */
import type { CodeColour } from "../../domain/code/claims.ts";
import type { LocalColour } from "../../domain/federation/colour-table.ts";
import type { Sentence } from "../../domain/sentence.ts";
import type { VerifiedCode } from "../../token/code/verify.ts";
import { filesSentence, listSentence } from "../gate/age-sentences.ts";
import { type DataAge, dataAge, type DataTimes } from "../gate/data-age.ts";
import { bothColours, localSentence } from "../gate/local-colour.ts";
import type { Verdict } from "../gate/verdict.ts";

export interface Finding {
  readonly verdict: Verdict;
  /** What the colour means; null where its name says it. */
  readonly meaning: Sentence | null;
  /** What this device does not know, in sentences that say what to do. */
  readonly unknown: readonly Sentence[];
}

interface ColourWords {
  readonly tone: Verdict["tone"];
  readonly name: Sentence;
  /** The word for a valid code. A colour that may stop its holder comes first, so that nobody takes 有效 for a permission. */
  readonly valid: Sentence;
  readonly meaning: Sentence | null;
}

const RULES_DECIDE: Sentence = {
  zh: "码是真的。能不能进，按您那里的规定办。",
  en: "The code is genuine. The rules of your place decide about entry.",
};
const COLOURS: Readonly<Record<Exclude<CodeColour, "none"> | "declared" | "undeclared", ColourWords>> = {
  green: {
    tone: "green",
    name: { zh: "绿码", en: "Green" },
    valid: { zh: "有效 绿码", en: "Valid: green" },
    meaning: null,
  },
  yellow: {
    tone: "yellow",
    name: { zh: "黄码", en: "Yellow" },
    valid: { zh: "黄码 码有效", en: "Yellow: a valid code" },
    meaning: RULES_DECIDE,
  },
  orange: {
    tone: "orange",
    name: { zh: "橙码", en: "Orange" },
    valid: { zh: "橙码 码有效", en: "Orange: a valid code" },
    meaning: RULES_DECIDE,
  },
  red: {
    tone: "red",
    name: { zh: "红码", en: "Red" },
    valid: { zh: "红码 码有效", en: "Red: a valid code" },
    meaning: RULES_DECIDE,
  },
  grey: {
    tone: "grey",
    name: { zh: "灰码", en: "Grey" },
    valid: { zh: "灰码 码有效", en: "Grey: a valid code" },
    meaning: {
      zh: "码是真的。灰码：现在没有码色，例如还没有判定，或住处封闭管理。它不等于绿码。",
      en: "The code is genuine. Grey: no colour now, for example because none is decided yet, or the home is under closed management. Grey is not green.",
    },
  },
  declared: {
    tone: "declared",
    name: { zh: "已申报", en: "Declared" },
    valid: { zh: "有效 已申报", en: "Valid: declared" },
    meaning: {
      zh: "这个地区现在不显示码色：码只说明持码人申报过健康状况。",
      en: "This region shows no colours now. The code says only that the holder has declared their health.",
    },
  },
  undeclared: {
    tone: "amber",
    name: { zh: "未申报", en: "Not declared" },
    valid: { zh: "码有效 未申报", en: "Valid, but not declared" },
    meaning: {
      zh: "码是真的，但持码人还没有申报健康状况。",
      en: "The code is genuine, but the holder has not declared their health.",
    },
  },
};
/** A paper code has no colour. */
const PAPER: Sentence = { zh: "纸质码", en: "Paper code" };
const PAPER_UNKNOWN: Sentence = {
  zh: "纸质码不变色，它现在的状态只有采集点能向系统查。请核对身份证件。",
  en: "Ink does not change: only a collection point can ask the system for the present state of a paper code. Check the identity document.",
};

/** @param times of the data by which the code was verified @param issuer the name of the issuer */
export function findingOf(
  { claims, paper }: VerifiedCode,
  times: DataTimes,
  issuer: Sentence,
  now: number,
  localColour: LocalColour = claims.colour,
): Finding {
  const { colour, declaredAt } = claims;
  const words = COLOURS[colour !== "none" ? colour : declaredAt === null ? "undeclared" : "declared"];
  const { tone, name, valid } = words;
  const meaning = localSentence(colour, localColour, issuer) ?? words.meaning;
  const files = filesSentence(times, now);
  const sentences = [paper === null ? listSentence(times, issuer, now) : PAPER_UNKNOWN, files];
  const unknown = sentences.filter((sentence) => sentence !== null);
  if (paper !== null) return { verdict: doubted(PAPER, "unknown"), meaning: null, unknown };
  const age = dataAge(times, now);
  const promisesNothing = tone === "yellow" || tone === "orange" || tone === "red";
  if (age !== "fresh" && age !== "dated")
    return { verdict: { ...doubted(name, age), ...(promisesNothing && { tone, shape: colour }) }, meaning, unknown };
  const isGood = tone === "green" || tone === "declared";
  const shape = tone === "amber" ? "yellow" : colour;
  if (localColour !== colour) {
    // A good colour that is another one here does not look good.
    const isUnknown = localColour === "unknown" || localColour === "none";
    const here = isUnknown ? ({ tone: "question", shape: "yellow" } as const) : { tone: localColour, shape: localColour };
    const looks = promisesNothing ? { tone, shape } : here;
    return { verdict: { ...looks, word: bothColours(colour, localColour), answer: "ask" }, meaning, unknown };
  }
  return { verdict: { tone, shape, word: valid, answer: isGood ? "passes" : "ask" }, meaning, unknown };
}

/** The shape warns: a tick would say that all is well. */
function doubted({ zh, en }: Sentence, age: DataAge): Verdict {
  const looks = { shape: "yellow", answer: "ask" } as const;
  return age === "old"
    ? { ...looks, tone: "amber", word: { zh: `${zh} 资料较旧`, en: `${en}: old data` } }
    : { ...looks, tone: "question", word: { zh: `${zh} 不能确定`, en: `${en}: not certain` } };
}

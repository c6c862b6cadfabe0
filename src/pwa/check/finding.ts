/** What the page says of a verified code: its colour, whether it is valid, and what this device does not know. It decides nothing about a passage. Pure. */
import type { CodeColour } from "../../domain/code/claims.ts";
import type { Sentence } from "../../domain/sentence.ts";
import type { VerifiedCode } from "../../token/code/verify.ts";
import { beijing } from "../app/beijing-time.ts";
import { type DataTimes, filesAge, listAge } from "../gate/data-age.ts";
import type { Verdict } from "../gate/verdict.ts";
import { whenOf } from "../ui/words/moments.ts";

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
export function findingOf({ claims, paper }: VerifiedCode, times: DataTimes, issuer: Sentence, now: number): Finding {
  const { colour, declaredAt } = claims;
  const words = COLOURS[colour !== "none" ? colour : declaredAt === null ? "undeclared" : "declared"];
  const { tone, name, valid, meaning } = words;
  const files = filesSentence(times.filesAtMs, now);
  if (paper !== null) return { verdict: doubted(PAPER, "unknown"), meaning: null, unknown: [PAPER_UNKNOWN, ...files] };
  const doubt = doubtOf(times, now);
  const unknown = [...listSentence(times.listAtMs, issuer, now), ...files];
  const promisesNothing = tone === "yellow" || tone === "orange" || tone === "red";
  if (doubt !== null)
    return { verdict: { ...doubted(name, doubt), ...(promisesNothing && { tone, shape: colour }) }, meaning, unknown };
  const isGood = tone === "green" || tone === "declared";
  const shape = tone === "amber" ? "yellow" : colour;
  return { verdict: { tone, shape, word: valid, answer: isGood ? "passes" : "ask" }, meaning, unknown };
}

/** `unknown`: whether the code was revoked. `old`: it was not, by data that are old. */
type Doubt = "unknown" | "old";

/** The worse of the two ages decides. */
function doubtOf({ listAtMs, filesAtMs }: DataTimes, now: number): Doubt | null {
  const list = listAge(listAtMs, now);
  if (list === "missing" || list === "over") return "unknown";
  return list === "old" || filesAge(filesAtMs, now) === "old" ? "old" : null;
}

/** The shape warns: a tick would say that all is well. */
function doubted({ zh, en }: Sentence, doubt: Doubt): Verdict {
  const looks = { shape: "yellow", answer: "ask" } as const;
  return doubt === "unknown"
    ? { ...looks, tone: "question", word: { zh: `${zh} 不能确定`, en: `${en}: not certain` } }
    : { ...looks, tone: "amber", word: { zh: `${zh} 资料较旧`, en: `${en}: old data` } };
}

function listSentence(atMs: number | null, issuer: Sentence, now: number): readonly Sentence[] {
  if (atMs === null)
    return [
      {
        zh: `签名是真的，但没有查到是否已撤销：本机没有取到${issuer.zh}的撤销名单。撤销了的码也会这样显示。请联网再扫，或核对身份证件。`,
        en: `The signature is genuine, but the code may have been revoked: this device could not get the revocation list of ${issuer.en}. A revoked code looks the same here. Go online and scan again, or check the identity document.`,
      },
    ];
  const when = whenOf(beijing(atMs), beijing(now));
  const age = listAge(atMs, now);
  if (age === "over")
    return [
      {
        zh: `签名是真的，但撤销名单是 ${when.zh} 的，太旧了。撤销了的码也会这样显示。请联网再扫，或核对身份证件。`,
        en: `The signature is genuine, but the revocation list is from ${when.en}: too old. A revoked code looks the same here. Go online and scan again, or check the identity document.`,
      },
    ];
  if (age === "fresh") return [];
  return [
    {
      zh: `撤销名单是 ${when.zh} 的：之后撤销的码，本机认不出。请联网再扫。`,
      en: `The revocation list is from ${when.en}. This device does not recognise codes revoked since then. Go online and scan again.`,
    },
  ];
}

function filesSentence(atMs: number | null, now: number): readonly Sentence[] {
  const age = filesAge(atMs, now);
  if (atMs === null || age === "fresh") return [];
  const when = whenOf(beijing(atMs), beijing(now));
  const dated = { zh: `按本机 ${when.zh} 的资料核验。`, en: `Checked by the data that this device got ${when.en}.` };
  if (age === "dated") return [dated];
  return [
    {
      zh: `${dated.zh}之后的变动，本机不知道。请联网再扫。`,
      en: `${dated.en} It does not know of later changes. Go online and scan again.`,
    },
  ];
}

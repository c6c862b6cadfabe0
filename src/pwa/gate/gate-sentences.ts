/** The sentences of the gate: a refused code, no keys, a failed check, a long wait, a change of colour, warnings about a registered pass, and two clocks that differ. */
import type { PassResult } from "../../contract/pass.ts";
import { type CodeRefusal, sentenceOf } from "../../domain/code/refusal.ts";
import { spanOf } from "../../domain/span.ts";
import { beijing, two } from "../app/beijing-time.ts";
import { correctedNow, isChecked } from "../app/clock.ts";
import { instantClockOf } from "../ui/words/moments.ts";
import { deviceTrust } from "./trust-keeper.ts";
import { secondUseSentence, SIGNS_ADVICE } from "./verdict.ts";
import type { Sentence } from "../app/say.ts";

type Registered = Extract<PassResult, { readonly state: "registered" }>;

export const NO_KEYS: Sentence = {
  zh: "本机还没有核验资料，认不出健康码。请联网，再扫一次。",
  en: "This device has no data for checking codes yet. Connect to the network, then scan again.",
};
export const PAPER_UNLISTED: Sentence = {
  zh: "纸质码的撤销名单不公开：本机看不出它是否已被撤销，登记时由系统核对。",
  en: "The revocation lists of paper codes are not public: this device cannot tell whether it was revoked. The system checks that when you register.",
};
export const CHECK_FAILED: Sentence = {
  zh: "本机核验时程序出了错，不是对方的码有问题。请再扫一次；还是不行，请重新打开本页。",
  en: "The check failed on this device; the code is not the cause. Scan again. If that does not help, open this page again.",
};
export const TOO_LONG: Sentence = {
  zh: "等得太久，这个码已过时。请对方打开健康码，再扫一次。",
  en: "It took too long: this code is out of date. Ask the person to show the code, then scan again.",
};

export function colourChangeSentence({ zh, en }: Sentence): Sentence {
  return {
    zh: `已登记。码色刚刚有变化，以这里显示的为准。${zh}。`,
    en: `Registered. The colour has just changed. The colour on this screen is the valid one. ${en}.`,
  };
}

/** The sentences about a registered pass at which the collector stops: another use of the code first, then signs. Null where there is nothing to stop for. */
export function warningOf({ secondUse, signs }: Pick<Registered, "secondUse" | "signs">): Sentence | null {
  const second = secondUse === undefined ? null : secondUseSentence(secondUse, instantClockOf(secondUse.at));
  const advice = signs === true ? SIGNS_ADVICE : null;
  return second !== null && advice !== null ? both(second, advice) : (second ?? advice);
}

export function both(first: Sentence, second: Sentence): Sentence {
  return { zh: `${first.zh}${second.zh}`, en: `${first.en} ${second.en}` };
}

/** What the collector does after a refusal: by the clocks of both phones, else with the name of the region if this device knows it. */
export function refusalSentence(refusal: CodeRefusal): Sentence {
  const region = "issuer" in refusal ? deviceTrust.peek()?.trust.issuers.get(refusal.issuer)?.name : undefined;
  return timeSentence(refusal) ?? sentenceOf(refusal, region);
}

/** A refusal about time, at a gate whose own clock no server has checked: neither phone is blamed. Null where the gate's clock is checked, and for every other refusal: its own sentence holds. */
function timeSentence(refusal: CodeRefusal): Sentence | null {
  if (isChecked.peek()) return null;
  const nowMs = correctedNow();
  const differenceMs = differenceOf(refusal, nowMs);
  if (differenceMs === null) return null;
  const here = beijing(nowMs);
  const [at, span] = [`${two(here.hour)}:${two(here.minute)}`, spanOf(differenceMs)];
  return {
    zh: `两部手机的时间差了 ${span.zh}，不知道是哪一部不准。本机是 ${here.month}月${here.day}日 ${at}，没有联网核对过。本机不准就先调准；本机准，就请对方打开“自动设置时间”，再打开健康码。`,
    en: `The clocks of the two phones differ by ${span.en}; either may be wrong. This phone says ${at} on ${here.year}-${two(here.month)}-${two(here.day)}, not checked online. Set it right first. If it is right, ask the holder to turn on automatic time and to show the live code.`,
  };
}

function differenceOf(refusal: CodeRefusal, nowMs: number): number | null {
  if (refusal.code === "proof_too_old") return refusal.ageSeconds * 1000;
  if (refusal.code === "clock_skew") return refusal.offsetSeconds * 1000;
  if (refusal.code === "not_yet_valid") return refusal.issuedAt - nowMs;
  if (refusal.code === "expired") return nowMs - refusal.expiresAt;
  return null;
}

/** The sentences about data that are not fresh: from when they are, what this device therefore does not know, and what to do. For the gate and the page /check. Pure. */
import type { Sentence } from "../../domain/sentence.ts";
import { beijing } from "../app/beijing-time.ts";
import { whenOf } from "../ui/words/moments.ts";
import { dataAge, type DataTimes, filesAge, listAge } from "./data-age.ts";

/** Null with a fresh list. @param issuer the name of the code's issuer */
export function listSentence(times: DataTimes, issuer: Sentence, now: number): Sentence | null {
  const { listAtMs } = times;
  if (listAtMs === null)
    return {
      zh: `签名是真的，但本机没有取到${issuer.zh}的撤销名单：撤销了的码也会这样显示。请联网再扫，或核对身份证件。`,
      en: `Genuine signature, but no revocation list of ${issuer.en}: a revoked code looks the same. Scan again online, or check the document.`,
    };
  const age = listAge(times, now);
  if (age === "fresh") return null;
  const when = whenOf(beijing(listAtMs), beijing(now));
  if (age === "old")
    return {
      zh: `撤销名单是 ${when.zh} 的：之后撤销的码，本机认不出。请联网再扫。`,
      en: `The revocation list is from ${when.en}: later revocations are unknown here. Go online and scan again.`,
    };
  return {
    zh: `签名是真的，但撤销名单是 ${when.zh} 的，太旧了：撤销了的码也会这样显示。请联网再扫，或核对身份证件。`,
    en: `Genuine signature, but the revocation list of ${when.en} is too old: a revoked code looks the same. Scan again online, or check the document.`,
  };
}

/** Null with fresh keys and files. */
export function filesSentence(times: DataTimes, now: number): Sentence | null {
  const age = filesAge(times, now);
  if (times.filesAtMs === null || age === "fresh") return null;
  const when = whenOf(beijing(times.filesAtMs), beijing(now));
  const dated = { zh: `按本机 ${when.zh} 的资料核验。`, en: `Checked by the data that this device got ${when.en}.` };
  if (age === "dated") return dated;
  return {
    zh: `${dated.zh}之后的变动，本机不知道。请联网再扫。`,
    en: `${dated.en} It does not know of later changes. Go online and scan again.`,
  };
}

/** The sentence about the worse of the two, for a screen with room for one; null if both are fresh. */
export function worseSentence(times: DataTimes, issuer: Sentence, now: number): Sentence | null {
  const isList = listAge(times, now) === dataAge(times, now);
  return isList ? listSentence(times, issuer, now) : filesSentence(times, now);
}

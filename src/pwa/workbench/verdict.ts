/** What the gate shows for a code: tone, shape and word, never colour alone. Rows, pure. Source: product.md §1, §4; screens.md "Collector". */
import type { CodeColour } from "../../domain/code/claims.ts";
import type { Answer } from "../../domain/colour/passage.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import type { Sentence } from "../say.ts";

type Tone = "declared" | "green" | "yellow" | "orange" | "red" | "grey" | "amber";

export interface Verdict {
  readonly tone: Tone;
  /** A shape of frame/icons.tsx, named by the colour that it belongs to. */
  readonly shape: CodeColour;
  readonly word: Sentence;
  /** Whether it sounds like a pass: by the policy around the gate, which is no part of the code. */
  readonly passes: boolean;
}

const COLOURED: Readonly<Record<CodeColour, Verdict>> = {
  none: { tone: "declared", shape: "none", word: { zh: "已申报", en: "Declared" }, passes: true },
  green: { tone: "green", shape: "green", word: { zh: "绿码 通过", en: "Green: pass" }, passes: true },
  yellow: { tone: "yellow", shape: "yellow", word: { zh: "黄码 请留步", en: "Yellow: stop" }, passes: false },
  orange: { tone: "orange", shape: "orange", word: { zh: "橙码 请留步", en: "Orange: stop" }, passes: false },
  red: { tone: "red", shape: "red", word: { zh: "红码 请留步", en: "Red: stop" }, passes: false },
  grey: { tone: "grey", shape: "grey", word: { zh: "灰码 暂未赋码", en: "Grey: no colour yet" }, passes: false },
};
const UNDECLARED: Verdict = { tone: "amber", shape: "yellow", word: { zh: "未申报", en: "Not declared" }, passes: false };

/** Never green over the whole screen for who does not pass. */
const GREEN_STOPPED: Verdict = {
  tone: "amber",
  shape: "yellow",
  word: { zh: "绿码 此处不通行", en: "Green: not here" },
  passes: false,
};
const GREEN_ASKED: Verdict = { tone: "green", shape: "green", word: { zh: "绿码 请查验", en: "Green: check" }, passes: false };

/**
 * The verdict on a code that verified. `declaredAt` is null where the credential says that nothing was declared; `answer` is that of the policy
 * around the gate: a code without colours that was declared is registered, as its policy asks.
 */
export function verdictOf(colour: CodeColour, declaredAt: number | null, answer: Answer): Verdict {
  if (colour === "none" && declaredAt === null) return UNDECLARED;
  if (colour === "green" && answer !== "passes") return answer === "ask" ? GREEN_ASKED : GREEN_STOPPED;
  return { ...COLOURED[colour], passes: answer === "passes" || (answer === "ask" && colour === "none") };
}

const FORGED: Verdict = { tone: "red", shape: "red", word: { zh: "码不可信", en: "Not trusted" }, passes: false };
const REVOKED: Verdict = { tone: "red", shape: "red", word: { zh: "码已失效", en: "No longer valid" }, passes: false };
const COPIED: Verdict = { tone: "red", shape: "red", word: { zh: "不是实时码", en: "Not a live code" }, passes: false };
const UNREAD: Verdict = { tone: "amber", shape: "yellow", word: { zh: "不是健康码", en: "Not a health code" }, passes: false };
const BROKEN: Verdict = { tone: "amber", shape: "yellow", word: { zh: "没有扫全", en: "Not read whole" }, passes: false };
const OLD: Verdict = { tone: "amber", shape: "yellow", word: { zh: "码已过时", en: "Out of date" }, passes: false };
const CLOCK: Verdict = { tone: "amber", shape: "yellow", word: { zh: "时间不对", en: "Wrong clock" }, passes: false };
const UNKNOWN: Verdict = { tone: "amber", shape: "yellow", word: { zh: "无法核验", en: "Cannot be checked" }, passes: false };
const SPECIMEN: Verdict = { tone: "amber", shape: "yellow", word: { zh: "样码", en: "Specimen" }, passes: false };

/** Red is for what nobody honest shows; amber for what the holder or the collector can put right. */
const REFUSED: Readonly<Record<CodeRefusal["code"], Verdict>> = {
  not_a_code: UNREAD,
  wrong_length: BROKEN,
  not_canonical: BROKEN,
  version_unknown: UNKNOWN,
  kind_unknown: UNKNOWN,
  record_malformed: BROKEN,
  header_unexpected: FORGED,
  issuer_unknown: UNKNOWN,
  key_unknown: UNKNOWN,
  key_not_valid_then: FORGED,
  region_foreign: FORGED,
  signature_high_s: FORGED,
  signature_invalid: FORGED,
  specimen: SPECIMEN,
  device_key_invalid: FORGED,
  device_signature_high_s: COPIED,
  device_signature_invalid: COPIED,
  proof_too_old: OLD,
  clock_skew: CLOCK,
  not_yet_valid: CLOCK,
  expired: OLD,
  revoked: REVOKED,
  suspended: REVOKED,
  status_unknown: UNKNOWN,
  colour_foreign: FORGED,
};

export function refusalVerdictOf(refusal: CodeRefusal): Verdict {
  return REFUSED[refusal.code];
}

/** The server's own refusal of what this device had accepted. */
export const SERVER_REFUSED: Verdict = { tone: "red", shape: "red", word: { zh: "未登记", en: "Not registered" }, passes: false };
/** No keys are on this device to check by. */
export const CANNOT_CHECK: Verdict = UNKNOWN;
/** The collector waited longer than the live code lasts. */
export const WAITED_TOO_LONG: Verdict = OLD;

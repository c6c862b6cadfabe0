/** The verdict that the gate shows for a code: tone, shape and word, never colour alone. Pure. Source: product.md §1, §4; screens.md "Collector". */
import type { Claims, CodeColour } from "../../domain/code/claims.ts";
import type { Answer } from "../../domain/passage/passage.ts";
import type { LocalColour } from "../../domain/federation/colour-table.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import type { PaperState } from "../../domain/code/status.ts";
import { NATION } from "../../domain/issuer/issuer.ts";
import type { VerifiedCode } from "../../token/code/verify.ts";
import type { Sentence } from "../app/say.ts";
import { type DataAge, isDoubtful } from "./data-age.ts";
import { bothColours } from "./local-colour.ts";

type Tone = "declared" | "green" | "yellow" | "orange" | "red" | "grey" | "amber" | "question";

export interface Verdict {
  readonly tone: Tone;
  /** A shape of ui/icons.tsx, named by its colour. */
  readonly shape: CodeColour;
  readonly word: Sentence;
  /** The answer of the passage policy, which is no part of the code. It decides the sound, and whether the confirmation is green. */
  readonly answer: Answer;
}

/** The part of a verdict that is displayed. */
type Look = Omit<Verdict, "answer">;

const BY_COLOUR: Readonly<Record<CodeColour, Look>> = {
  none: { tone: "declared", shape: "none", word: { zh: "已申报", en: "Declared" } },
  green: { tone: "green", shape: "green", word: { zh: "绿码 通过", en: "Green: pass" } },
  yellow: { tone: "yellow", shape: "yellow", word: { zh: "黄码 请留步", en: "Yellow: stop" } },
  orange: { tone: "orange", shape: "orange", word: { zh: "橙码 请留步", en: "Orange: stop" } },
  red: { tone: "red", shape: "red", word: { zh: "红码 请留步", en: "Red: stop" } },
  grey: { tone: "grey", shape: "grey", word: { zh: "灰码 暂未赋码", en: "Grey: no colour yet" } },
};
const GREEN_ASKED: Look = { tone: "question", shape: "green", word: { zh: "绿码 请查验", en: "Green: check" } };
const GREY_ASKED: Look = { tone: "question", shape: "grey", word: { zh: "灰码 请查验", en: "Grey: check" } };
/** Verdicts where the policy changes the usual one of the colour: green fills the screen only for a person who passes, and `ask` has a tone of its own. */
const BY_POLICY: Readonly<Partial<Record<`${CodeColour} ${Answer}`, Look>>> = {
  "green does_not_pass": { tone: "amber", shape: "yellow", word: { zh: "绿码 此处不通行", en: "Green: no entry here" } },
  "green ask": GREEN_ASKED,
  "grey ask": GREY_ASKED,
};
/** Verdicts on a paper code by its list: no colour is known. */
const BY_PAPER: Readonly<Record<Exclude<PaperState, "passes">, Look>> = {
  ask: { tone: "question", shape: "none", word: { zh: "纸质码 请查验", en: "Paper code: check" } },
  stop: { tone: "red", shape: "red", word: { zh: "纸质码 请留步", en: "Paper code: stop" } },
};
/** Verdicts on good colours by data that are too old for a pass. The other colours promise nothing, and keep their screens. */
const BY_OLD_DATA: Readonly<Partial<Record<CodeColour, Look>>> = {
  none: { tone: "question", shape: "none", word: { zh: "已申报 请查验", en: "Declared: check" } },
  green: GREEN_ASKED,
  grey: GREY_ASKED,
};
/** In their place if the code may be revoked. The shape warns, because a tick would say that all is well. */
export const UNCERTAIN: Look = { tone: "question", shape: "yellow", word: { zh: "不能确定 请查验", en: "Not certain: check" } };
const UNDECLARED = stopVerdict("amber", "yellow", "未申报", "Not declared");

/** The verdict on a colour that has another meaning here, or none: it looks like the local one, and says both. */
function foreignVerdict(colour: CodeColour, localColour: LocalColour, answer: Answer): Verdict {
  const word = bothColours(colour, localColour);
  if (localColour !== "unknown") return { ...(BY_POLICY[`${localColour} ${answer}`] ?? BY_COLOUR[localColour]), word, answer };
  return answer === "does_not_pass" ? { ...BY_COLOUR[colour], answer } : { tone: "question", shape: colour, word, answer };
}

/**
 * The verdict on a verified code. `declaredAt` is null without a declaration. `answer` is the answer of the policy at the gate. A declared code
 * without a colour passes although its policy answers `ask`: the collector only registers it. `paper` is the state of a paper code in its list, null for other codes.
 */
export function verdictOf(
  colour: CodeColour,
  declaredAt: number | null,
  answer: Answer,
  paper: PaperState | null = null,
  localColour: LocalColour = colour,
): Verdict {
  if (paper === "ask" || paper === "stop") return { ...BY_PAPER[paper], answer };
  if (colour === "none" && declaredAt === null) return UNDECLARED;
  if (localColour !== colour) return foreignVerdict(colour, localColour, answer);
  if (colour === "none" && answer === "ask") return { ...BY_COLOUR.none, answer: "passes" };
  return { ...(BY_POLICY[`${colour} ${answer}`] ?? BY_COLOUR[colour]), answer };
}

/** The verdict on a verified code at a gate, by data of this age. With data that are too old a person who would pass is asked for the document; a person who is stopped is still stopped. */
export function agedVerdict(
  { claims, paper }: VerifiedCode,
  policy: Answer,
  age: DataAge,
  localColour: LocalColour = claims.colour,
): Verdict {
  const { colour, declaredAt } = claims;
  const verdict = verdictOf(colour, declaredAt, policy, paper, localColour);
  if (!isDoubtful(age) || verdict.answer === "does_not_pass" || paper !== null) return verdict;
  const look = localColour === colour ? BY_OLD_DATA[colour] : undefined;
  return { ...(look === undefined ? verdict : age === "unknown" ? UNCERTAIN : look), answer: "ask" };
}

const DOCUMENT: Sentence = { zh: "核对证件", en: "Check the document" };

/** Asks the collector to compare the document with the person, with the reason, in one line; null if neither the code nor the age of the data needs a comparison. */
export function documentCheckOf({ kind, flags }: Pick<Claims, "kind" | "flags">, age: DataAge = "fresh"): Sentence | null {
  if (kind === "paper") return { zh: "纸质码 · 核对证件", en: "Paper code · check the document" };
  if (flags.includes("other_phone")) return { zh: "代管 · 核对证件", en: "On another person's phone · check the document" };
  return flags.length > 0 || isDoubtful(age) ? DOCUMENT : null;
}

function stopVerdict(tone: Tone, shape: CodeColour, zh: string, en: string): Verdict {
  return { tone, shape, word: { zh, en }, answer: "does_not_pass" };
}

const FORGED = stopVerdict("red", "red", "码不可信", "Not trusted");
const REVOKED = stopVerdict("red", "red", "码已失效", "No longer valid");
const COPIED = stopVerdict("red", "red", "不是实时码", "Not a live code");
const UNREAD = stopVerdict("amber", "yellow", "不是健康码", "Not a health code");
const BROKEN = stopVerdict("amber", "yellow", "没有扫全", "Not fully read");
const OLD = stopVerdict("amber", "yellow", "码已过时", "Out of date");
const CLOCK = stopVerdict("amber", "yellow", "时间不对", "Wrong clock");
const UNKNOWN = stopVerdict("amber", "yellow", "无法核验", "Cannot be checked");
const ASKED: Verdict = { ...UNKNOWN, answer: "ask" };
const SERVED_BY_REGION = stopVerdict("amber", "yellow", "请换当地的码", "The region has its own code");
const SPECIMEN = stopVerdict("amber", "yellow", "样码", "Sample code");

/** Red: the code is forged, copied or revoked. Amber: the holder or the collector can put it right. */
const BY_REFUSAL: Readonly<Record<CodeRefusal["code"], Verdict>> = {
  not_a_code: UNREAD,
  wrong_length: BROKEN,
  not_canonical: BROKEN,
  version_unknown: UNKNOWN,
  kind_unknown: UNKNOWN,
  record_malformed: BROKEN,
  header_unexpected: FORGED,
  issuer_unknown: UNKNOWN,
  issuer_suspended: ASKED,
  trust_expired: ASKED,
  key_unknown: UNKNOWN,
  key_not_valid_then: FORGED,
  key_not_for_this: FORGED,
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
  // Most of these are codes of people who have not changed to their region's yet.
  if (refusal.code === "region_foreign" && refusal.issuer === NATION) return SERVED_BY_REGION;
  return BY_REFUSAL[refusal.code];
}

/** The verdict where the server refused to register a code that this device had accepted. */
export const SERVER_REFUSED = stopVerdict("red", "red", "未登记", "Not registered");
/** The verdict after a registration at a gate without colours where the person's last declaration reports fever, symptoms or a contact. */
export const SIGNS = stopVerdict("amber", "yellow", "已登记 请留步", "Registered: stop");
/** What the collector does after a registration with signs (fever, symptoms or a contact in the last declaration). */
export const SIGNS_ADVICE: Sentence = {
  zh: "对方最近一次申报有发热、症状或接触情况。请测温，按现场规定处置；申报有误的，请对方重新申报。",
  en: "The last declaration reports fever, symptoms or a contact. Take the temperature and act by the rules of this place. If the declaration is wrong, ask for a new one.",
};
/** The verdict after a registration of a code that was used elsewhere shortly before. Full screen, because a copied code is as good as the original otherwise. */
export function secondUseVerdict({ point }: Place): Verdict {
  return stopVerdict("amber", "yellow", `这个码刚在 ${point} 用过`, `This code was just used at ${point}`);
}

interface Place {
  readonly point: string;
  readonly community: string;
}

/** What the collector does after a second use. @param clock the time of the other use, `14:32:05` */
export function secondUseSentence({ point, community }: Place, clock: string): Sentence {
  return {
    zh: `这个码 ${clock} 在${community}“${point}”用过。请对方重新打开健康码，并核对证件。这次通行已登记，带有标记。`,
    en: `This code was used at ${clock} at “${point}”, ${community}. Ask the person to open the health code again, and check the identity document. This pass is registered with a mark.`,
  };
}

/** For the gate of the first use: its pass stands, but one of the two people may have shown a copy. */
export function usedAgainSentence({ point, community }: Place, clock: string): Sentence {
  return {
    zh: `在这里登记以后，同一个码 ${clock} 又在${community}“${point}”用过。人还在的话，请对方重新打开健康码，并核对证件。`,
    en: `After the registration here, the same code was used at ${clock} at “${point}”, ${community}. If the person is still here, ask them to open the health code again, and check the identity document.`,
  };
}

/** The verdict where this device has no keys to verify codes with. */
export const CANNOT_CHECK: Verdict = UNKNOWN;
/** The verdict in place of an accepted one that the collector has not confirmed in time: the server no longer accepts the code. */
export const WAITED_TOO_LONG: Verdict = OLD;

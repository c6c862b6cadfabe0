/** Every reason why a code is refused, in the order of the checks, with its data and the sentence that a gate shows. */
import { secondInChina } from "../china-time.ts";
import { COVERED } from "../federation/cover.ts";
import { type IssuerCode, NATION } from "../issuer/issuer.ts";
import type { Sentence } from "../sentence.ts";
import { DAY_MS } from "../instant.ts";
import { spanOf } from "../span.ts";
import type { CodeColour } from "./claims.ts";

/** The names of the fields of a claim record, to say which field breaks the format. */
export type RecordField =
  | "issuer"
  | "keyNumber"
  | "handle"
  | "reservedBits"
  | "colour"
  | "issuedAt"
  | "lifetimeMinutes"
  | "declaredAt"
  | "community"
  | "statusIndex"
  | "maskedName"
  | "deviceKey";

export interface RecordMalformed {
  readonly code: "record_malformed";
  readonly field: RecordField;
}

/** Faults of the digits of a symbol. */
export type DigitsRefusal =
  | { readonly code: "not_a_code" }
  | { readonly code: "wrong_length"; readonly digits: number }
  /** The digits of one group have a value that does not fit into the bytes of the group. `group`: its number, from 0. */
  | { readonly code: "not_canonical"; readonly group: number };

/** Faults of the form of a claim record, which are found without the issuer's key. */
export type RecordRefusal =
  | { readonly code: "wrong_length"; readonly digits: number }
  | { readonly code: "version_unknown"; readonly version: number }
  | { readonly code: "kind_unknown"; readonly kind: number }
  | RecordMalformed;

/** The refusals of a code. All times are milliseconds since 1970. */
export type CodeRefusal =
  | DigitsRefusal
  | RecordRefusal
  /** JWS only: the protected header differs from the one header that the record implies. */
  | { readonly code: "header_unexpected" }
  | { readonly code: "issuer_unknown"; readonly issuer: IssuerCode }
  /** The nation has suspended the issuer: its codes are neither believed nor forged. */
  | { readonly code: "issuer_suspended"; readonly issuer: IssuerCode }
  /** The verifier's files about other issuers are too old: it cannot know whether the issuer is still one. */
  | { readonly code: "trust_expired"; readonly issuer: IssuerCode }
  | { readonly code: "key_unknown"; readonly issuer: IssuerCode; readonly keyNumber: number }
  | {
      readonly code: "key_not_valid_then";
      readonly issuer: IssuerCode;
      readonly keyNumber: number;
      readonly issuedAt: number;
    }
  /** A key for codes of one kind has signed one of another kind. */
  | { readonly code: "key_not_for_this"; readonly issuer: IssuerCode; readonly keyNumber: number }
  | { readonly code: "region_foreign"; readonly issuer: IssuerCode; readonly community: string }
  | { readonly code: "signature_high_s" }
  | { readonly code: "signature_invalid" }
  | { readonly code: "specimen" }
  | { readonly code: "device_key_invalid" }
  | { readonly code: "device_signature_high_s" }
  | { readonly code: "device_signature_invalid" }
  /** The proof is older than the window: a picture, or a clock that is behind. */
  | { readonly code: "proof_too_old"; readonly proofTime: number; readonly ageSeconds: number }
  /** The proof is from the future: the holder's clock is ahead, or the verifier's clock is behind. */
  | { readonly code: "clock_skew"; readonly offsetSeconds: number }
  | { readonly code: "not_yet_valid"; readonly issuedAt: number }
  | { readonly code: "expired"; readonly expiresAt: number }
  | { readonly code: "revoked" }
  | { readonly code: "suspended" }
  | { readonly code: "status_unknown"; readonly status: number }
  /** Only codes of the nation can be orange (product.md §1). */
  | { readonly code: "colour_foreign"; readonly issuer: IssuerCode; readonly colour: CodeColour };

type RefusalOf<C extends CodeRefusal["code"]> = {
  readonly [K in C]: { readonly code: K } & Extract<CodeRefusal, { readonly code: K }>;
}[C];
type Sentences = { readonly [C in CodeRefusal["code"]]: (refusal: RefusalOf<C>, region?: Sentence) => Sentence };

const damaged: Sentence = {
  zh: "健康码不完整或已被改动，请重新扫描或请对方刷新健康码。",
  en: "The code is incomplete or was altered: scan again, or ask for a fresh code.",
};
const forged: Sentence = {
  zh: "这个码是假的，或被改过。请查验身份证件，并向社区报告。",
  en: "This code is forged or was altered. Check the identity document, and report it to the community.",
};
const copied: Sentence = {
  zh: "这不是持码人手机实时生成的健康码，请对方打开自己的手机现场出示。",
  en: "This code was not made by the holder's own phone: ask for the live code on that phone.",
};

const SENTENCES: Sentences = {
  not_a_code: () => ({
    zh: "这不是健康码，请对方打开健康码页面。",
    en: "This is not a health code: ask for the health code screen.",
  }),
  wrong_length: () => damaged,
  not_canonical: () => damaged,
  version_unknown: () => ({
    zh: "本机的程序旧了，读不懂这个健康码。请联网，重新打开本页再扫。",
    en: "The program on this device is too old for this code: go online, open this page again and scan again.",
  }),
  kind_unknown: () => ({
    zh: "本机的程序旧了，读不懂这一类健康码。请联网，重新打开本页再扫。",
    en: "The program on this device is too old for this kind of code: go online, open this page again and scan again.",
  }),
  record_malformed: () => damaged,
  header_unexpected: () => forged,
  issuer_unknown: ({ issuer }, region) => ({
    zh: `本机还不认识这个地区的健康码（${region?.zh ?? `地区 ${issuer}`}）。请联网后再扫；还是不行，请查验身份证件，按现场规定处置。`,
    en: `This device does not know the health code of that region (${region?.en ?? issuer}) yet. Go online and scan again. If that does not help, check the identity document and follow the rules of the place.`,
  }),
  issuer_suspended: ({ issuer }, region) => ({
    zh: `国家平台已暂停承认这个地区的健康码（${region?.zh ?? `地区 ${issuer}`}），不是持码人的问题。请查验身份证件，按现场规定处置。`,
    en: `The nation has suspended the health code of that region (${region?.en ?? issuer}); this is not the holder's fault. Check the identity document and follow the rules of the place.`,
  }),
  trust_expired: ({ issuer }, region) => ({
    zh: `本机的各地名录太旧，无法确认这个地区的健康码（${region?.zh ?? `地区 ${issuer}`}）。请联网后再扫；还是不行，请查验身份证件，按现场规定处置。`,
    en: `The list of regions on this device is too old to confirm the health code of that region (${region?.en ?? issuer}). Go online and scan again. If that does not help, check the identity document and follow the rules of the place.`,
  }),
  key_unknown: (refusal) => ({
    zh: `本机的核验资料旧了，认不出这个健康码（地区 ${refusal.issuer}，密钥 ${refusal.keyNumber}）。请联网后再扫。`,
    en: `The data on this device is too old for this code (region ${refusal.issuer}, key ${refusal.keyNumber}). Go online and scan again.`,
  }),
  key_not_valid_then: () => forged,
  key_not_for_this: () => forged,
  region_foreign: ({ issuer }) =>
    issuer === NATION
      ? COVERED
      : {
          zh: `这个码不是对方所在地区发的（地区 ${issuer}），不能认可。请查验身份证件，并向社区报告。`,
          en: `This code is not from the region that it names (issuer ${issuer}): do not accept it. Check the identity document, and report it to the community.`,
        },
  signature_high_s: () => forged,
  signature_invalid: () => forged,
  specimen: () => ({ zh: "这是样码，仅供培训，不能通行。", en: "This is a specimen for training: it admits nobody." }),
  device_key_invalid: () => forged,
  device_signature_high_s: () => copied,
  device_signature_invalid: () => copied,
  proof_too_old: ({ proofTime, ageSeconds }) => {
    const [at, age] = [ageSeconds * 1000 < DAY_MS ? chinaTime(proofTime) : chinaDateTime(proofTime), spanOf(ageSeconds * 1000)];
    return {
      zh: `健康码生成于 ${at}，是 ${age.zh}前，可能是截图。请对方在自己手机上打开健康码；如果是刚打开的，就是对方手机时间慢了，请打开“自动设置时间”。`,
      en: `This code is from ${at}, ${age.en} ago: ask for a live code. If it was just made, the phone's clock is behind: turn on automatic time.`,
    };
  },
  clock_skew: ({ offsetSeconds }) => {
    const lead = spanOf(offsetSeconds * 1000);
    return {
      zh: `对方手机时间快了 ${lead.zh}，请对方打开“自动设置时间”后再出示，并检查本机时间。`,
      en: `The holder's clock is ${lead.en} ahead: turn on automatic time there, and check the clock of this device.`,
    };
  },
  not_yet_valid: (refusal) => ({
    zh: `健康码自 ${chinaDateTime(refusal.issuedAt)} 起有效，现在还不能使用，请检查本机时间。`,
    en: `This code is valid only from ${chinaDateTime(refusal.issuedAt)}: check the clock of this device.`,
  }),
  expired: (refusal) => ({
    zh: `健康码已于 ${chinaDateTime(refusal.expiresAt)} 过期，请对方联网更新健康码。`,
    en: `This code expired at ${chinaDateTime(refusal.expiresAt)}: ask the holder to go online and renew it.`,
  }),
  revoked: () => ({
    zh: "健康码已被撤销，请对方联网领取新码。",
    en: "This code was revoked: ask the holder to go online for a new one.",
  }),
  suspended: () => ({
    zh: "健康码已暂停使用，请对方联系所在社区。",
    en: "This code is suspended: the holder should ask their community.",
  }),
  status_unknown: () => ({
    zh: "本机的程序旧了，读不懂这个健康码的状态。请联网，重新打开本页再扫；还是不行，请查验身份证件，按现场规定处置。",
    en: "The program on this device is too old for the status of this code: go online, open this page again and scan again. If that does not help, check the identity document and follow the rules of the place.",
  }),
  colour_foreign: () => forged,
};

/** In the order of the checks. */
export const REFUSAL_CODES = Object.keys(SENTENCES) as readonly CodeRefusal["code"][];

/** The sentence that tells the collector what to do. Exhaustive: a refusal without a row does not compile. Source: screens.md "Collector". @param region the name of the issuer, if the reader knows it */
export function sentenceOf<C extends CodeRefusal["code"]>(refusal: RefusalOf<C>, region?: Sentence): Sentence {
  return SENTENCES[refusal.code](refusal, region);
}

function chinaDateTime(time: number): string {
  return secondInChina(time).slice(0, 16);
}

function chinaTime(time: number): string {
  return chinaDateTime(time).slice(11);
}

/** The words for the reasons of refusals in a table. The sentences of a gate do not fit there: they tell a collector what to do, and contain data of one code. */
import type { CodeColour } from "../../../domain/code/claims.ts";
import type { Outcome } from "../../../domain/statistics/verifications.ts";
import { saySentence, type Sentence } from "../../app/say.ts";

type Refusal = Exclude<Outcome, CodeColour>;

const REFUSALS: Readonly<Record<Refusal, Sentence>> = {
  not_a_code: { zh: "不是健康码", en: "Not a health code" },
  wrong_length: { zh: "不完整：长度不对", en: "Incomplete: wrong length" },
  not_canonical: { zh: "不完整：数字不对", en: "Incomplete: wrong digits" },
  version_unknown: { zh: "版本太新", en: "Unknown version" },
  kind_unknown: { zh: "种类太新", en: "Unknown kind" },
  record_malformed: { zh: "内容不合格式", en: "Content breaks the format" },
  header_unexpected: { zh: "签名头不对", en: "Unexpected header" },
  issuer_unknown: { zh: "发码地区未获承认", en: "Issuer not recognised" },
  issuer_suspended: { zh: "发码地区已暂停", en: "Issuer suspended" },
  trust_expired: { zh: "各地名录已过期", en: "List of issuers expired" },
  key_unknown: { zh: "密钥不认识", en: "Unknown key" },
  key_not_valid_then: { zh: "密钥当时无效", en: "Key not valid at that time" },
  key_not_for_this: { zh: "密钥用途不对", en: "Key not for such codes" },
  region_foreign: { zh: "不是本地区能发的码", en: "Not a code of the issuer's region" },
  signature_high_s: { zh: "签名形式不对", en: "Wrong form of signature" },
  signature_invalid: { zh: "签名是假的", en: "Forged signature" },
  specimen: { zh: "样码", en: "Specimen" },
  device_key_invalid: { zh: "手机密钥不对", en: "Wrong key of the phone" },
  device_signature_high_s: { zh: "手机签名形式不对", en: "Wrong form of the phone's signature" },
  device_signature_invalid: { zh: "不是本人手机生成", en: "Not made by the holder's phone" },
  proof_too_old: { zh: "不是现场生成（截图等）", en: "Not live (a picture, for example)" },
  clock_skew: { zh: "手机时间快了", en: "Phone's clock ahead" },
  not_yet_valid: { zh: "还没有生效", en: "Not valid yet" },
  expired: { zh: "已过期", en: "Expired" },
  revoked: { zh: "已撤销", en: "Revoked" },
  suspended: { zh: "已暂停使用", en: "Suspended" },
  status_unknown: { zh: "状态读不懂", en: "Unknown status" },
  colour_foreign: { zh: "不能发的码色", en: "Colour that the issuer may not use" },
  unknown_holder: { zh: "查无持码人", en: "No such holder" },
};

export function refusalWord(refusal: Refusal): string {
  return saySentence(REFUSALS[refusal]);
}

/** Cases in which two administrators at an address set the manager of a person: their kinds, and the conditions to open and decide a case. Pure. Source: decision 54. */
import type { AccountKey, PersonKey } from "../access/keys.ts";
import { type AgreementRefusal, agreementOf, type Officer } from "../officer/officer.ts";
import { isWithin } from "../division/division.ts";
import type { Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";
import { type Custody, holderOf } from "./custody.ts";

/** `dispute`: two accounts claim to be the person's own, or to manage them. `dead_number`: the former phone is lost. `guardian`: the person has no phone. */
export const CASE_KINDS = ["dispute", "dead_number", "guardian"] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export const CASE_WORDS: Readonly<Record<CaseKind, Sentence>> = {
  dispute: { zh: "两方各执一词", en: "Two accounts contradict each other" },
  dead_number: { zh: "换号或原号停用", en: "New number, or the old one is dead" },
  guardian: { zh: "没有手机，由家人代管", en: "No phone: a relative manages" },
};

/** Why a login cannot take a person by a case, to the administrator who named its phone number. */
export const LOGIN_SENTENCES = {
  phone_not_registered: {
    zh: "这个手机号还没有登录过一码，请对方先用它登录一次。",
    en: "This phone number has never logged in: ask its owner to log in once.",
  },
  self_already_bound: {
    zh: "这个手机号已登记了另一位本人，不能再作此人的本人。",
    en: "This phone number belongs to a login that is bound to another person: it cannot be this person's own.",
  },
  too_many_people: {
    zh: "这个手机号已管理 10 人，请对方先移除一人。",
    en: "The login of this phone number manages 10 people already: ask its owner to remove one.",
  },
} as const satisfies Readonly<Record<string, Sentence>>;

/** The longest reason of a case, in characters. */
export const MAX_CASE_REASON = 200;
/** The highest number of cases that wait in one division. */
export const MAX_WAITING_CASES = 200;

/**
 * Whether this office may open a case about the person. For a person with a holder and a declared address only an office of that address may. For all others
 * every office may, because a stranger may have declared the address.
 * @param address the community of the last declaration; null without one
 */
export function mayOpen(custody: Custody | null, address: string | null, office: string): boolean {
  if (custody === null || holderOf(custody) === undefined || address === null) return true;
  return isWithin(address, office);
}

/** Whether the account has a part in the case: it manages or claims the person. Such an account decides no case about them. */
export function hasPart({ managers, claims }: Custody, account: AccountKey): boolean {
  return [...managers, ...claims].some((one) => one.account === account);
}

/** Whether this administrator may agree to a case that another one opened. */
export function mayAgree(opener: PersonKey, agreeing: Officer, at: number): Result<null, AgreementRefusal> {
  return agreementOf("case", { person: opener, maskedPhone: "" }, agreeing, at);
}

/** The sentences for refused documents, names and phone numbers: each says what the person can do. One exhaustive table. Source: product.md §8. */
import type { Sentence } from "../sentence.ts";
import type { Differs } from "./authority.ts";
import type { DocumentRefusal } from "./document.ts";
import type { NameRefusal } from "./name.ts";
import type { NationalityRefusal } from "./nationality.ts";
import type { PhoneRefusal } from "./phone.ts";

export type IdentityRefusalCode =
  | DocumentRefusal["code"]
  | NationalityRefusal["code"]
  | NameRefusal["code"]
  | PhoneRefusal["code"];

const passport = (zh: string, en: string): Sentence => ({
  zh: `${zh}，请照护照个人信息页填写。`,
  en: `${en}: copy it from the passport's data page.`,
});
const resident = (zh: string, en: string): Sentence => ({
  zh: `${zh}，请照身份证有照片的一面填写。`,
  en: `${en}: copy it from the side with the photo.`,
});
const permit = (zh: string, en: string): Sentence => ({
  zh: `${zh}，请照证件填写。`,
  en: `${en}: copy it from the document.`,
});

export const IDENTITY_SENTENCES: Readonly<Record<IdentityRefusalCode, Sentence>> = {
  document_type_unknown: { zh: "不支持这种证件，请另选一种。", en: "This type of document is not accepted: choose another one." },
  resident_number_form: resident("身份证号码应为 18 位", "An identity number has 18 characters"),
  resident_number_province: resident("身份证号码的前两位不对", "The first two digits of the identity number are wrong"),
  resident_number_date: resident("身份证号码中的出生日期不存在", "The birth date in the identity number does not exist"),
  resident_number_date_in_future: resident(
    "身份证号码中的出生日期在将来",
    "The birth date in the identity number is in the future",
  ),
  resident_number_date_too_long_ago: resident(
    "身份证号码中的出生日期太早",
    "The birth date in the identity number is too long ago",
  ),
  resident_number_check: resident("身份证号码有一位不对", "One character of the identity number is wrong"),
  hk_macao_permit_form: permit(
    "港澳通行证号码以 H 或 M 开头，后接 8 位数字",
    "The number of a Hong Kong and Macao permit has H or M and then 8 digits",
  ),
  taiwan_permit_form: permit("台湾居民通行证号码应为 8 位数字", "The number of a Taiwan permit has 8 digits"),
  one_time_permit_form: permit("一次有效通行证号码不对", "The one-time permit's number is wrong"),
  chinese_passport_form: passport("中国护照号码不对", "The Chinese passport's number is wrong"),
  foreign_passport_form: passport("护照号码应为 5 到 17 位字母或数字", "A passport number has 5 to 17 letters or digits"),
  permanent_resident_form: permit("永久居留证号码不对", "The permanent resident number is wrong"),
  other_document_form: permit("证件号码应为 4 到 24 位字母或数字", "A document number has 4 to 24 letters or digits"),
  nationality_missing: { zh: "请选择国籍。", en: "Choose the nationality." },
  nationality_form: { zh: "国籍应为三个字母的代码，例如 CHN。", en: "A nationality is a code of three letters, such as CHN." },
  nationality_unknown: { zh: "没有这个国籍，请从列表中选择。", en: "There is no such nationality: choose one from the list." },
  nationality_not_accepted: { zh: "这种证件不需要国籍。", en: "This type of document has no nationality." },
  birth_date_missing: { zh: "请填写出生日期。", en: "Enter the birth date." },
  birth_date_not_a_date: { zh: "出生日期不存在，请检查。", en: "This birth date does not exist: check it." },
  birth_date_in_future: { zh: "出生日期在将来，请检查。", en: "This birth date is in the future: check it." },
  birth_date_too_long_ago: { zh: "出生日期太早，请检查。", en: "This birth date is too long ago: check it." },
  birth_date_mismatch: { zh: "出生日期与证件号码不一致。", en: "The birth date does not agree with the number." },
  name_missing: { zh: "请填写姓名。", en: "Enter the name." },
  name_too_long: { zh: "姓名最多 60 个字。", en: "A name has at most 60 characters." },
  name_characters: {
    zh: "姓名里有数字或不能用的符号，请照证件填写。",
    en: "The name has a digit or a symbol that no name has: copy the name from the document.",
  },
  name_private_use: {
    zh: "姓名里有一个字认不出来。请删掉这个字，用输入法重新输入；打不出来的，用拼音代替。",
    en: "One character of the name cannot be read. Delete it and type it again; if your keyboard does not have it, type its pinyin.",
  },
  name_form: { zh: "姓名的写法不对，请照证件填写。", en: "The name is not well formed: copy it from the document." },
  phone_characters: { zh: "手机号只能是数字，请检查后重填。", en: "A phone number has digits only: check it." },
  phone_region_unknown: {
    zh: "请填写内地或港澳台的手机号。",
    en: "Enter a mobile number of the mainland, Hong Kong, Macao or Taiwan.",
  },
  phone_length: { zh: "手机号位数不对，内地手机号为 11 位。", en: "The number of digits is wrong: a mainland number has 11." },
  phone_not_mobile: { zh: "这不是手机号，请填写手机号。", en: "This is not a mobile number: enter a mobile number." },
};

const unlessRight = (zh: string, en: string): Sentence => ({
  zh: `${zh}。确认无误仍不通过的，请带证件到社区当面核验。`,
  en: `${en}. If it is right, show the document at the community.`,
});

/** The identity authority names the wrong field, name or document. A wrong phone number alone is no refusal. */
export const MISMATCH_SENTENCES: Readonly<Record<Exclude<Differs, "phone">, Sentence>> = {
  name: unlessRight(
    "这个证件号码登记的是另一个姓名，请照证件逐字核对",
    "Another name is registered with this document number: compare it with the document letter by letter",
  ),
  document: unlessRight(
    "这个姓名登记的是另一个证件号码，请照证件逐位核对",
    "Another document number is registered with this name: compare it with the document digit by digit",
  ),
};

/** What a person can do about a declaration that was refused. One table, exhaustive. Source: product.md §3. */
import { IDENTITY_SENTENCES } from "../identity/refusal-sentence.ts";
import type { Sentence } from "../sentence.ts";
import type { DeclarationRefusal } from "./declaration.ts";

const { phone_characters, phone_region_unknown, phone_length, phone_not_mobile } = IDENTITY_SENTENCES;

export const DECLARATION_SENTENCES: Readonly<Record<DeclarationRefusal["code"], Sentence>> = {
  phone_characters,
  phone_region_unknown,
  phone_length,
  phone_not_mobile,
  address_level: { zh: "请把本地住址选到街道或社区。", en: "Choose the address here down to a street or a community." },
  address_outside_region: {
    zh: "本地住址不在本地区内，请重新选择。",
    en: "The address here lies outside this region: choose again.",
  },
  present_place_outside_region: {
    zh: "您选了留在本地，现在所在地却在外地，请改一处。",
    en: "You chose staying, but your present place is elsewhere: change one of them.",
  },
  present_place_inside_region: {
    zh: "您的到达日期在以后，现在所在地却在本地，请改一处。",
    en: "Your arrival is later, but your present place is here already: change one of them.",
  },
  arrival_missing: { zh: "请填写计划到达日期。", en: "Enter the planned arrival." },
  arrival_not_expected: { zh: "留在本地的人不填到达日期。", en: "Who stays here has no arrival date." },
  arrival_not_a_date: { zh: "到达日期不存在，请检查。", en: "This arrival date does not exist: check it." },
  arrival_in_past: { zh: "到达日期已经过去，请改为今天或以后。", en: "The arrival is in the past: choose today or later." },
  arrival_too_far: {
    zh: "到达日期最远为 60 天以后，请临近时再申报。",
    en: "The arrival is more than 60 days ahead: declare nearer to it.",
  },
  temperature_range: { zh: "体温应在 34.0 到 43.0 度之间。", en: "A temperature lies between 34.0 and 43.0 °C." },
  temperature_precision: { zh: "体温只填一位小数。", en: "Enter the temperature with one decimal." },
  symptom_repeated: { zh: "同一症状选了两次。", en: "A symptom was chosen twice." },
  place_not_a_date: { zh: "去过的地方有一个日期不存在。", en: "A date among the places does not exist." },
  place_dates_reversed: { zh: "去过的地方：离开日期早于到达日期。", en: "Among the places, a departure is before its arrival." },
  place_in_future: { zh: "去过的地方有一个日期在将来。", en: "A date among the places is in the future." },
  place_too_long_ago: { zh: "只填最近 14 天去过的地方。", en: "Enter only places of the last 14 days." },
};

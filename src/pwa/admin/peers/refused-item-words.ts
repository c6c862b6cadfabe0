/** Why an item of a peer's letter was refused, in a few words. docs/trust.md §10. */
import type { Sentence } from "../../app/say.ts";
import { saySentence } from "../../app/say.ts";

const WORDS: Readonly<Record<string, Sentence>> = {
  item_malformed: { zh: "格式不对", en: "malformed" },
  region_foreign: { zh: "不是对方地区的", en: "not of its region" },
  not_for_here: { zh: "不该发到这里", en: "not for here" },
  person_unreadable: { zh: "看不出是谁", en: "person unreadable" },
  proof_missing: { zh: "没有本人手机的证明", en: "no proof by the phone" },
  pass_time: { zh: "时间不对", en: "wrong time" },
  fact_of_another: { zh: "不是对方的记录", en: "not its own entry" },
  too_many_facts: { zh: "此人记录过多", en: "too many entries of one person" },
  too_many_wait: { zh: "待批过多", en: "too many wait" },
};

/** @param code the refusal; a code without words is shown as it is */
export function refusedItemWords(code: string): string {
  const words = WORDS[code];
  return words === undefined ? code : saySentence(words);
}

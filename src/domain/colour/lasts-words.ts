/** How long a row's colour lasts, in the words of whoever judges it. Pure. */
import type { Sentence } from "../sentence.ts";
import { FACT_WORDS } from "../fact/fact.ts";
import type { Lasts } from "../rules/rule-set.ts";
import { variableWords } from "../rules/variables.ts";

export function lastsWords(lasts: Lasts | null): Sentence {
  if (lasts === null) return { zh: "至解除", en: "until what ends it" };
  if ("until" in lasts) {
    const { zh, en } = FACT_WORDS[lasts.until];
    return { zh: `至“${zh}”名单解除`, en: `until the entry “${en}” ends` };
  }
  if ("hours" in lasts) return { zh: `${lasts.hours} 小时`, en: `${lasts.hours} hours` };
  if (!("from" in lasts)) return { zh: `${lasts.days} 天`, en: `${lasts.days} days` };
  const { zh, en } = variableWords(lasts.from);
  return { zh: `至${zh}满 ${lasts.days}`, en: `until ${lasts.days} ${en}` };
}

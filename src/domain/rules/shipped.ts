/** The rule sets that this program ships, from the practice of 2020 and 2021, as JSON data. Source: product.md §6. */
import { type ReadyRuleSet, checkRuleSet } from "./check-rule-set.ts";
import hangzhou from "../colour/rule-sets/hangzhou-2020-02.json" with { type: "json" };
import hubeiFebruary from "../colour/rule-sets/hubei-2020-02.json" with { type: "json" };
import hubeiMarch from "../colour/rule-sets/hubei-2020-03.json" with { type: "json" };
import hubeiAugust from "../colour/rule-sets/hubei-2021-08.json" with { type: "json" };
import nation from "../colour/rule-sets/nation-2020-02.json" with { type: "json" };
import { addRuleSet } from "./succession.ts";

/** All shipped rule sets, checked like an officer's proposal; a faulty one makes the import of this module fail. */
export const SHIPPED_RULE_SETS: readonly ReadyRuleSet[] = [hubeiFebruary, hubeiMarch, hubeiAugust, hangzhou, nation].reduce<
  readonly ReadyRuleSet[]
>((sets, data) => {
  const checked = checkRuleSet(data);
  const added = checked.ok ? addRuleSet(sets, checked.value) : checked;
  if (!added.ok) throw new Error(`${data.id}${added.refusal.field}: ${added.refusal.code}`);
  return added.value;
}, []);

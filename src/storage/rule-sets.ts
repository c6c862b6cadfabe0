/** Rule sets that an issuer's officers approved, in KV so that no reader asks an object: read, checked and compiled once in an isolate. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { checkRuleSet, type ReadyRuleSet } from "../domain/rules/check-rule-set.ts";
import type { RuleSet } from "../domain/rules/rule-set.ts";
import { SHIPPED_RULE_SETS } from "../domain/rules/shipped.ts";
import { authoritiesOf, inOrder, RULE_SET_LEAD_MS } from "../domain/rules/succession.ts";
import { ageOf, type Reading, SourceMemory } from "./kept.ts";
import { ruleSetsKey } from "./schema.ts";

const KEPT_MS = 30_000;
/** What was approved since a reading, and in KV's own minute before it, begins later than this: without KV the reading is right so long. */
const RIGHT_MS = RULE_SET_LEAD_MS - 60_000;
/** The least that KV allows, seconds. */
const CACHED_SECONDS = 30;

interface Approved {
  /** As KV has it: what did not change is not compiled again. */
  readonly text: string;
  readonly sets: readonly ReadyRuleSet[];
}

interface Joined {
  readonly parts: readonly (readonly ReadyRuleSet[])[];
  readonly sets: readonly ReadyRuleSet[];
}

const NONE = "[]";
const approved = new SourceMemory<string, Approved, KVNamespace>({
  keyOf: (issuer) => issuer,
  freshMs: KEPT_MS,
  staleMs: KEPT_MS,
  renewEveryMs: 0,
  async load(kv, issuer, now): Promise<Reading<Approved>> {
    try {
      const text = await kv.get(ruleSetsKey(issuer), { type: "text", cacheTtl: CACHED_SECONDS });
      return { value: compiled(issuer, text ?? NONE), at: now };
    } catch (bug) {
      const last = approved.last(issuer);
      if (last === undefined || ageOf(last.at, now) >= RIGHT_MS) throw bug;
      console.error(`rule sets of ${issuer} are ${ageOf(last.at, now)} ms old`, bug);
      return last;
    }
  },
});
const joined = new Map<IssuerCode, Joined>();

/** @param text the list in JSON, in the order of their approval */
export async function publishRuleSets(kv: KVNamespace, issuer: IssuerCode, text: string): Promise<void> {
  await kv.put(ruleSetsKey(issuer), text);
}

/** What was approved just now is known here at once. */
export function keepRuleSets(issuer: IssuerCode, text: string, now: number): void {
  approved.set(issuer, compiled(issuer, text), now);
}

/**
 * All that an issuer decides by, now and later, in order: what is shipped and what was approved, its own, its province's and the nation's.
 * Throws where KV fails and what was read before may be overtaken.
 */
export async function ruleSetsOf(kv: KVNamespace, issuer: IssuerCode, now: number): Promise<readonly ReadyRuleSet[]> {
  const parts = await Promise.all(authoritiesOf(issuer).map((authority) => approvedBy(kv, authority, now)));
  const known = joined.get(issuer);
  if (known !== undefined && parts.every((part, index) => part === known.parts[index])) return known.sets;
  const sets = inOrder([...SHIPPED_RULE_SETS, ...parts.flat()]);
  joined.set(issuer, { parts, sets });
  return sets;
}

async function approvedBy(kv: KVNamespace, issuer: string, now: number): Promise<readonly ReadyRuleSet[]> {
  return (approved.fresh(issuer, now) ?? (await approved.renew(kv, issuer, now))).value.sets;
}

function compiled(issuer: string, text: string): Approved {
  const last = approved.last(issuer)?.value;
  return last?.text === text ? last : { text, sets: (JSON.parse(text) as readonly RuleSet[]).map(ready) };
}

function ready(ruleSet: RuleSet): ReadyRuleSet {
  const checked = checkRuleSet(ruleSet);
  if (!checked.ok) throw new Error(`approved rule set ${ruleSet.id}${checked.refusal.field}: ${checked.refusal.code}`);
  return checked.value;
}

/** Rule sets that an issuer's officers approved, in KV, so that no reader calls an object; each isolate checks and compiles them once. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { checkRuleSet, type ReadyRuleSet } from "../domain/rules/check-rule-set.ts";
import type { RuleSet } from "../domain/rules/rule-set.ts";
import { SHIPPED_RULE_SETS } from "../domain/rules/shipped.ts";
import { authoritiesOf, inOrder, RULE_SET_LEAD_MS } from "../domain/rules/succession.ts";
import { ageOf, type Reading, SourceMemory } from "./memory.ts";
import { ruleSetsKey } from "./schema.ts";

const FRESH_MS = 30_000;
/**
 * How long a reading may be used when KV cannot be read: a rule set that was approved after the reading, or in the minute before it (KV's delay),
 * begins later than this.
 */
const RIGHT_MS = RULE_SET_LEAD_MS - 60_000;
/** The shortest cache time that KV allows, seconds. */
const CACHED_SECONDS = 30;

interface Approved {
  /** The text in KV: an unchanged text is not compiled again. */
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
  freshMs: FRESH_MS,
  staleMs: FRESH_MS,
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

/** @param text the rule sets as a JSON list, in the order of their approval */
export async function publishRuleSets(kv: KVNamespace, issuer: IssuerCode, text: string): Promise<void> {
  await kv.put(ruleSetsKey(issuer), text);
}

/** Puts new rule sets into this isolate's memory, so that they hold here at once. */
export function keepRuleSets(issuer: IssuerCode, text: string, now: number): void {
  approved.set(issuer, compiled(issuer, text), now);
}

/**
 * All present and future rule sets of an issuer, in order: the shipped ones, and the approved ones of the issuer, its province and the nation.
 * Throws if KV fails and the last reading is older than RIGHT_MS.
 */
export async function ruleSetsOf(kv: KVNamespace, issuer: IssuerCode, now: number): Promise<readonly ReadyRuleSet[]> {
  const parts = await Promise.all(authoritiesOf(issuer).map((authority) => approvedBy(kv, authority, now)));
  const cached = joined.get(issuer);
  if (cached !== undefined && parts.every((part, index) => part === cached.parts[index])) return cached.sets;
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

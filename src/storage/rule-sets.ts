/** The approved rule sets of an issuer: in KV, so that no reader calls an object, and in the memory of the isolate, which checks and compiles each text once. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { checkRuleSet, type ReadyRuleSet } from "../domain/rules/check-rule-set.ts";
import type { RuleSet } from "../domain/rules/rule-set.ts";
import { SHIPPED_RULE_SETS } from "../domain/rules/shipped.ts";
import { authoritiesOf, inOrder, RULE_SET_LEAD_MS } from "../domain/rules/succession.ts";
import { ageOf, type Reading, SourceMemory } from "./memory.ts";
import { ruleSetsKey } from "./schema.ts";

const FRESH_MS = 30_000;
/**
 * How long a reading may be used if KV fails. A reading may lack rule sets that were approved after it, or in the minute before it (KV's delay); those
 * begin this long after the reading at the earliest.
 */
const RIGHT_MS = RULE_SET_LEAD_MS - 60_000;
/** The shortest cache time that KV allows, seconds. */
const CACHED_SECONDS = 30;

interface ApprovedRuleSets {
  /** The text in KV from which the rule sets were compiled: an unchanged text is not compiled again. */
  readonly text: string;
  readonly sets: readonly ReadyRuleSet[];
}

/** The rule sets of an issuer in order, with the lists of its authorities (itself, its province, the nation) from which they were joined. */
interface JoinedRuleSets {
  readonly parts: readonly (readonly ReadyRuleSet[])[];
  readonly sets: readonly ReadyRuleSet[];
}

const NONE = "[]";
const approvedRuleSets = new SourceMemory<string, ApprovedRuleSets, KVNamespace>({
  keyOf: (issuer) => issuer,
  freshMs: FRESH_MS,
  staleMs: FRESH_MS,
  renewEveryMs: 0,
  async load(kv, issuer, now): Promise<Reading<ApprovedRuleSets>> {
    try {
      const text = await kv.get(ruleSetsKey(issuer), { type: "text", cacheTtl: CACHED_SECONDS });
      return { value: compile(issuer, text ?? NONE), at: now };
    } catch (bug) {
      const last = approvedRuleSets.last(issuer);
      if (last === undefined || ageOf(last.at, now) >= RIGHT_MS) throw bug;
      console.error(`rule sets of ${issuer} are ${ageOf(last.at, now)} ms old`, bug);
      return last;
    }
  },
});
const joinedRuleSets = new Map<IssuerCode, JoinedRuleSets>();

/** Stores the approved rule sets of an issuer. @param text a JSON list, in the order of their approval */
export async function publishRuleSets(kv: KVNamespace, issuer: IssuerCode, text: string): Promise<void> {
  await kv.put(ruleSetsKey(issuer), text);
}

/** Puts new rule sets into this isolate's memory, so that this isolate uses them at once. */
export function keepRuleSets(issuer: IssuerCode, text: string, now: number): void {
  approvedRuleSets.set(issuer, compile(issuer, text), now);
}

/**
 * The past, present and future rule sets by which an issuer decides, in order: all shipped ones (also of other issuers), and the approved ones of the
 * issuer, its province and the nation. Throws if KV fails and there is no reading in memory, or it is older than RIGHT_MS.
 */
export async function ruleSetsOf(kv: KVNamespace, issuer: IssuerCode, now: number): Promise<readonly ReadyRuleSet[]> {
  const parts = await Promise.all(authoritiesOf(issuer).map((authority) => approvedBy(kv, authority, now)));
  const entry = joinedRuleSets.get(issuer);
  if (entry !== undefined && parts.every((part, index) => part === entry.parts[index])) return entry.sets;
  const sets = inOrder([...SHIPPED_RULE_SETS, ...parts.flat()]);
  joinedRuleSets.set(issuer, { parts, sets });
  return sets;
}

async function approvedBy(kv: KVNamespace, issuer: string, now: number): Promise<readonly ReadyRuleSet[]> {
  return (approvedRuleSets.fresh(issuer, now) ?? (await approvedRuleSets.renew(kv, issuer, now))).value.sets;
}

function compile(issuer: string, text: string): ApprovedRuleSets {
  const last = approvedRuleSets.last(issuer)?.value;
  return last?.text === text ? last : { text, sets: (JSON.parse(text) as readonly RuleSet[]).map(ready) };
}

function ready(ruleSet: RuleSet): ReadyRuleSet {
  const check = checkRuleSet(ruleSet);
  if (!check.ok) throw new Error(`approved rule set ${ruleSet.id}${check.refusal.field}: ${check.refusal.code}`);
  return check.value;
}

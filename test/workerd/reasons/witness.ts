/** Compares two states, and names each change about colours that has no recorded reason. */
import { outcomeOf } from "../../../src/domain/rules/succession.ts";
import { SHIPPED_RULE_SETS } from "../../../src/domain/rules/shipped.ts";
import { settingAfter, turnedEverywhere } from "../../../src/domain/proposal/officers-setting.ts";
import type { Proposal } from "../../../src/domain/proposal/proposal.ts";
import { isSameHand } from "../../../src/domain/officer/officer.ts";
import { checkReason } from "../../../src/domain/proposal/reason.ts";
import type { DecisionRow } from "../../../src/objects/people/colour/colour-store.ts";
import { CHAIN_START, chainHash } from "../../../src/objects/chain/chain-hash.ts";
import type { ColourRules, Link, ShardState, State } from "./state.ts";

/** The changes from `before` to `after` that have no recorded reason, as sentences; empty if all have one. */
export async function unexplained(before: State, after: State): Promise<readonly string[]> {
  const shards = after.shards.map((shard, at) => ofShard(before.shards[at] ?? shard, shard));
  return [...(await Promise.all(shards)).flat(), ...(await ofOfficers(before, after))];
}

async function ofShard(before: ShardState, after: ShardState): Promise<readonly string[]> {
  const faults = await chainFaults(before.decisions, after.decisions);
  for (const [person, seq] of before.colours) if (!after.colours.has(person)) faults.push(`the colour of ${seq} is gone`);
  for (const [person, seq] of after.colours) {
    const current = before.colours.get(person) ?? null;
    const made = after.decisions.map((link) => ({ seq: link.seq, ...(JSON.parse(link.body) as DecisionRow) }));
    const own = made.filter((one) => one.person === person && one.seq > (before.decisions.at(-1)?.seq ?? 0));
    if (seq !== (own.at(-1)?.seq ?? current)) faults.push(`the colour goes by decision ${seq}, which is not the newest`);
    let last = made.find((one) => one.seq === current) ?? null;
    for (const decision of own) {
      const isTold = before.facts.get(person) !== after.facts.get(person);
      faults.push(...decisionFaults(last, decision, isTold).map((fault) => `decision ${decision.seq}: ${fault}`));
      last = decision;
    }
  }
  return faults;
}

type Numbered = DecisionRow & { readonly seq: number };

/** What is wrong with a decision. It must name a row that gives its colour, the person's previous decision and a declaration. Another colour or row needs another source, changed facts about the person (`isTold`), or a change that was due. */
function decisionFaults(last: Numbered | null, decision: Numbered, isTold: boolean): readonly string[] {
  const faults: string[] = [];
  if (decision.before !== (last?.seq ?? null)) faults.push("it hides the one before");
  const outcome = outcomeOf(SHIPPED_RULE_SETS, decision);
  if (outcome?.colour !== decision.colour) faults.push(`no row ${decision.row} gives ${decision.colour}`);
  if (decision.declaration === null) faults.push("nothing was declared");
  const isOther = last !== null && (last.colour !== decision.colour || last.row !== decision.row);
  const isDue = last?.nextAt !== null && last?.nextAt !== undefined && last.nextAt <= decision.at;
  if (isOther && !isTold && !isDue && basisOf(last) === basisOf(decision)) faults.push("nothing new is its reason");
  return faults;
}

/** The fields of a decision that are its result. All other fields count as its sources, also those of a later version. */
const OUTCOME: ReadonlySet<string> = new Set<keyof Numbered>([
  "seq",
  "before",
  "person",
  "at",
  "colour",
  "row",
  "since",
  "until",
  "nextAt",
  "leftRedAt",
]);

function basisOf(decision: Numbered): string {
  return JSON.stringify(Object.entries(decision).filter(([name]) => !OUTCOME.has(name)));
}

/** What is wrong with the officers' acts: the setting and the rule sets in force must follow from the approvals, and each approval needs two officers, a reason of health and evidence. */
async function ofOfficers(before: State, after: State): Promise<readonly string[]> {
  const faults = await chainFaults(before.acts, after.acts);
  let inForce = before.inForce;
  for (const { body } of after.acts.slice(before.acts.length)) {
    const [act, about] = JSON.parse(body) as readonly [string, string | { readonly at: number }];
    // Replaced keys revoke all codes, and change no colour.
    if (act === "keys_replaced" && typeof about === "object")
      inForce = { setting: turnedEverywhere(inForce.setting, about.at), ruleSets: inForce.ruleSets };
    const proposal = typeof about === "string" ? after.proposals.get(about) : undefined;
    if (act !== "approved" || proposal === undefined || proposal.decision === null) continue;
    const isTwo = !isSameHand(proposal.by, proposal.decision.by);
    if (!isTwo || !checkReason(proposal.reason).ok || proposal.evidence === "")
      faults.push(`${proposal.change.kind}: two officers, a reason of health and evidence are needed`);
    inForce = rulesAfter(inForce, proposal, after.inForce);
  }
  if (!isSame(inForce, after.inForce)) faults.push("the rules in force differ from the approved ones");
  for (const each of ["setting", "ruleSets"] as const)
    if (![before.published, after.inForce].some((one) => isSame(one[each], after.published[each])))
      faults.push(`the published ${each} is not in force`);
  return faults;
}

/** The setting and rule sets after an approved proposal. @param now the state afterwards, which has the documents of new rule sets */
function rulesAfter({ setting, ruleSets }: ColourRules, { change, decision }: Proposal, now: ColourRules): ColourRules {
  if (change.kind === "closed_management" || change.kind === "colours_switch")
    return { setting: settingAfter(setting, change, decision?.at ?? 0), ruleSets };
  // Changes of facts, lists and levels are not covered here, but by the comparison of the shards.
  if (!("ruleSet" in change)) return { setting, ruleSets };
  const { id, version } = change.ruleSet;
  const isNamed = (one: { readonly id: string; readonly version: number }) => one.id === id && one.version === version;
  if (change.kind === "rule_set_withdrawal") return { setting, ruleSets: ruleSets.filter((one) => !isNamed(one)) };
  return { setting, ruleSets: [...ruleSets, ...now.ruleSets.filter(isNamed)] };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function chainFaults(before: readonly Link[], after: readonly Link[]): Promise<string[]> {
  const faults: string[] = [];
  if (!isSame(after.slice(0, before.length), before)) faults.push("what was recorded has changed");
  let last = before.at(-1)?.hash ?? CHAIN_START;
  for (const { seq, body, hash } of after.slice(before.length)) {
    if (hash !== (await chainHash(last, body))) faults.push(`${seq} is not in the chain`);
    last = hash;
  }
  return faults;
}

/** Sees every colour of an issuer and what was set about colours, before and after something was done, and names each change that has no recorded reason. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { SHIPPED_RULE_SETS } from "../../../src/domain/colour/shipped.ts";
import { outcomeOf } from "../../../src/domain/colour/succession.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { NOTHING_SET, type OfficersSetting, type Proposal, settingAfter } from "../../../src/domain/proposal/proposal.ts";
import { checkReason } from "../../../src/domain/proposal/reason.ts";
import type { DecisionRow } from "../../../src/objects/people/colour-store.ts";
import { colourSettingKey } from "../../../src/storage/schema.ts";
import { CHAIN_START, chainHash } from "../../../src/token/chain.ts";

export const ISSUER = "4201" as IssuerCode;
const SHARDS = 16;

interface Link {
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
}

interface ShardState {
  readonly decisions: readonly Link[];
  /** By person: the number of the decision that holds. */
  readonly colours: ReadonlyMap<string, number>;
  /** By person: all entries of lists, as they stand. */
  readonly facts: ReadonlyMap<string, string>;
}

export interface State {
  readonly shards: readonly ShardState[];
  readonly acts: readonly Link[];
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly setting: OfficersSetting;
  /** What every reader goes by. */
  readonly published: OfficersSetting;
}

export async function stateNow(): Promise<State> {
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      runInDurableObject(env.PEOPLE.getByName(`${ISSUER}/people/${shard}`), (_object, { storage: { sql } }): ShardState => {
        const rows = <Row extends Record<string, SqlStorageValue>>(statement: string) => sql.exec<Row>(statement).toArray();
        const colours = rows<{ person: string; seq: number }>("SELECT person, seq FROM colours");
        const facts = Map.groupBy(rows<{ person: string }>("SELECT * FROM facts"), ({ person }) => person);
        return {
          decisions: rows<Record<keyof Link, SqlStorageValue>>("SELECT * FROM decisions ORDER BY seq") as unknown as Link[],
          colours: new Map(colours.map(({ person, seq }) => [person, seq])),
          facts: new Map([...facts].map(([person, some]) => [person, JSON.stringify(some)])),
        };
      }),
    ),
  );
  const officers = await runInDurableObject(env.ISSUER.getByName(`${ISSUER}/issuer`), (_object, { storage: { sql } }) => {
    const bodies = (table: string) => sql.exec<{ body: string }>(`SELECT body FROM ${table}`).toArray();
    const proposals = bodies("proposals").map(({ body }) => JSON.parse(body) as Proposal);
    const [setting] = bodies("colour_setting").map(({ body }) => JSON.parse(body) as OfficersSetting);
    const acts = sql.exec<Record<keyof Link, SqlStorageValue>>("SELECT * FROM officer_acts ORDER BY seq").toArray();
    return {
      acts: acts as unknown as Link[],
      proposals: new Map(proposals.map((one) => [one.id, one])),
      setting: setting ?? NOTHING_SET,
    };
  });
  const published = (await env.PUBLISHED.get<OfficersSetting>(colourSettingKey(ISSUER), "json")) ?? NOTHING_SET;
  return { shards, ...officers, published };
}

/** What changed without a reason; empty where every change has one. */
export async function unexplained(before: State, after: State): Promise<readonly string[]> {
  const shards = after.shards.map((shard, at) => ofShard(before.shards[at] ?? shard, shard));
  return [...(await Promise.all(shards)).flat(), ...(await ofOfficers(before, after))];
}

async function ofShard(before: ShardState, after: ShardState): Promise<readonly string[]> {
  const faults = await chainFaults(before.decisions, after.decisions);
  for (const [person, seq] of before.colours) if (!after.colours.has(person)) faults.push(`the colour of ${seq} is gone`);
  for (const [person, seq] of after.colours) {
    const held = before.colours.get(person) ?? null;
    const made = after.decisions.map((link) => ({ seq: link.seq, ...(JSON.parse(link.body) as DecisionRow) }));
    const own = made.filter((one) => one.person === person && one.seq > (before.decisions.at(-1)?.seq ?? 0));
    if (seq !== (own.at(-1)?.seq ?? held)) faults.push(`the colour goes by decision ${seq}, which is not the newest`);
    let last = made.find((one) => one.seq === held) ?? null;
    for (const decision of own) {
      const isTold = before.facts.get(person) !== after.facts.get(person);
      faults.push(...decisionFaults(last, decision, isTold).map((fault) => `decision ${decision.seq}: ${fault}`));
      last = decision;
    }
  }
  return faults;
}

type Numbered = DecisionRow & { readonly seq: number };

/** Each names a row of a rule set, the decision before it, and what it was based on; another colour needs something new in that. */
function decisionFaults(last: Numbered | null, decision: Numbered, isTold: boolean): readonly string[] {
  const faults: string[] = [];
  if (decision.before !== (last?.seq ?? null)) faults.push("it hides the one before");
  const outcome = outcomeOf(SHIPPED_RULE_SETS, decision.ruleSet, decision.row);
  if (outcome?.colour !== decision.colour) faults.push(`no row ${decision.row} gives ${decision.colour}`);
  if (decision.declaration === null) faults.push("nothing was declared");
  const isOther = last !== null && (last.colour !== decision.colour || last.row !== decision.row);
  const isDue = last?.nextAt !== null && last?.nextAt !== undefined && last.nextAt <= decision.at;
  if (isOther && !isTold && !isDue && basisOf(last) === basisOf(decision)) faults.push("nothing new is its reason");
  return faults;
}

/** What came out of a decision, and whose it is; all else is what it was based on, also what is added to it one day. */
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

async function ofOfficers(before: State, after: State): Promise<readonly string[]> {
  const faults = await chainFaults(before.acts, after.acts);
  let { setting } = before;
  for (const { body } of after.acts.slice(before.acts.length)) {
    const [act, id] = JSON.parse(body) as readonly [string, string];
    const proposal = after.proposals.get(id);
    if (act !== "approved" || proposal?.decision === null || proposal === undefined) continue;
    const isTwo = proposal.by.person !== proposal.decision.by.person;
    if (!isTwo || !checkReason(proposal.reason).ok || proposal.evidence === "")
      faults.push(`${proposal.change.kind}: two officers, a reason of health and evidence are needed`);
    setting = settingAfter(setting, proposal.change, proposal.decision.at);
  }
  if (JSON.stringify(setting) !== JSON.stringify(after.setting)) faults.push("what holds about colours is not what was approved");
  const known = [before.published, after.setting].map((each) => JSON.stringify(each));
  if (!known.includes(JSON.stringify(after.published))) faults.push("what is published about colours is not what holds");
  return faults;
}

async function chainFaults(before: readonly Link[], after: readonly Link[]): Promise<string[]> {
  const faults: string[] = [];
  if (JSON.stringify(after.slice(0, before.length)) !== JSON.stringify(before)) faults.push("what was recorded has changed");
  let last = before.at(-1)?.hash ?? CHAIN_START;
  for (const { seq, body, hash } of after.slice(before.length)) {
    if (hash !== (await chainHash(last, body))) faults.push(`${seq} is not in the chain`);
    last = hash;
  }
  return faults;
}

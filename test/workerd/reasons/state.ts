/** Reads, at one moment, every colour of an issuer from its shards, and its officers' settings about colours. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { RuleSet } from "../../../src/domain/rules/rule-set.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { NOTHING_SET, type OfficersSetting } from "../../../src/domain/proposal/officers-setting.ts";
import type { Proposal } from "../../../src/domain/proposal/proposal.ts";
import { colourSettingKey, ruleSetsKey } from "../../../src/storage/schema.ts";

export const ISSUER = "4201" as IssuerCode;
const SHARDS = 16;

export interface Link {
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
}

export interface ShardState {
  readonly decisions: readonly Link[];
  /** The number of the decision in force, by person key. */
  readonly colours: ReadonlyMap<string, number>;
  /** All entries of lists about a person, as text, by person key. */
  readonly facts: ReadonlyMap<string, string>;
}

export interface State {
  readonly shards: readonly ShardState[];
  readonly acts: readonly Link[];
  readonly proposals: ReadonlyMap<string, Proposal>;
  readonly inForce: ColourRules;
  /** The published copy of `inForce` in KV, which every reader uses. */
  readonly published: ColourRules;
}

/** The setting that shows or hides colours, and the adopted rule sets, as the officers have approved them. */
export interface ColourRules {
  readonly setting: OfficersSetting;
  readonly ruleSets: readonly RuleSet[];
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
    const ruleSets = bodies("rule_sets WHERE approved_at IS NOT NULL ORDER BY approved_at");
    const acts = sql.exec<Record<keyof Link, SqlStorageValue>>("SELECT * FROM officer_acts ORDER BY seq").toArray();
    return {
      acts: acts as unknown as Link[],
      proposals: new Map(proposals.map((one) => [one.id, one])),
      inForce: { setting: setting ?? NOTHING_SET, ruleSets: ruleSets.map(({ body }) => JSON.parse(body) as RuleSet) },
    };
  });
  const setting = (await env.PUBLISHED.get<OfficersSetting>(colourSettingKey(ISSUER), "json")) ?? NOTHING_SET;
  const ruleSets = (await env.PUBLISHED.get<readonly RuleSet[]>(ruleSetsKey(ISSUER), "json")) ?? [];
  return { shards, ...officers, published: { setting, ruleSets } };
}

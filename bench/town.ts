/** Writes the rows of a town's persons, their declarations and their decisions into the databases of the shards, while the runtime is stopped. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { PersonKey } from "../src/domain/access/keys.ts";
import { dateOf } from "../src/domain/china-time.ts";
import { decide } from "../src/domain/colour/decide.ts";
import { recordOf } from "../src/domain/colour/record.ts";
import { SHIPPED_RULE_SETS } from "../src/domain/rules/shipped.ts";
import { ruleSetFor } from "../src/domain/rules/succession.ts";
import { type IssuerCode, shardOf } from "../src/domain/issuer/issuer.ts";
import { CHAIN_START, chainHash } from "../src/objects/chain/chain-hash.ts";
import { seal } from "../src/token/secret/seal.ts";
import { openSecrets, type Secrets } from "../src/token/secret/secrets.ts";
import { MASTER_KEY } from "./yima.ts";

const ISSUER = "4201" as IssuerCode;
const DAY_MS = 86_400_000;
const DECLARED_BEFORE_MS = 2 * DAY_MS;
/** One person in 100 declared a fever and has another colour. */
const FEVER_EVERY = 100;
const COMMUNITIES = 50;

/** Fills the shards with persons who have declared. @param ids the ids of the shards' objects, in the order of the shards */
export async function fillTown(home: string, ids: readonly string[], persons: number): Promise<void> {
  const secrets = await openSecrets(MASTER_KEY, ISSUER);
  const byShard = Map.groupBy(Array.from({ length: persons }, newPerson), (person) => shardOf(person, ids.length));
  for (const [shard, some] of byShard) {
    const database = new DatabaseSync(databaseOf(home, ids[shard] ?? ""));
    database.exec("PRAGMA synchronous = OFF; BEGIN");
    await fillShard(database, secrets, some);
    database.exec("COMMIT");
    database.close();
  }
}

/** Tells each shard, by a row in its database, to decide all persons again from `turnsAt` (ms) on, as the approval of a rule set does. */
export function expectRules(home: string, ids: readonly string[], turnsAt: number): void {
  for (const id of ids) {
    const database = new DatabaseSync(databaseOf(home, id));
    database.prepare("INSERT INTO rule_turns (at, cursor) VALUES (?, '')").run(turnsAt);
    database.close();
  }
}

export function databaseOf(home: string, id: string): string {
  return join(home, "objects/yima-People", `${id}.sqlite`);
}

function newPerson(): PersonKey {
  return randomBytes(12).toString("hex") as PersonKey;
}

async function fillShard(database: DatabaseSync, secrets: Secrets, persons: readonly PersonKey[]): Promise<void> {
  const at = Date.now() - DECLARED_BEFORE_MS;
  const person = database.prepare(
    "INSERT INTO persons (person, sealed_identity, masked_name, created_at) VALUES (?, '', '尹**', ?)",
  );
  const declaration = database.prepare(
    "INSERT INTO declarations (person, n, id, at, category, community, sealed) VALUES (?, 1, ?, ?, 'staying', ?, ?)",
  );
  const decision = database.prepare("INSERT INTO decisions (seq, body, hash) VALUES (?, ?, ?)");
  const colour = database.prepare("INSERT INTO colours (person, seq, next_at) VALUES (?, ?, NULL)");
  const last = database.prepare("SELECT seq, hash FROM decisions ORDER BY seq DESC LIMIT 1").get();
  let { seq, hash } = { seq: Number(last?.["seq"] ?? 0), hash: String(last?.["hash"] ?? CHAIN_START) };
  const sealed = await Promise.all(persons.map((one, index) => seal(secrets, `person/${one}`, declarationOf(index))));
  for (const [index, one] of persons.entries()) {
    const body = bodyOf(one, index, at);
    hash = await chainHash(hash, body);
    seq += 1;
    person.run(one, at);
    declaration.run(one, one, at, communityOf(index), sealed[index] ?? "");
    decision.run(seq, body, hash);
    colour.run(one, seq);
  }
}

function communityOf(index: number): string {
  return `420107001${String((index % COMMUNITIES) + 1).padStart(3, "0")}`;
}

function declarationOf(index: number) {
  const division = communityOf(index);
  return {
    category: "staying",
    presentPlace: { division },
    addressHere: { division, detail: "3 栋 502 室" },
    phone: "+8613800000001",
    temperatureCelsius: temperatureOf(index),
    symptoms: [],
    contact: "none",
    places: [],
    promise: true,
  };
}

function temperatureOf(index: number): number {
  return index % FEVER_EVERY === 0 ? 38 : 36.5;
}

/** The body of a decision about a person, as JSON, by the rules in force at the time `at` (ms). */
function bodyOf(person: PersonKey, index: number, at: number): string {
  const ready = ruleSetFor(SHIPPED_RULE_SETS, ISSUER, dateOf(at));
  if (ready === null) throw new Error("no rule set is shipped for today");
  const report = { at, temperatureCelsius: temperatureOf(index), symptoms: [] };
  const declared = { ...report, category: "staying", contact: "none", originRisk: "unknown" } as const;
  const { outcome: _, ...decision } = decide(ready, recordOf({ declaration: declared, checkIns: [], facts: [], last: null }, at));
  const based = { person, before: null, declaration: 1, facts: [], originRisk: "unknown", checkIn: null };
  return JSON.stringify({ ...decision, ...based });
}

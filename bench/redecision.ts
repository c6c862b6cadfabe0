/** A town whose rules change: how fast its colours are decided again, and how long verifying and registering take meanwhile, against before. Goal: quality.md "Speed". */
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { SHIPPED_RULE_SETS } from "../src/domain/colour/shipped.ts";
import { today } from "../src/domain/identity/calendar-date.ts";
import { liveCodes } from "./codes.ts";
import { publish } from "./grown.ts";
import { type LoadProcess, postRequest, startLoadProcess } from "./load-job.ts";
import type { Figure } from "./rounds.ts";
import { type Standing, standingCollector } from "./standing.ts";
import { databaseOf, fillTown } from "./town.ts";
import { newHome, type Runtime, startWorkerd } from "./workerd.ts";
import { besideReference, withColours } from "./yima.ts";

const PERSONS = Number(process.env.YIMA_TOWN_PERSONS ?? 100_000);
const CREDENTIALS = 96;
/** Gates that ask one thing after the other, and rest in between as people do: some 150 of each a second. */
const GATES = 8;
const REST_MILLISECONDS = 50;
const ROUND_MILLISECONDS = 2000;
const ROUNDS_BEFORE = 4;
/** From the end of filling until the rules turn: the start of the runtime, a warm-up and the rounds before. */
const UNTIL_TURN_MS = 25_000;
const MAX_ROUNDS = 120;
/** How long a reader waits for a shard that is opening its database. */
const LOCKED_MS = 5000;

interface Rounds {
  readonly verify: number;
  readonly pass: number;
}

interface Town {
  readonly runtime: Runtime;
  readonly standing: Standing;
  readonly loads: readonly [LoadProcess, LoadProcess];
}

export async function redecision(): Promise<readonly Figure[]> {
  const home = newHome();
  try {
    return await measured(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function measured(home: string): Promise<readonly Figure[]> {
  const first = await start(home);
  const standing = await standingCollector(first.port("yima"), CREDENTIALS);
  const ids = await openShards(first);
  await first.stop();
  const filling = performance.now();
  const turnsAt = Date.now() + UNTIL_TURN_MS + PERSONS / 2;
  await fillTown(home, ids, PERSONS, turnsAt);
  process.stdout.write(`  ${PERSONS} persons in ${((performance.now() - filling) / 1000).toFixed(0)} s\n`);
  const runtime = await start(home);
  const town: Town = { runtime, standing, loads: [startLoadProcess(), startLoadProcess()] };
  try {
    await publish(runtime, "rule-sets/42", JSON.stringify([newRules()]));
    await openShards(runtime);
    await roundOf(town);
    const before: Rounds[] = [];
    while (before.length < ROUNDS_BEFORE) before.push(await roundOf(town));
    if (Date.now() > turnsAt) throw new Error("the rules turned before everything was measured: give it more time");
    await new Promise((done) => setTimeout(done, turnsAt - Date.now()));
    const cpu = runtime.cpuSeconds();
    const during: Rounds[] = [];
    while (left(home, ids) > 0) {
      if (during.length === MAX_ROUNDS) throw new Error(`${left(home, ids)} shards never came to an end`);
      during.push(await roundOf(town));
    }
    const seconds = (lastDecision(home, ids) - turnsAt) / 1000;
    const microseconds = ((runtime.cpuSeconds() - cpu) / PERSONS) * 1e6;
    process.stdout.write(`  ${seconds.toFixed(1)} s, ${microseconds.toFixed(0)} µs of CPU a person with the gates\n`);
    return figures(PERSONS / seconds, before, during);
  } finally {
    for (const load of town.loads) load.stop();
    await runtime.stop();
  }
}

async function start(home: string): Promise<Runtime> {
  const extras = { caller: "shards.mjs", variables: { YIMA_ISSUERS: withColours() } };
  return startWorkerd(await besideReference("local", { name: "bare", entrypoint: "row" }, extras), home);
}

async function openShards(runtime: Runtime): Promise<readonly string[]> {
  const answer = await fetch(`http://127.0.0.1:${runtime.port("caller")}/`);
  return z.array(z.string()).parse(await answer.json());
}

/** The province's rules under another name, from today. */
function newRules(): unknown {
  const rules = SHIPPED_RULE_SETS.find(({ ruleSet }) => ruleSet.id === "hubei-2021-08")?.ruleSet;
  return { ...rules, id: "bench-successor", validFrom: today(Date.now()) };
}

/** The 99th percentile of both, ms, while both are asked. */
async function roundOf({ runtime, standing, loads }: Town): Promise<Rounds> {
  const { cookie, host, division, credentials } = standing;
  const codes: string[] = [];
  while (codes.length < (GATES * ROUND_MILLISECONDS) / REST_MILLISECONDS) codes.push(...(await liveCodes(credentials)));
  const job = {
    port: runtime.port("yima"),
    connections: GATES,
    milliseconds: ROUND_MILLISECONDS,
    restMilliseconds: REST_MILLISECONDS,
    once: true,
  };
  const verifying = codes.map((code, index) =>
    postRequest(host, "/api/v1/verify", { code }, { "cf-connecting-ip": `10.0.${index >> 8}.${index & 255}` }),
  );
  const passing = codes.map((code) =>
    postRequest(
      host,
      `/api/v1/communities/${division}/passes`,
      { passes: [{ id: randomUUID(), code }] },
      { cookie, "x-yima": "1" },
    ),
  );
  const [verify, pass] = await Promise.all([
    loads[0].run({ ...job, requests: verifying, expect: '"valid":true' }),
    loads[1].run({ ...job, requests: passing, expect: '"state":"registered"' }),
  ]);
  return { verify: verify.p99Milliseconds, pass: pass.p99Milliseconds };
}

/** Shards that have not decided all of their persons. */
function left(home: string, ids: readonly string[]): number {
  return ids.filter((id) => asked(home, id, "SELECT COUNT(*) AS value FROM rule_turns") > 0).length;
}

/** When the last colour was decided, ms. */
function lastDecision(home: string, ids: readonly string[]): number {
  return Math.max(...ids.map((id) => asked(home, id, "SELECT MAX(json_extract(body, '$.at')) AS value FROM decisions")));
}

function asked(home: string, id: string, query: string): number {
  const database = new DatabaseSync(databaseOf(home, id), { readOnly: true, timeout: LOCKED_MS });
  const row = database.prepare(query).get();
  database.close();
  return Number(row?.["value"]);
}

function figures(rate: number, before: readonly Rounds[], during: readonly Rounds[]): readonly Figure[] {
  const plain = { reference: null, ratio: null, spread: 0 };
  const persons: Figure = { name: "redecision", value: rate, unit: "persons/s", goal: 500, better: "higher", ...plain };
  const waits = (["verify", "pass"] as const).map((name) => {
    const [value, reference] = [median(during.map((each) => each[name])), median(before.map((each) => each[name]))];
    const ratio = value / reference;
    return { name: `redecision_${name}_p99`, value, unit: "ms", reference, ratio, goal: 10, better: "lower", spread: 0 } as const;
  });
  return [persons, ...waits];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

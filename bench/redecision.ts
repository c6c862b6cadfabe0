/** A town that gets new rules: the speed of a trial of the rules and of the decisions by them, and how long requests at its gates wait meanwhile. Goal: quality.md "Load and faults". */
import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { proposal } from "../src/contract/proposal/proposal.ts";
import { trial } from "../src/contract/rules/trial.ts";
import { SHIPPED_RULE_SETS } from "../src/domain/rules/shipped.ts";
import { addDays, dateOf } from "../src/domain/china-time.ts";
import { ADMINISTRATOR } from "../tools/demo-cast.ts";
import { Visitor } from "../tools/visitor.ts";
import { publish } from "./grown.ts";
import type { Figure } from "./rounds.ts";
import { type Standing, standingCollector } from "./standing.ts";
import { databaseOf, expectRules, fillTown } from "./town.ts";
import { TownGates, waits } from "./town-gates.ts";
import { newHome, type Runtime, startWorkerd } from "./workerd.ts";
import { yimaBeside, withColours } from "./yima.ts";

const PERSONS = Number(process.env.YIMA_TOWN_PERSONS ?? 100_000);
/** Enough for a round of the gates with one proof of each, so that no proof runs ahead of the clock. */
const CREDENTIALS = 384;
const ROUNDS_BEFORE = 4;
const MOST_ROUNDS = 120;
/** How far ahead the new rules begin: the runtime must have started and its gates have sent their first requests by then. */
const UNTIL_TURN_MS = 20_000;
/** How long a query waits for a database that the shard has locked. */
const LOCKED_MS = 5000;
/** The goal, persons per second. Decisions and trial pause on purpose so that gates are served: the shards start within a minute, not at once, and a trial runs in batches. */
const GOAL_A_SECOND = 500;

export async function redecision(): Promise<readonly Figure[]> {
  const home = newHome();
  try {
    const first = await start(home);
    const standing = await standingCollector(first.port("yima"), CREDENTIALS);
    const proposed = await proposeRules(first, standing);
    const ids = await openShards(first);
    await first.stop();
    await fillTown(home, ids, PERSONS);
    const tried = await atGates(home, standing, [], async (gates, runtime) => {
      const before = await gates.rounds(ROUNDS_BEFORE);
      return { before, ...(await tryRules(gates, officer(runtime, standing), proposed)) };
    });
    const turnsAt = Date.now() + UNTIL_TURN_MS;
    expectRules(home, ids, turnsAt);
    const turned = await atGates(home, standing, [rules("bench-today", "42", 0)], async (gates) => {
      await new Promise((done) => setTimeout(done, turnsAt - Date.now()));
      const during = await gates.roundsWhile(() => left(home, ids) > 0, MOST_ROUNDS);
      return { during, seconds: (lastDecision(home, ids) - turnsAt) / 1000 };
    });
    return [
      rate("trial_run", tried.seconds),
      ...waits("trial_run", tried.before, tried.during),
      rate("redecision", turned.seconds),
      ...waits("redecision", tried.before, turned.during),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Starts the town with the rule sets `approved` in KV, lets its gates send one round of requests, does `work`, and stops the town. */
async function atGates<T>(
  home: string,
  standing: Standing,
  approved: readonly object[],
  work: (gates: TownGates, runtime: Runtime) => Promise<T>,
): Promise<T> {
  const runtime = await start(home);
  await publish(runtime, "rule-sets/42", JSON.stringify(approved));
  const gates = new TownGates(runtime, standing);
  try {
    await openShards(runtime);
    await gates.rounds(1);
    return await work(gates, runtime);
  } finally {
    gates.stop();
    await runtime.stop();
  }
}

async function start(home: string): Promise<Runtime> {
  const extras = { caller: "shards.mjs", variables: { YIMA_ISSUERS: withColours() } };
  return startWorkerd(await yimaBeside("local", [], extras), home);
}

async function openShards(runtime: Runtime): Promise<readonly string[]> {
  const answer = await fetch(`http://127.0.0.1:${runtime.port("caller")}/`);
  return z.array(z.string()).parse(await answer.json());
}

/** Hubei's rules of August 2021 under another id and issuer, valid from `days` days after today. */
function rules(id: string, issuer: string, days: number): object {
  const shipped = SHIPPED_RULE_SETS.find(({ ruleSet }) => ruleSet.id === "hubei-2021-08")?.ruleSet;
  return { ...shipped, id, issuer, validFrom: addDays(dateOf(Date.now()), days) };
}

function officer(runtime: Runtime, { office }: Standing): Visitor {
  return new Visitor(runtime.port("yima"), office.host, office.cookie);
}

/** An officer proposes a rule set. @returns the id of the proposal */
async function proposeRules(runtime: Runtime, standing: Standing): Promise<string> {
  const asking = officer(runtime, standing);
  await asking.ask("POST", "/local/administrators", z.unknown(), { division: "4201", phone: ADMINISTRATOR.phone });
  const body = { ruleSet: rules("bench-proposed", "4201", 30), reason: "unified_standard", evidence: "bench" };
  return (await asking.ask("POST", "/api/v1/rule-sets", proposal, body)).id;
}

async function tryRules(gates: TownGates, asking: Visitor, id: string) {
  const path = `/api/v1/rule-sets/${id}/trial`;
  await asking.ask("POST", path, trial);
  const runs = async () => (await asking.ask("GET", path, trial)).state === "running";
  const during = await gates.roundsWhile(runs, MOST_ROUNDS);
  const { begunAt, finishedAt, result } = await asking.ask("GET", path, trial);
  const counted = result?.colours.reduce((sum, { persons }) => sum + persons, 0) ?? 0;
  if (counted < PERSONS) throw new Error(`the trial counted ${counted} persons`);
  return { during, seconds: (Date.parse(finishedAt ?? "") - Date.parse(begunAt)) / 1000 };
}

function rate(name: string, seconds: number): Figure {
  const value = PERSONS / seconds;
  return { name, value, unit: "persons/s", reference: null, ratio: null, goal: GOAL_A_SECOND, better: "higher", spread: 0 };
}

/** The number of shards that have not yet decided all their persons by the new rules. */
function left(home: string, ids: readonly string[]): number {
  return ids.filter((id) => valueOf(home, id, "SELECT COUNT(*) AS value FROM rule_turns") > 0).length;
}

/** The time of the last decision in all shards, ms. */
function lastDecision(home: string, ids: readonly string[]): number {
  return Math.max(...ids.map((id) => valueOf(home, id, "SELECT MAX(json_extract(body, '$.at')) AS value FROM decisions")));
}

function valueOf(home: string, id: string, query: string): number {
  const database = new DatabaseSync(databaseOf(home, id), { readOnly: true, timeout: LOCKED_MS });
  const row = database.prepare(query).get();
  database.close();
  return Number(row?.["value"]);
}

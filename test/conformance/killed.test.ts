/** Repeated kills between the registration and the delivery of passes: each pass that the server acknowledged is in its person's track once. */
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { passesResponse } from "../../src/contract/pass.ts";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo, enrol, phoneOf } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { type Killable, startKillable } from "../support/killable.ts";
import { removeState, rowsBelow } from "../support/state.ts";

interface Round {
  /** At least this many passes are acknowledged by the server before the kill. */
  readonly passes: number;
  /** `delivering`: the kill waits until the first of these passes is in a track, while the others are still being delivered. */
  readonly kill: "registering" | "delivering";
}

const ROUNDS: readonly Round[] = [
  { passes: 40, kill: "registering" },
  { passes: 5, kill: "delivering" },
  { passes: 60, kill: "registering" },
  { passes: 80, kill: "delivering" },
  { passes: 1, kill: "registering" },
  { passes: 200, kill: "delivering" },
];
const TOGETHER = 8;
/** The gate takes proofs of 45 s on both sides of its time: a person can have 80 codes at once. */
const OLDEST_PROOF_MS = 36_000;
const PATH = `/api/v1/communities/${COMMUNITY.division}/passes`;

const state = mkdtempSync(join(tmpdir(), "yima-killed-"));
let runtime: Killable;
let collector: Visitor;
/** The sessions of three persons, who do not all belong to one shard. */
let persons: readonly Visitor[];

beforeAll(async () => {
  runtime = await startKillable(state, 0);
  await fillDemo(runtime.port);
  collector = await enrol(runtime.port, HOSTS.collector, COLLECTOR);
  const resident = await enrol(runtime.port, HOSTS.resident, RESIDENT);
  persons = [resident, collector, await enrol(runtime.port, HOSTS.administrator, ADMINISTRATOR)];
});
afterAll(async () => {
  await runtime.kill();
  removeState(state);
});

/** The ids of the passes in all persons' tracks on disk, repeats included. */
function tracked(): readonly string[] {
  return rowsBelow(state, "tracks", "SELECT id FROM tracks").map(({ id }) => String(id));
}

function missingOf(ids: ReadonlySet<string>): readonly string[] {
  const there = new Set(tracked());
  return [...ids].filter((id) => !there.has(id));
}

/** Passes of the persons in turn, each with a proof of its own, because a code counts once. */
async function newPasses(count: number): Promise<{ id: string; code: string }[]> {
  let proofAt = Date.now() - OLDEST_PROOF_MS;
  const phones = await Promise.all(persons.map((person) => phoneOf(person, () => proofAt)));
  const passes: { id: string; code: string }[] = [];
  while (passes.length < count) {
    for (const show of phones) passes.push({ id: randomUUID(), code: await show() });
    proofAt += 1000;
  }
  return passes.slice(0, count);
}

/** Registers the passes of a round, with more requests under way, and kills the runtime; returns the acknowledged ids. */
async function play({ passes, kill }: Round): Promise<readonly string[]> {
  const left = await newPasses(passes + TOGETHER);
  const before = tracked().length;
  const done: string[] = [];
  const enough = Promise.withResolvers<void>();
  const line = async () => {
    for (let pass = left.shift(); pass !== undefined; pass = left.shift()) {
      const { results } = await collector.ask("POST", PATH, passesResponse, { passes: [pass] });
      if (results[0]?.state !== "registered") throw new Error(JSON.stringify(results));
      done.push(pass.id);
      if (done.length === passes) enough.resolve();
    }
  };
  const lines = Array.from({ length: TOGETHER }, line);
  await Promise.race([enough.promise, Promise.all(lines)]);
  if (kill === "delivering")
    await vi.waitFor(() => expect(tracked().length).toBeGreaterThan(before), { timeout: 120_000, interval: 20 });
  await runtime.kill();
  // Requests under way at the kill get no answer.
  await Promise.allSettled(lines);
  return done;
}

test("each acknowledged pass stands in the track exactly once after any number of kills", async () => {
  const { port } = runtime;
  const acknowledged = new Set<string>();
  for (const round of ROUNDS) {
    for (const id of await play(round)) acknowledged.add(id);
    runtime = await startKillable(state, port);
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(ROUNDS.reduce((sum, { passes }) => sum + passes, 0));
  await vi.waitFor(() => expect(missingOf(acknowledged)).toEqual([]), {
    timeout: 120_000,
    interval: 500,
  });
  const ids = tracked();
  expect(ids.length).toBe(new Set(ids).size);
});

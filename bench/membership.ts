/**
 * Seconds from the register that both officers have signed until a gate of another deployment acts by it: a code of the issuer that joins is valid and its status
 * checked, and a code of the issuer that is removed is refused. docs/trust.md.
 */
import { ofGuangdong, originOf } from "../test/support/deployments.ts";
import { aTraveller, GUANGDONG, verdict } from "../test/support/guangdong.ts";
import { aTestNation, NATION, nextOf, recognise, type TestNation } from "../test/support/nation.ts";
import { type Running, startRunning } from "../test/support/running.ts";
import { phoneOf } from "../tools/demo.ts";
import { removing } from "../tools/register/next-register.ts";
import type { Figure } from "./rounds.ts";

const WUHAN = "wuhan.localhost";
const ASK_EVERY_MS = 250;
const GOAL = 60;

export async function membership(): Promise<readonly Figure[]> {
  const nation = await aTestNation();
  const wuhan = await startRunning({ bindings: nation.bindings });
  const guangdong = await startRunning(ofGuangdong(nation, originOf(wuhan)));
  try {
    return await joinAndRemoval(nation, wuhan, guangdong);
  } finally {
    await guangdong.dispose();
    await wuhan.dispose();
    nation.remove();
  }
}

async function joinAndRemoval(nation: TestNation, wuhan: Running, guangdong: Running): Promise<readonly Figure[]> {
  const code = await phoneOf((await aTraveller(guangdong)).visitor);
  const said = async () => verdict(wuhan, WUHAN, await code());
  const listed = [
    ["0", NATION],
    ["4201", WUHAN],
  ] as const;
  await recognise(wuhan, nation, listed);
  const before = await said();
  if (before !== "issuer_unknown") throw new Error(`before it joins: ${before}`);
  const joining = performance.now();
  await recognise(wuhan, nation, [["44", GUANGDONG, guangdong]]);
  const join = await secondsUntil(said, "valid", joining);
  const removal = performance.now();
  await nextOf(wuhan, nation, removing("44"));
  return [seconds("join_to_verify_s", join), seconds("removal_s", await secondsUntil(said, "issuer_unknown", removal))];
}

/** Throws if it takes too long. */
async function secondsUntil(said: () => Promise<string>, wanted: string, started: number): Promise<number> {
  for (;;) {
    const word = await said();
    const since = (performance.now() - started) / 1000;
    if (word === wanted) return since;
    if (since > 2 * GOAL) throw new Error(`after ${since.toFixed(1)} s: ${word}`);
    await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
  }
}

function seconds(name: string, value: number): Figure {
  return { name, value, unit: "s", reference: null, ratio: null, goal: GOAL, better: "lower", spread: 0 };
}

/** The cost of the registration of a pass in a community with very many passes, against one with few. Goal: quality.md "Speed". */
import { randomBytes } from "node:crypto";
import { newPassId, PASS_ID_RANDOM_BYTES } from "../src/domain/community/pass-id.ts";
import { unusedCodes } from "./codes.ts";
import { costOf } from "./cost.ts";
import { type CrowdedCommunity, crowdedCommunity } from "./crowded.ts";
import { FEW, MANY, PHONES } from "./growth.ts";
import { type LoadProcess, postRequest, startLoadProcess } from "./load-job.ts";
import { compare, type Figure } from "./rounds.ts";

const CONNECTIONS = 64;
const ROUNDS = 9;
const ROUND_MILLISECONDS = 800;
/** The number of prepared requests, more than a round can send. */
const REQUESTS = 2400;
const GOAL = 1.2;

export async function growthPass(): Promise<Figure> {
  const places = [await crowdedCommunity(MANY, PHONES), await crowdedCommunity(FEW, PHONES)] as const;
  const load = startLoadProcess();
  try {
    const [many, few] = [() => microsecondsOf(load, places[0]), () => microsecondsOf(load, places[1])];
    await compare(2, many, few);
    return { name: "growth_pass", unit: "µs CPU/pass", goal: GOAL, better: "lower", ...(await compare(ROUNDS, many, few)) };
  } finally {
    load.stop();
    await Promise.all(places.map(({ runtime }) => runtime.stop()));
  }
}

async function microsecondsOf(load: LoadProcess, { runtime, standing }: CrowdedCommunity): Promise<number> {
  const { cookie, host, division, credentials } = standing;
  const codes: string[] = [];
  while (codes.length < REQUESTS) codes.push(...(await unusedCodes(credentials)));
  const path = `/api/v1/communities/${division}/passes`;
  const requests = codes.map((code) =>
    postRequest(
      host,
      path,
      { passes: [{ id: newPassId(Date.now(), randomBytes(PASS_ID_RANDOM_BYTES)), code }] },
      { cookie, "x-yima": "1" },
    ),
  );
  const job = { port: runtime.port("yima"), connections: CONNECTIONS, milliseconds: ROUND_MILLISECONDS };
  const { cpuSeconds } = await costOf(load, runtime, { ...job, requests, once: true, expect: '"state":"registered"' });
  return cpuSeconds * 1e6;
}

/** Passes per second of one community over HTTP, against a bare object of the same workerd that inserts one row per request. Goal: quality.md "Speed". */
import { randomBytes } from "node:crypto";
import { newPassId, PASS_ID_RANDOM_BYTES } from "../src/domain/community/pass-id.ts";
import { type LiveCredential, unusedCodes } from "./codes.ts";
import { type LoadProcess, postRequest, startLoadProcess } from "./load-job.ts";
import { compare, type Figure } from "./rounds.ts";
import { type Standing, standingCollector } from "./standing.ts";
import { type Runtime, startWorkerd } from "./workerd.ts";
import { besideReference } from "./yima.ts";

const CREDENTIALS = 1536;
const CONNECTIONS = 64;
const ROUNDS = 9;
const ROUND_MILLISECONDS = 1000;
/** The number of prepared requests, more than a round can send. */
const REQUESTS = 5000;
const GOAL = 0.6;

/** Each request registers one pass with its own id and a code with a fresh proof; no request is sent twice. */
export async function passHttp(): Promise<Figure> {
  const runtime = await startWorkerd(await besideReference("local", { name: "bare", entrypoint: "row" }));
  const load = startLoadProcess();
  try {
    const standing = await standingCollector(runtime.port("yima"), CREDENTIALS);
    const rate = (socket: string) => () => rateOf(load, runtime, socket, standing);
    await compare(2, rate("yima"), rate("bare"));
    const compared = await compare(ROUNDS, rate("yima"), rate("bare"));
    return { name: "pass_http", unit: "passes/s", goal: GOAL, better: "higher", ...compared };
  } finally {
    load.stop();
    await runtime.stop();
  }
}

async function rateOf(load: LoadProcess, runtime: Runtime, socket: string, standing: Standing): Promise<number> {
  const requests = await passRequests(standing);
  const job = { port: runtime.port(socket), connections: CONNECTIONS, milliseconds: ROUND_MILLISECONDS };
  const { answered, seconds } = await load.run({ ...job, requests, once: true, expect: '"state":"registered"' });
  return answered / seconds;
}

async function passRequests({ cookie, host, division, credentials }: Standing): Promise<readonly Buffer[]> {
  const headers = { cookie, "x-yima": "1" };
  const path = `/api/v1/communities/${division}/passes`;
  const codes: string[] = [];
  while (codes.length < REQUESTS) codes.push(...(await unusedCodes(some(credentials, REQUESTS - codes.length))));
  return codes.map((code) => postRequest(host, path, { passes: [{ id: newId(), code }] }, headers));
}

function some(credentials: readonly LiveCredential[], count: number): readonly LiveCredential[] {
  return credentials.slice(0, count);
}

/** An id in the form that a gate's phone makes. */
function newId(): string {
  return newPassId(Date.now(), randomBytes(PASS_ID_RANDOM_BYTES));
}

/** Passes of one community over HTTP, against a bare object of the same workerd that inserts one row per request, with and without reading its body. */
import { randomBytes } from "node:crypto";
import { newPassId, PASS_ID_RANDOM_BYTES } from "../src/domain/community/pass-id.ts";
import { type LiveCredential, unusedCodes } from "./codes.ts";
import { type LoadProcess, postRequest, startLoadProcess } from "./load-job.ts";
import type { Figure } from "./rounds.ts";
import { type Standing, standingCollector } from "./standing.ts";
import { type Runtime, startWorkerd } from "./workerd.ts";
import { besideReferences, type Work, workOf } from "./work.ts";
import { yimaBeside } from "./yima.ts";

const CREDENTIALS = 1536;
const CONNECTIONS = 64;
const ROUNDS = 9;
const ROUND_MILLISECONDS = 1000;
/** The number of prepared requests, more than a round can send. */
const REQUESTS = 5000;
const GOALS = { reading: 0.65, bare: 0.4, floor: 0.75 };

const SUBJECT = "yima";
/** An isolate answers for hours, and V8 compiles its program for speed within the first 20,000 requests. */
const WARMED = [
  ...Array.from({ length: 5 }, () => SUBJECT),
  "rowRead",
  "row",
  "passFloor",
  "rowRead",
  "row",
  "passFloor",
  "passFloor",
];

/** Each request registers one pass with its own id and a code with a fresh proof. */
export async function passHttp(): Promise<readonly Figure[]> {
  const runtime = await startWorkerd(await yimaBeside("local", ["rowRead", "row", "passFloor"]));
  const load = startLoadProcess();
  try {
    const standing = await standingCollector(runtime.port("yima"), CREDENTIALS);
    const same = await passRequests(standing);
    const round = (socket: string) => () => roundOf(load, runtime, socket, { standing, same });
    for (const socket of WARMED) await round(socket)();
    return await besideReferences("pass_http", "passes/s", ROUNDS, round(SUBJECT), [
      { suffix: "", goal: GOALS.reading, round: round("rowRead") },
      { suffix: "_bare", goal: GOALS.bare, round: round("row") },
      { suffix: "_floor", goal: GOALS.floor, round: round("passFloor") },
    ]);
  } finally {
    load.stop();
    await runtime.stop();
  }
}

interface Requests {
  readonly standing: Standing;
  /** The requests for the references, to which each request is as good as new. */
  readonly same: readonly Buffer[];
}

async function roundOf(load: LoadProcess, runtime: Runtime, socket: string, { standing, same }: Requests): Promise<Work> {
  const once = socket === SUBJECT;
  const requests = once ? await passRequests(standing) : same;
  const job = { port: runtime.port(socket), connections: CONNECTIONS, milliseconds: ROUND_MILLISECONDS };
  return workOf(load, runtime, { ...job, requests, once, expect: '"state":"registered"' });
}

async function passRequests(standing: Standing): Promise<readonly Buffer[]> {
  const codes: string[] = [];
  while (codes.length < REQUESTS) codes.push(...(await unusedCodes(some(standing.credentials, REQUESTS - codes.length))));
  return passRequestsOf(standing, codes);
}

/** A request of the collector for each code. */
export function passRequestsOf({ cookie, host, division }: Standing, codes: readonly string[]): readonly Buffer[] {
  const path = `/api/v1/communities/${division}/passes`;
  return codes.map((code) => postRequest(host, path, { passes: [{ id: newId(), code }] }, { cookie, "x-yima": "1" }));
}

function some(credentials: readonly LiveCredential[], count: number): readonly LiveCredential[] {
  return credentials.slice(0, count);
}

/** An id in the form that a gate's phone makes. */
function newId(): string {
  return newPassId(Date.now(), randomBytes(PASS_ID_RANDOM_BYTES));
}

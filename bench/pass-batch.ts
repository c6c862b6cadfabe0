/** Passes per second in calls of a hundred to the object of a community, against a bare object that inserts a hundred rows per call. Goal: quality.md "Speed". */
import { getRequest, startLoadProcess } from "./load-job.ts";
import type { Figure } from "./rounds.ts";
import { startWorkerd } from "./workerd.ts";
import { besideReferences, workOf } from "./work.ts";
import { HOST, yimaBeside } from "./yima.ts";

const BATCH = 100;
const CONNECTIONS = 16;
const ROUNDS = 9;
const ROUND_MILLISECONDS = 1000;
const GOALS = { bare: 0.7, floor: 0.75 };
const WARMED = ["caller", "batch", "batchFloor", "caller", "batch", "batchFloor", "caller"];

/** Measures only the call of the object; `pass_http` and `verify_http_*` measure the check of the codes before it. */
export async function passBatch(): Promise<readonly Figure[]> {
  const runtime = await startWorkerd(await yimaBeside("worker", ["batch", "batchFloor"], { caller: "batch.mjs" }));
  const load = startLoadProcess();
  const requests = [getRequest(HOST, "/")];
  const round = (socket: string) => () => {
    const job = { port: runtime.port(socket), connections: CONNECTIONS, milliseconds: ROUND_MILLISECONDS };
    return workOf(load, runtime, { ...job, requests, once: false, expect: '"state":"registered"' }, BATCH);
  };
  try {
    for (const socket of WARMED) await round(socket)();
    return await besideReferences("pass_batch", "rows/s", ROUNDS, round("caller"), [
      { suffix: "", goal: GOALS.bare, round: round("batch") },
      { suffix: "_floor", goal: GOALS.floor, round: round("batchFloor") },
    ]);
  } finally {
    load.stop();
    await runtime.stop();
  }
}

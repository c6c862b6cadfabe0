/** Passes per second in calls of a hundred to the object of a community, against a bare object that inserts a hundred rows per call. Goal: quality.md "Speed". */
import { getRequest, startLoadProcess } from "./load-job.ts";
import { compare, type Figure } from "./rounds.ts";
import { startWorkerd } from "./workerd.ts";
import { besideReference, HOST } from "./yima.ts";

const BATCH = 100;
const CONNECTIONS = 16;
const ROUNDS = 9;
const ROUND_MILLISECONDS = 1000;
const GOAL = 0.7;

/** Measures only the call of the object; `pass_http` and `verify_http_*` measure the check of the codes before it. */
export async function passBatch(): Promise<Figure> {
  const runtime = await startWorkerd(
    await besideReference("worker", { name: "bare", entrypoint: "batch" }, { caller: "batch.mjs" }),
  );
  const load = startLoadProcess();
  const requests = [getRequest(HOST, "/")];
  const rate = (socket: string) => async () => {
    const job = { port: runtime.port(socket), connections: CONNECTIONS, milliseconds: ROUND_MILLISECONDS };
    const { answered, seconds } = await load.run({ ...job, requests, once: false, expect: '"state":"registered"' });
    return (answered * BATCH) / seconds;
  };
  try {
    await compare(1, rate("caller"), rate("bare"));
    const compared = await compare(ROUNDS, rate("caller"), rate("bare"));
    return { name: "pass_batch", unit: "rows/s", goal: GOAL, better: "higher", ...compared };
  } finally {
    load.stop();
    await runtime.stop();
  }
}

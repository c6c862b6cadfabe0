/** Compares the cost of a verification with much stored data (a grown place) and with little (a small one), in two runtimes of the deployed worker. */
import { costOf } from "./cost.ts";
import { type LoadProcess, startLoadProcess } from "./load-job.ts";
import { compare, type Figure } from "./rounds.ts";
import type { Runtime } from "./workerd.ts";

const CONNECTIONS = 64;
const ROUNDS = 15;
const ROUND_MILLISECONDS = 400;

export interface Place {
  readonly runtime: Runtime;
  /** The requests of one round, whose codes are valid now. */
  readonly requests: () => Promise<readonly Buffer[]>;
}

/** Compares the processor time per code of two places, and ends both runtimes. */
export async function grownBeside(name: string, goal: number, places: readonly [grown: Place, small: Place]): Promise<Figure> {
  const load = startLoadProcess();
  try {
    const [grown, small] = [() => microsecondsOf(load, places[0]), () => microsecondsOf(load, places[1])];
    await compare(2, grown, small);
    return { name, unit: "µs CPU/code", goal, better: "lower", ...(await compare(ROUNDS, grown, small)) };
  } finally {
    load.stop();
    await Promise.all(places.map(({ runtime }) => runtime.stop()));
  }
}

/** Puts a value into the runtime's KV under its key, in place of the object that publishes it. @param metadata of the value, as KV has it */
export async function publish(runtime: Runtime, name: string, text: string, metadata?: object): Promise<void> {
  const headers = metadata === undefined ? {} : { "cf-kv-metadata": JSON.stringify(metadata) };
  await fetch(`http://127.0.0.1:${runtime.port("kv")}/${encodeURIComponent(name)}`, { method: "PUT", body: text, headers });
}

async function microsecondsOf(load: LoadProcess, { runtime, requests }: Place): Promise<number> {
  const job = { port: runtime.port("yima"), connections: CONNECTIONS, milliseconds: ROUND_MILLISECONDS };
  const { cpuSeconds } = await costOf(load, runtime, { ...job, requests: await requests(), once: false, expect: '"valid":true' });
  return cpuSeconds * 1e6;
}

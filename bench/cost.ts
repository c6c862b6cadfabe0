/** What a load cost its runtime in processor time: growth shows there, also while others are on the machine. */
import type { LoadJob, LoadProcess } from "./load-job.ts";
import type { Runtime } from "./workerd.ts";

export interface Cost {
  readonly answered: number;
  /** Of all threads of the runtime. */
  readonly cpuSeconds: number;
}

export async function costOf(load: LoadProcess, runtime: Runtime, job: LoadJob): Promise<Cost> {
  const before = runtime.cpuSeconds();
  const { answered } = await load.run(job);
  return { answered, cpuSeconds: runtime.cpuSeconds() - before };
}

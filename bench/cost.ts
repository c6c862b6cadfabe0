/** Measures the processor time that a runtime uses under a load; unlike the elapsed time, other processes on the machine hardly change it. */
import type { LoadJob, LoadProcess } from "./load-job.ts";
import type { Runtime } from "./workerd.ts";

export interface Cost {
  readonly answered: number;
  /** The processor time of all threads of the runtime during the load. */
  readonly cpuSeconds: number;
}

export async function costOf(load: LoadProcess, runtime: Runtime, job: LoadJob): Promise<Cost> {
  const before = runtime.cpuSeconds();
  const { answered } = await load.run(job);
  return { answered, cpuSeconds: runtime.cpuSeconds() - before };
}

/** Measures the processor time that a runtime uses under a load; unlike the elapsed time, other processes on the machine hardly change it. */
import type { LoadJob, LoadProcess } from "./load-job.ts";
import type { Runtime } from "./workerd.ts";

export interface Cost {
  readonly answered: number;
  /** The time of the load. */
  readonly seconds: number;
  /** The processor time of all threads of the runtime during the load. */
  readonly cpuSeconds: number;
}

export async function costOf(load: LoadProcess, runtime: Runtime, job: LoadJob): Promise<Cost> {
  const before = runtime.cpuSeconds();
  const { answered, seconds } = await load.run(job);
  return { answered, seconds, cpuSeconds: runtime.cpuSeconds() - before };
}

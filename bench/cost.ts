/** The processor time of a runtime under a load: it shows growth also beside other processes on the machine. */
import type { LoadJob, LoadProcess } from "./load-job.ts";
import type { Runtime } from "./workerd.ts";

export interface Cost {
  readonly answered: number;
  /** The processor time of all threads of the runtime. */
  readonly cpuSeconds: number;
}

export async function costOf(load: LoadProcess, runtime: Runtime, job: LoadJob): Promise<Cost> {
  const before = runtime.cpuSeconds();
  const { answered } = await load.run(job);
  return { answered, cpuSeconds: runtime.cpuSeconds() - before };
}

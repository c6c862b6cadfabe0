/** Measures the processor time that a runtime uses under a load; unlike the elapsed time, other processes on the machine hardly change it. */
import type { LoadJob, LoadProcess } from "./load-job.ts";
import type { Runtime } from "./workerd.ts";

export interface Cost {
  /** Answers within the time of the load, per second. */
  readonly perSecond: number;
  /** The processor time of all threads of the runtime per answer. Answers after the end of the time count too, because the runtime worked for them. */
  readonly cpuSeconds: number;
}

export async function costOf(load: LoadProcess, runtime: Runtime, job: LoadJob): Promise<Cost> {
  const before = runtime.cpuSeconds();
  const { answered, late, seconds } = await load.run(job);
  return { perSecond: answered / seconds, cpuSeconds: (runtime.cpuSeconds() - before) / (answered + late) };
}

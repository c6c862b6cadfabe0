/** The runtime in its own process group, for a kill without warning, as in a power cut. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { type EmbeddedOptions, startEmbedded } from "../../tools/embedded.ts";
import { QUICK_DUTIES, TEST_MASTER_KEY } from "./running.ts";

export interface Killable {
  readonly port: number;
  /** Kills the whole group, or only the parent process of workerd, by SIGKILL; resolves when the processes are gone, or about 5 s after the end of the parent. */
  readonly kill: (target?: "group" | "parent") => Promise<void>;
}

type Settings = Partial<Pick<EmbeddedOptions, "masterKey" | "bindings">>;

/** Starts the runtime on a state directory. @param port 0 chooses a free port @param settings of another deployment */
export async function startKillable(state: string, port: number, settings: Settings = {}): Promise<Killable> {
  const child = spawn(process.execPath, [import.meta.filename, state, String(port), JSON.stringify(settings)], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("the runtime's process did not start");
  const gone = once(child, "exit");
  const kill = async (target: "group" | "parent" = "group") => {
    process.kill(target === "group" ? -pid : pid, "SIGKILL");
    await gone;
    // workerd, its child, holds the port and the state a moment longer. Some systems never reap it: the wait ends after 5 s.
    for (let waited = 0; waited < 500 && isAnyAlive(pid); waited += 1) await setTimeout(10);
  };
  const output = await Promise.race([once(child.stdout, "data"), gone.then(() => null)]);
  if (output === null) throw new Error("the runtime ended before it answered");
  return { port: Number(output[0]), kill };
}

/** Whether a process of the group still exists. */
function isAnyAlive(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const [, , persist = "", port = "0", text = "{}"] = process.argv;
  const { masterKey = TEST_MASTER_KEY, bindings }: Settings = JSON.parse(text);
  const { port: taken } = await startEmbedded({
    port: Number(port),
    persist,
    masterKey,
    bindings: { ...QUICK_DUTIES, ...bindings },
  });
  process.stdout.write(String(taken));
}

/** Finds the program of workerd, and makes Miniflare start it so that it ends with this process. */
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/** The path of the program in the package workerd, for this platform. */
export function workerdBinary(): string {
  const exported: unknown = require("workerd");
  const path = typeof exported === "object" && exported !== null && "default" in exported ? exported.default : undefined;
  if (typeof path !== "string") throw new Error("the package workerd exports no path of a program");
  return path;
}

/**
 * Makes Miniflare start workerd through `workerd.sh`. Returns the variables that the script reads, for Miniflare's `unsafeRuntimeEnv`.
 * Windows cannot run the script: there workerd continues after its parent is killed.
 * @param state directory of the state that this workerd serves
 */
export function bindRuntime(state: string): Record<string, string> {
  if (process.platform === "win32") return {};
  process.env.MINIFLARE_WORKERD_PATH = join(import.meta.dirname, "workerd.sh");
  return { YIMA_WORKERD: workerdBinary(), YIMA_STATE: state };
}

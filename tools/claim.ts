/** One runtime for one state directory: Miniflare would let a second one in, and two owners of one object break its rules. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What this very process holds: in a container the next process may get the number of the one that was killed. */
const held = new Set<string>();

/** Claims `directory`, made where missing, for this process. Returns what gives it back. Throws where a living process holds it. */
export function claimDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, "owner.pid");
  const owner = ownerIn(file);
  if (owner === process.pid ? held.has(file) : owner !== undefined && isAlive(owner)) {
    throw new Error(`Yima already runs on the state in ${directory}, as process ${owner}. Stop that one first.`);
  }
  writeFileSync(file, String(process.pid));
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
}

function ownerIn(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** A process that was killed leaves its file behind, and that is no claim. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

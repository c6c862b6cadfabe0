/** A directory in memory for the files of tests. Each write of a Durable Object waits for the disk: in memory the tests take a quarter less time. */
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** Where Linux has its disk in memory. */
const MEMORY = "/dev/shm";
/** The tests write at most a tenth of it. Containers often have a disk of 64 MiB. */
const NEEDED_BYTES = 2 * 1024 ** 3;

/** From now on temporary files of this process and of its children are written in memory, if the machine has enough of it. Returns what removes them. */
export function useMemoryDisk(): () => void {
  if (!hasRoom()) return () => undefined;
  const directory = mkdtempSync(join(MEMORY, "yima-tests-"));
  process.env.TMPDIR = directory;
  return () => rmSync(directory, { recursive: true, force: true });
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= NEEDED_BYTES;
  } catch {
    return false;
  }
}

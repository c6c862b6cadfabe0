/** Allows only one process per state directory, by a lock on a file. The kernel releases it at the end of the process, however the process ends. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** SQLite's error code if another connection holds the lock. */
const SQLITE_BUSY = 5;

/** The locks of this process. They are kept here, because the garbage collector would close a lock without a reference. */
const locks = new Set<DatabaseSync>();

/** Locks `directory` for this process, and creates it if missing. Returns a function that releases the lock. Throws if a process, also this one, has it already. */
export function claimDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  // The name does not end in .sqlite: a program that reads all databases of a state would stop at this locked one.
  const lock = new DatabaseSync(join(directory, "owner.lock"));
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new Error(
      `Yima already runs on the state in ${directory}. Stop that process first (Ctrl+C in its window, or kill), then start again.`,
      { cause: error },
    );
  }
  locks.add(lock);
  return () => {
    if (locks.delete(lock)) lock.close();
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}

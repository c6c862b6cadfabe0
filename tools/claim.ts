/** Allows one process per state directory. The kernel releases the lock at the end of the process; a file with a process id could be out of date. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** SQLite's error code if another connection holds the lock. */
const SQLITE_BUSY = 5;

/** The locks of this process. Without a reference the garbage collector would close a lock. */
const locks = new Set<DatabaseSync>();

/** Claims `directory` for this process, and creates it if missing. Returns the function that releases it. Throws if a process, also this one, holds it already. */
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

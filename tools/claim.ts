/** One process per state directory, by a lock that the kernel gives back when the process ends: no number of a process is believed. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** SQLite's code for a lock of another connection. */
const SQLITE_BUSY = 5;

/** Locks of this process: a lock that nothing refers to would be closed by the garbage collector. */
const locks = new Set<DatabaseSync>();

/** Claims `directory`, made where missing, for this process. Returns the function that releases it. Throws while another process, or this one, holds it. */
export function claimDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  // Not named .sqlite: a reader of all databases of a state would find this one locked.
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

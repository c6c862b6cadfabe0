/** Reads the state's files of a running system, while the runtime adds and removes files and may lock a database; and removes them after its end. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";

/** How long a query waits for a database that the runtime has locked, ms. */
const LOCKED_MS = 5000;
const ATTEMPTS = 20;
const PAUSE_MS = 50;

/** The paths of all files below a directory; a folder that was removed meanwhile counts as empty. */
export function filesBelow(directory: string): readonly string[] {
  const entries = unlessRemoved(() => readdirSync(directory, { withFileTypes: true })) ?? [];
  return entries.flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** The bytes of a file; undefined when it was removed after its listing, such as a journal at the end of its transaction. */
export function bytesOfFile(path: string): Buffer | undefined {
  return unlessRemoved(() => readFileSync(path));
}

/** The rows of a query, from the database of every object that has the table. */
export function rowsBelow(directory: string, table: string, query: string): readonly Record<string, SQLOutputValue>[] {
  return filesBelow(directory)
    .filter((path) => path.endsWith(".sqlite"))
    .flatMap((path) => rowsOf(path, table, query));
}

/** Removes the state of a stopped runtime. Repeats, because a killed process may still write for a moment. */
export function removeState(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
}

function rowsOf(path: string, table: string, query: string): readonly Record<string, SQLOutputValue>[] {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return readRows(path, table, query);
    } catch (error) {
      if (!existsSync(path)) return [];
      // The query failed because the runtime is just creating the database, or is recovering it after a kill: try again.
      if (attempt === ATTEMPTS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

function readRows(path: string, table: string, query: string): readonly Record<string, SQLOutputValue>[] {
  const database = new DatabaseSync(path, { readOnly: true, timeout: LOCKED_MS });
  try {
    const tables = database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").all(table);
    return tables.length === 0 ? [] : database.prepare(query).all();
  } finally {
    database.close();
  }
}

function unlessRemoved<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

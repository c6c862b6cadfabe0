/** The phone's storage: device keys with their credentials, the last account, sealed drafts. Never rejects: where the browser keeps nothing, it works from memory and reports it. Plain IndexedDB: a wrapper costs 1 KB. */
import type { CodeFlag } from "../../domain/code/flags.ts";
import type { Colour } from "../../contract/verify.ts";
import { type Act, type Shelf, transact } from "./database.ts";
import { reportTrouble } from "./local-store.ts";

/** One credential with its device key, whose private part cannot be exported. */
export interface PhoneCredential {
  readonly person: string;
  readonly jws: string;
  readonly deviceKey: CryptoKey;
  readonly colour: Colour;
  /** Why a gate asks for the document; absent if an earlier version of the app stored the credential. */
  readonly flags?: readonly CodeFlag[];
  /** The hour of the declaration that the credential states; null without one. */
  readonly declaredAtMs: number | null;
  /** The time of issue that the credential names. */
  readonly issuedAtMs: number;
  /** When the server made the credential; absent if an earlier version of the app stored it, and then the credential names this time as that of its issue. */
  readonly madeAtMs?: number;
  readonly expiresAtMs: number;
  /** How often the credential was displayed. The one with the fewest displays is next, so that two gates see different handles. */
  readonly shown: number;
}

interface Entry {
  readonly shelf: Shelf;
  readonly key: string;
  readonly value: unknown;
}

/** All that this page has read and written, by shelf and key. */
const memory = new Map<string, Entry>();
/** Entries of the memory that are newer than the database. */
const unsaved = new Set<string>();
/** A log-out whose deletion has failed: nothing of that account may be read. */
let mustClear = false;

const REFILL = {
  onNew: (put: (shelf: Shelf, key: string, value: unknown) => void): void => {
    for (const [name, { shelf, key, value }] of memory)
      // What is unsaved has its own transaction, which may be refused without harm to the others.
      if (value !== undefined && !unsaved.has(name)) put(shelf, key, value);
  },
};

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : "";
}

function report(error: unknown): void {
  const name = nameOf(error);
  reportTrouble(name === "QuotaExceededError" ? "full" : name === "VersionError" ? "newer" : "nothing");
}

async function on(shelf: Shelf, mode: IDBTransactionMode, act: Act): Promise<unknown> {
  if (mustClear) await clear();
  return transact(REFILL, shelf, mode, act);
}

async function clear(): Promise<void> {
  await transact(REFILL, "notes", "readwrite", (store) => store.clear());
  await transact(REFILL, "credentials", "readwrite", (store) => store.clear());
  mustClear = false;
}

async function read(shelf: Shelf, key: string): Promise<unknown> {
  const name = `${shelf} ${key}`;
  if (unsaved.has(name)) return memory.get(name)?.value;
  try {
    const value = await on(shelf, "readonly", (store) => store.get(key));
    if (!unsaved.has(name)) memory.set(name, { shelf, key, value });
  } catch (error) {
    report(error);
  }
  return memory.get(name)?.value;
}

/** Undefined deletes the entry. */
async function write(shelf: Shelf, key: string, value: unknown): Promise<void> {
  const name = `${shelf} ${key}`;
  const entry = { shelf, key, value };
  memory.set(name, entry);
  unsaved.add(name);
  try {
    await on(shelf, "readwrite", (store) => (value === undefined ? store.delete(key) : store.put(value, key)));
    if (memory.get(name) === entry) unsaved.delete(name);
  } catch (error) {
    report(error);
  }
}

/** A row of the notes that is not a JSON text: a row of sealed.ts. */
export function readRow(key: string): Promise<unknown> {
  return read("notes", key);
}

export function writeRow(key: string, value: unknown): Promise<void> {
  return write("notes", key, value);
}

/** Stores a row unless there is one. Returns the row that is in the database afterwards, also if another window has just stored it; undefined if the database stores none. */
export async function addRow(key: string, value: unknown): Promise<unknown> {
  try {
    await on("notes", "readwrite", (store) => store.add(value, key));
  } catch (error) {
    if (nameOf(error) !== "ConstraintError") report(error);
  }
  return readRow(key);
}

/** The names of all notes in the database; none if it cannot be read. */
export async function noteNames(): Promise<readonly string[]> {
  try {
    return (await on("notes", "readonly", (store) => store.getAllKeys())) as readonly string[];
  } catch (error) {
    report(error);
    return [];
  }
}

export async function readNote<T>(key: string): Promise<T | undefined> {
  const text = (await read("notes", key)) as string | undefined;
  if (text === undefined) return undefined;
  try {
    const value: T = JSON.parse(text);
    return value;
  } catch {
    // A row that cannot be read is like none: the next write replaces it.
    return undefined;
  }
}

export function writeNote(key: string, value: unknown): Promise<void> {
  return write("notes", key, JSON.stringify(value));
}

export function dropNote(key: string): Promise<void> {
  return write("notes", key, undefined);
}

export async function readCredentials(person: string): Promise<readonly PhoneCredential[]> {
  return ((await read("credentials", person)) as readonly PhoneCredential[] | undefined) ?? [];
}

/** Replaces all credentials of the person in one transaction: a phone that dies keeps the old or the new ones. */
export function writeCredentials(person: string, credentials: readonly PhoneCredential[]): Promise<void> {
  return write("credentials", person, credentials);
}

/** Deletes all notes and credentials on this phone: at a log-out, and when the session has ended. */
export async function forgetAll(): Promise<void> {
  memory.clear();
  unsaved.clear();
  mustClear = true;
  await clear().catch(report);
}

/** What this phone keeps: device keys with their credentials, the last known account, drafts. IndexedDB; nothing leaves from here. */
import { openDB } from "idb";
import type { DBSchema, IDBPDatabase } from "idb";

/** One credential and the key that proves it; the private key cannot be read, not even by us. */
export interface KeptCredential {
  readonly person: string;
  readonly jws: string;
  readonly deviceKey: CryptoKey;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  /** How often it was shown: the least shown comes next, so that two gates see different handles. */
  readonly shown: number;
}

interface Shelves extends DBSchema {
  /** JSON by name: the last known account, drafts. */
  notes: { key: string; value: string };
  credentials: { key: string; value: KeptCredential; indexes: { person: string } };
}

let opened: Promise<IDBPDatabase<Shelves>> | undefined;

/** The database, opened once. Version 1 is its only shape so far; later ones add steps, and never change this one. */
export function shelves(): Promise<IDBPDatabase<Shelves>> {
  opened ??= openDB<Shelves>("yima", 1, {
    upgrade(database) {
      database.createObjectStore("notes");
      database.createObjectStore("credentials", { keyPath: "jws" }).createIndex("person", "person");
    },
  });
  return opened;
}

export async function readNote<T>(key: string): Promise<T | undefined> {
  const text = await (await shelves()).get("notes", key);
  if (text === undefined) return undefined;
  const value: T = JSON.parse(text);
  return value;
}

export async function writeNote(key: string, value: unknown): Promise<void> {
  await (await shelves()).put("notes", JSON.stringify(value), key);
}

export async function dropNote(key: string): Promise<void> {
  await (await shelves()).delete("notes", key);
}

/** Forgets everything on this phone: at logging out, and when the session is no longer good. */
export async function forgetAll(): Promise<void> {
  const database = await shelves();
  await Promise.all([database.clear("notes"), database.clear("credentials")]);
}

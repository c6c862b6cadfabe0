/** The phone's storage: device keys with their credentials, the last account, drafts. Plain IndexedDB: a wrapper costs 1 KB. */
import type { Colour } from "../../contract/verify.ts";

/** One credential with its device key, whose private part cannot be exported. */
export interface PhoneCredential {
  readonly person: string;
  readonly jws: string;
  readonly deviceKey: CryptoKey;
  readonly colour: Colour;
  /** The time of the declaration that the credential states; null without one. */
  readonly declaredAtMs: number | null;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  /** How often the credential was displayed. The one with the fewest displays is next, so that two gates see different handles. */
  readonly shown: number;
}

/** The two object stores: `notes` has values by name, `credentials` has the credentials of each person by the person's id. */
type Shelf = "notes" | "credentials";

let database: Promise<IDBDatabase> | undefined;

/** Opens the database, version 1, the only schema so far. A later version adds a step and does not change this one. */
function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("yima", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("notes");
    request.result.createObjectStore("credentials");
  };
  return resultOf(request);
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB failed")));
  });
}

async function on<T>(shelf: Shelf, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  database ??= open();
  return resultOf(act((await database).transaction(shelf, mode).objectStore(shelf)));
}

export async function readNote<T>(key: string): Promise<T | undefined> {
  const text: string | undefined = await on("notes", "readonly", (store) => store.get(key));
  if (text === undefined) return undefined;
  const value: T = JSON.parse(text);
  return value;
}

export async function writeNote(key: string, value: unknown): Promise<void> {
  await on("notes", "readwrite", (store) => store.put(JSON.stringify(value), key));
}

export async function dropNote(key: string): Promise<void> {
  await on("notes", "readwrite", (store) => store.delete(key));
}

export async function readCredentials(person: string): Promise<readonly PhoneCredential[]> {
  const credentials: readonly PhoneCredential[] | undefined = await on("credentials", "readonly", (store) => store.get(person));
  return credentials ?? [];
}

/** Replaces all credentials of the person in one transaction: a phone that dies keeps the old or the new ones. */
export async function writeCredentials(person: string, credentials: readonly PhoneCredential[]): Promise<void> {
  await on("credentials", "readwrite", (store) => store.put(credentials, person));
}

/** Deletes all notes and credentials on this phone: at a log-out, and when the session has ended. */
export async function forgetAll(): Promise<void> {
  await on("notes", "readwrite", (store) => store.clear());
  await on("credentials", "readwrite", (store) => store.clear());
}

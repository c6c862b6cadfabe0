/** The connection to the phone's IndexedDB: opened at the first use, opened again when it is lost, with time limits. Rejects where there is none; store.ts then works from memory. */
import { reportTrouble } from "./local-store.ts";
import { TooLong, within } from "./within.ts";

/** `notes` has JSON texts by name, and the rows of sealed.ts; `credentials` has the credentials of a person by the person's id. */
export type Shelf = "notes" | "credentials";

const VERSION = 1;
const OPENED_WITHIN_MS = 3_000;
const ANSWERED_WITHIN_MS = 5_000;
/** Another try would end the same way. */
const FINAL = new Set(["QuotaExceededError", "DataCloneError", "VersionError", "ConstraintError"]);

let connection: Promise<IDBDatabase> | undefined;
/** Safari's `open` sometimes never answers: only the first use waits for it. */
let isHanging = false;

interface Refill {
  /** Called in the upgrade of a database that is new, also where the browser has deleted the earlier one while the page is open. */
  readonly onNew: (write: (shelf: Shelf, key: string, value: unknown) => void) => void;
}

/** Version 1 is the only schema so far. A later version adds a step and does not change this step. */
function open({ onNew }: Refill): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("yima", VERSION);
    request.addEventListener("upgradeneeded", () => {
      const shelves = {
        notes: request.result.createObjectStore("notes"),
        credentials: request.result.createObjectStore("credentials"),
      };
      onNew((shelf, key, value) => void shelves[shelf].put(value, key));
    });
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB failed")));
    request.addEventListener("success", () => {
      const { result } = request;
      isHanging = false;
      result.addEventListener("close", forgetConnection);
      // A newer version of the app, or a deletion, waits for this: it would hang in the other window.
      result.addEventListener("versionchange", ({ newVersion }) => {
        result.close();
        forgetConnection();
        if (newVersion !== null) reportTrouble("newer");
      });
      resolve(result);
    });
  });
}

function forgetConnection(): void {
  connection = undefined;
}

async function connected(refill: Refill): Promise<IDBDatabase> {
  if (isHanging) throw new TooLong();
  connection ??= open(refill);
  try {
    return await within(OPENED_WITHIN_MS, connection);
  } catch (error) {
    if (error instanceof TooLong) isHanging = true;
    else forgetConnection();
    throw error;
  }
}

export type Act = (shelf: IDBObjectStore) => Pick<IDBRequest<unknown>, "result" | "error">;

async function attempt(refill: Refill, shelf: Shelf, mode: IDBTransactionMode, act: Act): Promise<unknown> {
  const transaction = (await connected(refill)).transaction(shelf, mode);
  const request = act(transaction.objectStore(shelf));
  // Otherwise the browser commits a turn of the event loop later, and a page that is killed before that loses the write.
  if (mode === "readwrite") transaction.commit();
  const end = new Promise<unknown>((resolve, reject) => {
    const fail = (): void => reject(transaction.error ?? request.error ?? new Error("IndexedDB failed"));
    transaction.addEventListener("abort", fail);
    transaction.addEventListener("error", fail);
    // A full disk refuses at the end of the transaction only.
    transaction.addEventListener("complete", () => resolve(request.result));
  });
  return within(ANSWERED_WITHIN_MS, end);
}

/** One transaction on one shelf. A lost connection is opened again, once for each call. */
export async function transact(refill: Refill, shelf: Shelf, mode: IDBTransactionMode, act: Act): Promise<unknown> {
  try {
    return await attempt(refill, shelf, mode, act);
  } catch (error) {
    if (error instanceof TooLong || (error instanceof DOMException && FINAL.has(error.name))) throw error;
    forgetConnection();
    return attempt(refill, shelf, mode, act);
  }
}

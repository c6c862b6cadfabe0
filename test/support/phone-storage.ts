/** What scripts have stored in a browser, read without the app: the database's rows as they are, and the settings. Each function without a page runs inside the page. */
import type { Page } from "playwright-core";

/** Everything as one text: keys and values of all databases, with the bytes of buffers as letters in two ways, both storages, and the addresses in the caches. */
export async function storedText(): Promise<string> {
  const decoder = new TextDecoder();
  const show = (value: unknown): string => {
    if (value instanceof ArrayBuffer) return show(new Uint8Array(value));
    if (value instanceof Uint8Array)
      return `${Array.from(value, (byte) => String.fromCharCode(byte)).join("")} ${decoder.decode(value)}`;
    if (value instanceof CryptoKey) return `${value.type} key, extractable: ${String(value.extractable)}`;
    if (typeof value !== "object" || value === null) return String(value);
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${show(part)}`)
      .join("\n");
  };
  const database = await new Promise<IDBDatabase>((done) => {
    const opening = indexedDB.open("yima");
    opening.addEventListener("success", () => done(opening.result));
  });
  const read = (shelf: string, what: "getAll" | "getAllKeys"): Promise<unknown> =>
    new Promise((done) => {
      const reading = database.transaction(shelf).objectStore(shelf)[what]();
      reading.addEventListener("success", () => done(reading.result));
    });
  const pieces = [show(Object.entries(localStorage)), show(Object.entries(sessionStorage))];
  for (const shelf of database.objectStoreNames)
    pieces.push(show(await read(shelf, "getAllKeys")), show(await read(shelf, "getAll")));
  database.close();
  for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) pieces.push(url);
  return pieces.join("\n");
}

/** Waits until what was typed last is in the storage: two readings, a quarter of a second apart, are equal. */
export async function settleStorage(page: Page): Promise<void> {
  let before = "";
  for (let now = await page.evaluate(storedText); now !== before; now = await page.evaluate(storedText)) {
    before = now;
    await page.waitForTimeout(250);
  }
}

/** The names of the app's notes, sorted. */
export function noteNames(): Promise<readonly string[]> {
  return new Promise((done) => {
    indexedDB.open("yima").addEventListener("success", ({ target }) => {
      const { result: database } = target as IDBOpenDBRequest;
      const reading = database.transaction("notes").objectStore("notes").getAllKeys();
      reading.addEventListener("success", () => {
        database.close();
        done(reading.result.map(String).toSorted());
      });
    });
  });
}

/** Writes notes; null deletes one. */
export function writeNotes(notes: Readonly<Record<string, unknown>>): Promise<void> {
  return new Promise((done) => {
    indexedDB.open("yima").addEventListener("success", ({ target }) => {
      const { result: database } = target as IDBOpenDBRequest;
      const writing = database.transaction("notes", "readwrite");
      const shelf = writing.objectStore("notes");
      for (const [name, value] of Object.entries(notes)) {
        if (value === null) shelf.delete(name);
        else shelf.put(value, name);
      }
      writing.addEventListener("complete", () => {
        database.close();
        done();
      });
    });
  });
}

/** Gives the sealed draft of a declaration the present time. */
export function redateDraft(): Promise<void> {
  return new Promise((done) => {
    indexedDB.open("yima").addEventListener("success", ({ target }) => {
      const { result: database } = target as IDBOpenDBRequest;
      const writing = database.transaction("notes", "readwrite");
      writing
        .objectStore("notes")
        .openCursor(IDBKeyRange.lowerBound("sealed draft"))
        .addEventListener("success", ({ target: reading }) => {
          const { result: cursor } = reading as IDBRequest<IDBCursorWithValue>;
          cursor.update({ ...cursor.value, atMs: Date.now() });
        });
      writing.addEventListener("complete", () => {
        database.close();
        done();
      });
    });
  });
}

/** Runs inside the page: the addresses of the files that its service worker has stored. */
export async function storedFiles(): Promise<readonly string[]> {
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = await Promise.all(stores.map((store) => store.keys()));
  return requests.flat().map(({ url }) => url);
}

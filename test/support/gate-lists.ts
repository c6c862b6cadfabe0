/** The status list of a code, as the server publishes it and as a gate's phone has it in its storage. */
import type { Page } from "playwright-core";
import { expect, vi } from "vitest";
import { parseCode } from "../../src/token/code/parse.ts";
import { statusListOf } from "../../src/domain/code/status.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { LOADED_MS } from "./patience.ts";

/** The path at which the status list of a code is published. */
export function listOfCode(code: string): string {
  const parsed = parseCode(code);
  if (!parsed.ok) throw new Error(parsed.refusal.code);
  return `/status/${statusListOf(parsed.value.claims)}`;
}

/** Waits for a published list that differs from `before`, and returns its signed text. */
export function publishedList(visitor: Visitor, list: string, before = ""): Promise<string> {
  const published = async () => {
    const { text } = await visitor.send("GET", list);
    expect(text).toMatch(/^ey/);
    expect(text).not.toBe(before);
    return text;
  };
  return vi.waitFor(published, { timeout: LOADED_MS });
}

/** Waits until a gate's phone has stored this list: only then the gate judges codes by it. */
export async function untilStored(page: Page, token: string): Promise<void> {
  await vi.waitFor(async () => expect((await page.evaluate(storedLists)).includes(token)).toBe(true), { timeout: LOADED_MS });
}

/** Runs inside the page: the status lists in its storage, as text. */
function storedLists(): Promise<string> {
  return new Promise((done) => {
    const opening = indexedDB.open("yima");
    opening.addEventListener("success", () => {
      const reading = opening.result.transaction("notes").objectStore("notes").get("status-lists");
      reading.addEventListener("success", () => done(String(reading.result)));
    });
  });
}

/** Runs inside the page: its stored lists have been fetched so much earlier. */
export function ageStoredLists(byMs: number): Promise<void> {
  return new Promise((done) => {
    indexedDB.open("yima").addEventListener("success", ({ target }) => {
      const { result: database } = target as IDBOpenDBRequest;
      const writing = database.transaction("notes", "readwrite");
      const shelf = writing.objectStore("notes");
      shelf.get("status-lists").addEventListener("success", ({ target: reading }) => {
        const lists = JSON.parse((reading as IDBRequest<string>).result) as readonly { readonly fetchedAtMs: number }[];
        shelf.put(JSON.stringify(lists.map((list) => ({ ...list, fetchedAtMs: list.fetchedAtMs - byMs }))), "status-lists");
      });
      writing.addEventListener("complete", () => {
        database.close();
        done();
      });
    });
  });
}

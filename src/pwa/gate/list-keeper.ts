/** The status lists of the gate: those of its community and of scanned codes. Fetched while the gate is open, and stored for use without a network. */
import { signal } from "@preact/signals";
import { statusListName } from "../../domain/code/status.ts";
import { DAY_MS } from "../../domain/instant.ts";
import { fieldsOf, listOf } from "../../token/status/fields.ts";
import { correctedNow } from "../app/clock.ts";
import { readNote, writeNote } from "../app/store.ts";
import { isVisible, whileVisible } from "../ui/while-visible.ts";
import { namesToRefresh } from "./list-shelf.ts";
import { REFRESH_MS, StatusLists } from "./status-lists.ts";
import { openTrust } from "./trust-keeper.ts";

const NOTE = "status-lists";
const AGE_NOTE = "status-lists-at";
/** When the server last answered for each stored list, by its name: a list that stays the same is not written again, and must not grow old. */
const TIMES_NOTE = "status-list-times";

type ListsNote = readonly Pick<StatusLists["all"][number], "name" | "token" | "fetchedAtMs">[];

let community = "";
export const lists = new StatusLists("no-cache", ownNames);
/** The signed texts of the lists that are now in the phone's storage. */
let storedTokens: ReadonlySet<string> = new Set();
/** When the server last answered for all of the community's own lists, ms of the corrected clock; null if never. */
export const listsAtMs = signal<number | null>(null);
/** Why the community's own lists protect nobody: `missing`, none has come so far; `unreadable`, one has come and cannot be read here. Null before the first try, and while all is well. */
export const listsTrouble = signal<"missing" | "unreadable" | null>(null);

/** Reads the issuer's keys, then fetches the lists of a community (12 digits) and of recently scanned codes every 15 s while the page is visible. The returned function ends this. */
export function keepLists(of: string): () => void {
  community = of;
  void guard(begin());
  return whileVisible(REFRESH_MS, () => void guard(fetchAll()));
}

/** An exception of our own code is no missing network: the gate says that its lists cannot be read. */
async function guard(work: Promise<void>): Promise<void> {
  await work.catch(() => (listsTrouble.value = "unreadable"));
}

async function begin(): Promise<void> {
  await openStored();
  if (isVisible()) await fetchAll();
}

function ownNames(): readonly string[] {
  const now = correctedNow();
  return [now, now + DAY_MS].map((at) => statusListName(community, at));
}

/** Reads the stored keys, then the stored lists, whose signatures these keys verify. Reads the lists once. */
async function openStored(): Promise<void> {
  await openTrust();
  if (listsAtMs.peek() !== null) return;
  const times = fieldsOf(await readNote<unknown>(TIMES_NOTE));
  for (const { name, token, fetchedAtMs } of (listOf(await readNote<unknown>(NOTE)) ?? []).map(fieldsOf)) {
    if (typeof name !== "string" || typeof token !== "string" || typeof fetchedAtMs !== "number") continue;
    const later = times[name];
    await lists.take(name, token, typeof later === "number" ? later : fetchedAtMs);
  }
  const age = await readNote<unknown>(AGE_NOTE);
  if (typeof age === "number") listsAtMs.value ??= age;
}

async function fetchAll(): Promise<void> {
  await openTrust();
  const [now, own] = [correctedNow(), ownNames()];
  const names = namesToRefresh(lists.all, own);
  const answers = (await Promise.all(names.map((name) => lists.load(name)))).slice(0, own.length);
  if (answers.includes("unreadable")) listsTrouble.value = "unreadable";
  else if (answers.every((answer) => answer === "read")) listsTrouble.value = null;
  else if (listsAtMs.peek() === null) listsTrouble.value ??= "missing";
  if (!answers.every((answer) => answer === "read")) return;
  listsAtMs.value = now;
  await writeNote(AGE_NOTE, now);
  const { all } = lists;
  await writeNote(TIMES_NOTE, Object.fromEntries(all.map(({ name, fetchedAtMs }) => [name, fetchedAtMs])));
  // Nothing is written when all lists are the stored ones.
  if (all.length === storedTokens.size && all.every(({ token }) => storedTokens.has(token))) return;
  storedTokens = new Set(all.map(({ token }) => token));
  const note: ListsNote = all.map(({ name, token, fetchedAtMs }) => ({ name, token, fetchedAtMs }));
  await writeNote(NOTE, note);
}

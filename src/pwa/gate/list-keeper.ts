/** The status lists on this device: those of the gate's community and of scanned codes. Fetched while the gate is open, and stored for use without a network. */
import { signal } from "@preact/signals";
import type { Claims } from "../../domain/code/claims.ts";
import { statusListName, statusListOf } from "../../domain/code/status.ts";
import { fieldsOf, listOf } from "../../token/status/fields.ts";
import { readStatusList, type StatusList, statusIn } from "../../token/status/read-status-list.ts";
import { correctedNow } from "../app/clock.ts";
import { readNote, writeNote } from "../app/store.ts";
import { isVisible, whileVisible } from "../ui/while-visible.ts";
import { namesToRefresh, roomFor } from "./list-shelf.ts";
import { type DeviceTrust, deviceTrust, isForeign, openTrust } from "./trust-keeper.ts";
import { DAY_MS } from "../../domain/instant.ts";

/** The age from which a list is fetched again. With the publication (1 s) and KV (30 s), a revocation then reaches the gate within 60 s (decision 13). */
const REFRESH_MS = 25_000;
const LONGEST_MS = 10_000;
const NOTE = "status-lists";
const AGE_NOTE = "status-lists-at";

interface DeviceList {
  /** The path of the list below `/status/`: its name, and before it the issuer if that is another one. */
  readonly name: string;
  readonly list: StatusList;
  readonly token: string;
  /** When the list was fetched, ms of the corrected clock. */
  readonly fetchedAtMs: number;
  readonly bytes: number;
}
type ListsNote = readonly Pick<DeviceList, "name" | "token" | "fetchedAtMs">[];

/** The lists on this device, the most recently used one last. */
let lists: readonly DeviceList[] = [];
/** The signed texts of the lists that are now in the phone's storage. */
let storedTokens: ReadonlySet<string> = new Set();
let community = "";
/** When the server last answered for all of the community's own lists, ms of the corrected clock; null if never. */
export const listsAtMs = signal<number | null>(null);
/** Why the community's own lists protect nobody: `missing`, none has come so far; `unreadable`, one has come and cannot be read here. Null before the first try, and while all is well. */
export const listsTrouble = signal<"missing" | "unreadable" | null>(null);
/** Lists that the server has not published: nothing of theirs is revoked. */
const unpublished = new Set<string>();

function nameOf(claims: Claims): string {
  return isForeign(claims) ? `${claims.issuer}/${statusListOf(claims)}` : statusListOf(claims);
}

/** The status of a credential by its list on this device; undefined without that list. Synchronous: a gate does not wait for the network. */
export function statusOf(claims: Claims): number | undefined {
  const wanted = nameOf(claims);
  const current = lists.find(({ name }) => name === wanted);
  if (current === undefined) return undefined;
  lists = [...lists.filter((other) => other !== current), current];
  return statusIn(current.list, claims.statusIndex);
}

/** When the list of a credential was fetched, ms of the corrected clock; null without that list. */
export function listedAtMs(claims: Claims): number | null {
  const wanted = nameOf(claims);
  return lists.find(({ name }) => name === wanted)?.fetchedAtMs ?? null;
}

/** Whether this device can tell that the credential is not revoked. */
export function isListed(claims: Claims): boolean {
  const name = nameOf(claims);
  return unpublished.has(name) || lists.some((list) => list.name === name);
}

/** Fetches the status list of a verified code when this device has none or one older than 25 s. Returns whether the list has changed. Lists of paper codes are not public. */
export async function freshen(claims: Claims): Promise<boolean> {
  if (claims.kind === "paper") return false;
  const name = nameOf(claims);
  const current = lists.find((each) => each.name === name);
  const ageMs = correctedNow() - (current?.fetchedAtMs ?? Number.NEGATIVE_INFINITY);
  // A negative age means that the clock was set back after the fetch: fetch again.
  if (ageMs >= 0 && ageMs < REFRESH_MS) return false;
  await fetchOne(name);
  return lists.find((each) => each.name === name)?.token !== current?.token;
}

/** Reads the issuer's keys, then fetches the lists of a community (12 digits) and of recently scanned codes every 25 s while the page is visible. The returned function ends this. */
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
  for (const { name, token, fetchedAtMs } of (listOf(await readNote<unknown>(NOTE)) ?? []).map(fieldsOf))
    if (typeof name === "string" && typeof token === "string" && typeof fetchedAtMs === "number")
      await take(name, token, fetchedAtMs);
  const age = await readNote<unknown>(AGE_NOTE);
  if (typeof age === "number") listsAtMs.value ??= age;
}

async function fetchAll(): Promise<void> {
  await openTrust();
  const [now, own] = [correctedNow(), ownNames()];
  const answers = (await Promise.all(namesToRefresh(lists, own).map(fetchOne))).slice(0, own.length);
  if (answers.includes("unreadable")) listsTrouble.value = "unreadable";
  else if (answers.every((answer) => answer === "read")) listsTrouble.value = null;
  else if (listsAtMs.peek() === null) listsTrouble.value ??= "missing";
  if (!answers.every((answer) => answer === "read")) return;
  listsAtMs.value = now;
  await writeNote(AGE_NOTE, now);
  // Nothing is written when all lists are the stored ones.
  if (lists.length === storedTokens.size && lists.every(({ token }) => storedTokens.has(token))) return;
  storedTokens = new Set(lists.map(({ token }) => token));
  const note: ListsNote = lists.map(({ name, token, fetchedAtMs }) => ({ name, token, fetchedAtMs }));
  await writeNote(NOTE, note);
}

/** Fetches one list. A list that is not published (404) counts as read. */
async function fetchOne(name: string): Promise<"read" | "unreadable" | "unanswered"> {
  const text = await textOf(name);
  if (text === null) return "unanswered";
  if (text === "") return "read";
  return (await take(name, text, correctedNow()).catch(() => false)) ? "read" : "unreadable";
}

/** The signed list as text; empty where it is not published, null without an answer. */
async function textOf(name: string): Promise<string | null> {
  try {
    const response = await fetch(`/status/${name}`, { cache: "no-cache", signal: AbortSignal.timeout(LONGEST_MS) });
    if (response.status === 404) unpublished.add(name);
    else if (response.ok) unpublished.delete(name);
    return response.ok ? await response.text() : response.status === 404 ? "" : null;
  } catch {
    return null;
  }
}

/** The issuer and the list with this name on the device. */
function listAt(name: string, { issuer: own, trust }: DeviceTrust) {
  const [list = "", other] = name.split("/").toReversed();
  const issuer = [...trust.issuers.keys()].find((code) => code === other) ?? own;
  return { issuer, list };
}

/** Adds a list to those on this device if the issuer signed it and the device has no later one. readStatusList limits its inflated size. False: it cannot be read here. */
async function take(name: string, token: string, fetchedAtMs: number): Promise<boolean> {
  const by = deviceTrust.peek();
  if (by === null) return false;
  const now = correctedNow();
  const current = lists.find((each) => each.name === name);
  const isSame = current?.token === token;
  const read = isSame ? null : await readStatusList(token, listAt(name, by), by.trust, now);
  const list = read === null ? current?.list : read.ok ? read.value : undefined;
  const latest = lists.find((each) => each.name === name);
  if (list === undefined) return false;
  if (latest !== undefined && list.issuedAt < latest.list.issuedAt) return true;
  const fresh = { name, list, token, fetchedAtMs, bytes: token.length + list.bits.length };
  const others = lists.filter((each) => each.name !== name && each.list.expiresAt > now);
  lists = roomFor([...others, fresh], ownNames());
  return true;
}

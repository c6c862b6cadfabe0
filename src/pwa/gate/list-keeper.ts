/** The status lists by which this device refuses revoked codes: its own community's and those of codes it met, fetched while the gate is open, kept for the time without a network. */
import { signal } from "@preact/signals";
import type { Claims } from "../../domain/code/claims.ts";
import { statusListName, statusListOf } from "../../domain/code/status.ts";
import { readStatusList, type StatusList, statusIn } from "../../token/status/read-status-list.ts";
import { correctedNow } from "../app/clock.ts";
import { readNote, writeNote } from "../app/store.ts";
import { isVisible, whileVisible } from "../ui/while-visible.ts";
import { followed, roomFor } from "./list-shelf.ts";
import { kept as trust, openTrust } from "./trust-keeper.ts";
import { DAY_MS } from "../../domain/instant.ts";

/** A second until a list is published and half a minute in KV: a revocation is here within 60 s (docs/decisions/0013-status-lists.md). */
const REFRESH_MS = 25_000;
const LONGEST_MS = 10_000;
const NOTE = "status-lists";
const AGE_NOTE = "status-lists-at";

interface Held {
  readonly name: string;
  readonly list: StatusList;
  readonly token: string;
  /** Of the corrected clock. */
  readonly fetchedAtMs: number;
  readonly bytes: number;
}
type ListsNote = readonly Pick<Held, "name" | "token" | "fetchedAtMs">[];

/** The one that was met last stands last. */
let held: readonly Held[] = [];
/** Tokens of those in the note. */
let written: ReadonlySet<string> = new Set();
let community = "";
/** When the own community's lists were fetched last, ms of the corrected clock; null before the first time. */
export const listsAtMs = signal<number | null>(null);

/** What this device knows of a credential, at once: a gate waits for nobody's network. */
export function statusOf(claims: Claims): number | undefined {
  const known = held.find(({ name }) => name === statusListOf(claims));
  if (known === undefined) return undefined;
  held = [...held.filter((other) => other !== known), known];
  return statusIn(known.list, claims.statusIndex);
}

/** Fetches the list of a code whose signatures hold, where it is not here or not fresh. Answers whether there is another one now. */
export async function freshen(claims: Claims): Promise<boolean> {
  const name = statusListOf(claims);
  const known = held.find((each) => each.name === name);
  const ageMs = correctedNow() - (known?.fetchedAtMs ?? Number.NEGATIVE_INFINITY);
  // What was fetched in the future was fetched before a clock was put back.
  if (ageMs >= 0 && ageMs < REFRESH_MS) return false;
  await fetchOne(name);
  return held.find((each) => each.name === name)?.token !== known?.token;
}

/** Opens the issuer's keys, then keeps the lists of a 12-digit community fresh until the answer is called. */
export function keepLists(of: string): () => void {
  community = of;
  void begin();
  return whileVisible(REFRESH_MS, () => void fetchAll());
}

async function begin(): Promise<void> {
  await openKept();
  if (isVisible()) await fetchAll();
}

function ownNames(): readonly string[] {
  const now = correctedNow();
  return [now, now + DAY_MS].map((at) => statusListName(community, at));
}

/** Whose the lists are is known by the keys, so these come first. */
async function openKept(): Promise<void> {
  await openTrust();
  if (listsAtMs.peek() !== null) return;
  for (const { name, token, fetchedAtMs } of (await readNote<ListsNote>(NOTE)) ?? []) await take(name, token, fetchedAtMs);
  listsAtMs.value ??= (await readNote<number>(AGE_NOTE)) ?? null;
}

async function fetchAll(): Promise<void> {
  await openTrust();
  const [now, own] = [correctedNow(), ownNames()];
  const reached = await Promise.all(followed(held, own).map(fetchOne));
  if (!reached.slice(0, own.length).every(Boolean)) return;
  listsAtMs.value = now;
  await writeNote(AGE_NOTE, now);
  // Most of the time nothing is new: a phone need not write it again.
  if (held.length === written.size && held.every(({ token }) => written.has(token))) return;
  written = new Set(held.map(({ token }) => token));
  const note: ListsNote = held.map(({ name, token, fetchedAtMs }) => ({ name, token, fetchedAtMs }));
  await writeNote(NOTE, note);
}

/** Whether the server could be asked; that nobody has published the list is an answer. */
async function fetchOne(name: string): Promise<boolean> {
  try {
    const response = await fetch(`/status/${name}`, { cache: "no-cache", signal: AbortSignal.timeout(LONGEST_MS) });
    if (response.ok) await take(name, await response.text(), correctedNow());
    return response.ok || response.status === 404;
  } catch {
    return false;
  }
}

/** Keeps a list that the issuer signed, unless a later one is here. What it inflates to is bounded where it is read. */
async function take(name: string, token: string, fetchedAtMs: number): Promise<void> {
  const by = trust.peek();
  if (by === null) return;
  const now = correctedNow();
  const known = held.find((each) => each.name === name);
  const isKnown = known?.token === token;
  const read = isKnown ? null : await readStatusList(token, { issuer: by.issuer, list: name }, by.trust, now);
  const list = read === null ? known?.list : read.ok ? read.value : undefined;
  const latest = held.find((each) => each.name === name);
  if (list === undefined || (latest !== undefined && list.issuedAt < latest.list.issuedAt)) return;
  const fresh = { name, list, token, fetchedAtMs, bytes: token.length + list.bits.length };
  const others = held.filter((each) => each.name !== name && each.list.expiresAt > now);
  held = roomFor([...others, fresh], ownNames());
}

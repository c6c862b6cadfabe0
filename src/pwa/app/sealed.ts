/**
 * Typed input that is not sent yet, in the phone's storage: sealed under a key of this browser that cannot be exported, for a limited time.
 * Never rejects: input that cannot be sealed lasts as long as the page. Source: decision 51.
 */
import { DAY_MS, HOUR_MS } from "../../domain/instant.ts";
import { whileVisible } from "../ui/while-visible.ts";
import { reportTrouble } from "./local-store.ts";
import { addRow, dropNote, noteNames, readNote, readRow, writeRow } from "./store.ts";

/** How long each kind is kept after its last change; null: until the log-out. */
const TERMS_MS = {
  draft: DAY_MS,
  appeal: DAY_MS,
  "appeal-file": DAY_MS,
  // These have a document number, so their term is short.
  binding: HOUR_MS,
  case: HOUR_MS,
  point: HOUR_MS,
  login: HOUR_MS,
  phone: DAY_MS,
  nicknames: null,
} as const;

export interface SealedNote<T> {
  readonly name: string;
  /** Undefined without a note, after its term, and if its key is lost. */
  readonly read: () => Promise<T | undefined>;
  readonly keep: (value: T) => Promise<void>;
  readonly discard: () => Promise<void>;
}

/** A note of one kind. @param id distinguishes notes of the same kind */
export function sealedNote<T>(kind: keyof typeof TERMS_MS, id = ""): SealedNote<T> {
  const name = id === "" ? kind : `${kind} ${id}`;
  return {
    name,
    read: () => open(name) as Promise<T | undefined>,
    keep: (value) => keep(name, value, Date.now()),
    discard: () => discardNote(name),
  };
}

interface SealedRow {
  /** The time of the last change, by the phone's clock. */
  readonly atMs: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

const KEY = "sealing-key";
const SEALED = "sealed ";
const CIPHER = "AES-GCM";
/** NIST SP 800-38D §8.2.2: a random one for each sealing. */
const IV_BYTES = 12;

/** The state of this page during one login. */
interface Desk {
  key: CryptoKey | undefined;
  /** The first key, while the browser makes it. */
  making: Promise<CryptoKey> | undefined;
  /** The last change of each note: of two sealings under way, only the later one is written. */
  readonly changes: Map<string, object>;
  /** The notes that could not be sealed. */
  readonly unsealed: Map<string, unknown>;
}

const newDesk = (): Desk => ({ key: undefined, making: undefined, changes: new Map(), unsealed: new Map() });
let desk = newDesk();

/** Call it at a log-out, before the storage is cleared: a sealing under way then writes nothing. */
export function forgetSealed(): void {
  desk = newDesk();
}

/** The key of this browser. Rejects where the browser cannot make or store one. */
function needKey(mine: Desk): Promise<CryptoKey> {
  if (mine.key !== undefined) return Promise.resolve(mine.key);
  mine.making ??= makeKey(mine).finally(() => (mine.making = undefined));
  return mine.making;
}

/** Makes the first key, or loads the key that another window has just made. */
async function makeKey(mine: Desk): Promise<CryptoKey> {
  const made = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ["encrypt", "decrypt"]);
  mine.key = asKey(await addRow(KEY, made));
  if (mine.key === undefined) throw new TypeError("no key");
  return mine.key;
}

function asKey(row: unknown): CryptoKey | undefined {
  return row instanceof CryptoKey ? row : undefined;
}

/** Name and time are authenticated: a row with another name or a later time does not open. */
function parametersOf(name: string, { atMs, iv }: Pick<SealedRow, "atMs" | "iv">): AesGcmParams {
  return { name: CIPHER, iv, additionalData: new TextEncoder().encode(`${name} ${atMs}`) };
}

async function keep(name: string, value: unknown, atMs: number): Promise<void> {
  const mine = desk;
  const change = {};
  mine.changes.set(name, change);
  const isLast = (): boolean => desk === mine && mine.changes.get(name) === change;
  try {
    const head = { atMs, iv: crypto.getRandomValues(new Uint8Array(IV_BYTES)) };
    const text = new TextEncoder().encode(JSON.stringify(value));
    const bytes = await crypto.subtle.encrypt(parametersOf(name, head), await needKey(mine), text);
    if (!isLast()) return;
    mine.unsealed.delete(name);
    await writeRow(SEALED + name, { ...head, bytes } satisfies SealedRow);
  } catch {
    if (!isLast()) return;
    mine.unsealed.set(name, value);
    reportTrouble("nothing");
  }
}

function discardNote(name: string): Promise<void> {
  desk.changes.set(name, {});
  desk.unsealed.delete(name);
  return writeRow(SEALED + name, undefined);
}

/** Removes a row that is of no use, unless the note has changed since `change`. */
async function discardRow(name: string, change: object | undefined): Promise<void> {
  if (desk.changes.get(name) === change) await writeRow(SEALED + name, undefined);
}

async function open(name: string): Promise<unknown> {
  await firstSweep();
  const mine = desk;
  const change = mine.changes.get(name);
  // The key is loaded before the first change: if the browser ends the page at the moment of a touch, only the sealing is left to do.
  const [row, key] = await Promise.all([readRow(SEALED + name) as Promise<SealedRow | undefined>, readRow(KEY)]);
  mine.key = asKey(key);
  if (mine.unsealed.has(name)) return mine.unsealed.get(name);
  if (row === undefined) return undefined;
  try {
    if (!isOver(name, row.atMs)) {
      const text = await crypto.subtle.decrypt(parametersOf(name, row), await needKey(mine), row.bytes);
      return JSON.parse(new TextDecoder().decode(text)) as unknown;
    }
  } catch {
    // The storage fails, and the key may be back at the next start.
    if (mine.key === undefined) return undefined;
  }
  await discardRow(name, change);
  return undefined;
}

/** The term of a note's kind; undefined for the name of another row. */
function termOf(name: string): number | null | undefined {
  return (TERMS_MS as Readonly<Record<string, number | null>>)[name.split(" ")[0] ?? ""];
}

/** True after the term, and if the time is in the future: the clock was put back, and the age is unknown. */
function isOver(name: string, atMs: number): boolean {
  const term = termOf(name);
  const age = Date.now() - atMs;
  return term !== null && !(age >= 0 && age < (term ?? 0));
}

let sweeping: Promise<void> | undefined;

/** Notes are read after it, because it seals the notes of the previous release. */
function firstSweep(): Promise<void> {
  return (sweeping ??= sweep());
}

/** Removes notes after their term: at once, every hour, and whenever the page becomes visible. */
export function keepSwept(): void {
  void firstSweep();
  whileVisible(HOUR_MS, () => void firstSweep().then(sweep));
}

/** Removes notes after their term, and replaces the clear notes of the previous release. */
async function sweep(): Promise<void> {
  for (const name of await noteNames()) {
    if (name.startsWith(SEALED)) {
      const note = name.slice(SEALED.length);
      const change = desk.changes.get(note);
      const row = (await readRow(name)) as SealedRow | null | undefined;
      if (isOver(note, row?.atMs ?? Number.NaN)) await discardRow(note, change);
    } else if (termOf(name) !== undefined) await sealClear(name);
    // The last declaration, which filled the next one.
    else if (name.startsWith("declared ")) await dropNote(name);
  }
}

/** Seals a note of the previous release. That release stored a time for a form, and no time for other notes. */
async function sealClear(name: string): Promise<void> {
  const clear = await readNote<{ readonly atMs?: number; readonly draft?: unknown } | null>(name);
  // A newer note of this page stays.
  if (clear && !desk.changes.has(name)) await keep(name, clear.draft ?? clear, clear.atMs ?? Date.now());
  await dropNote(name);
}

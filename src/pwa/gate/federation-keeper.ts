/**
 * The files of trust on this device: the other issuers whose codes the gate can check without a network. They come from the gate's own issuer, so that nobody else
 * learns of the gate, and are checked here like everywhere. docs/trust.md §5.
 */
import { beginTrust, type KeptTrust } from "../../domain/federation/kept-trust.ts";
import { MAX_TABLE_BYTES, MAX_TABLES_BYTES } from "../../domain/federation/colour-table.ts";
import {
  believedWithColours,
  COLOURS_PATH,
  COLOURS_TYPE,
  statedTables,
  tableIn,
  type Tables,
} from "../../token/federation/colours.ts";
import { filesBelow } from "../../token/federation/files-below.ts";
import { pullFiles } from "../../token/federation/pull-files.ts";
import { textHash } from "../../token/federation/read-file.ts";
import { readRoot } from "../../token/federation/root.ts";
import { answerText } from "../../token/status/bounded-bytes.ts";
import { fieldsOf, jsonOf, listOf } from "../../token/status/fields.ts";
import { jwsOf, payloadOf } from "../../token/status/jws.ts";
import { readTrust, type Trust } from "../../token/status/trust.ts";
import { correctedNow } from "../app/clock.ts";
import * as store from "../app/store.ts";

const NOTE = "trust-files";
/** The form of the note. A note of another form is read anew from the first root. */
const FORM = 1;
const LONGEST_MS = 15_000;
/** A suspension reaches a gate within a minute: 1 s until it is published, 30 s in KV's cache, and 15 s between two questions of an open gate. Less than these, so that none of them is left out. */
const LEAST_BETWEEN_MS = 12_000;
const WITHOUT_FILES_MS = 600_000;
/** The texts stand in JSON, which writes each quotation mark with a backslash. */
const MAX_ANSWER_BYTES = 2 * MAX_TABLES_BYTES;

/** A table that is still missing is asked for again after this time: the issuer may not have it yet. */
const TABLES_AGAIN_MS = 30_000;

/** What is kept as the phone's storage takes it: lists in place of maps. */
interface StoredFiles extends Omit<KeptTrust, "book" | "former" | "suspended" | "leftOut"> {
  readonly book: readonly Entry<KeptTrust["book"]>[];
  /** Absent in notes of an earlier release. */
  readonly former?: readonly Entry<KeptTrust["former"]>[];
  readonly suspended: readonly Entry<KeptTrust["suspended"]>[];
  readonly leftOut: readonly Entry<KeptTrust["leftOut"]>[];
}
type Entry<M> = M extends ReadonlyMap<infer K, infer V> ? readonly [K, V] : never;

/** What the device keeps; null before the first files. */
let kept: KeptTrust | null = null;
let isRead = false;
let askAgainMs = 0;
/** The texts of the tables of colours that the kept statements name, and the tables by their hash. */
let texts: readonly string[] = [];
let tables: Tables = new Map();
let tablesAgainMs = 0;

/** The other issuers that this device believes by the files that it has; null without files. @param before the last answer, whose keys are used again */
export async function otherIssuers(before: Trust | null): Promise<Trust | null> {
  if (!isRead) {
    const { form, files, colours } = fieldsOf(await store.readNote<unknown>(NOTE));
    // Only this file writes the note.
    if (form === FORM) kept ??= keptIn(files as StoredFiles);
    // Absent in notes of an earlier release.
    if (form === FORM && tables.size === 0) await takeTables(listOf(colours) ?? []);
    isRead = true;
  }
  if (kept?.state == null) return null;
  return { ...readTrust(believedWithColours(kept, tables), before ?? undefined), membersUntil: kept.state.file.expiresAt };
}

/** When the nation signed the state that this device has, ms; null without one. */
export function filesAtMs(): number | null {
  return kept?.state?.file.issuedAt ?? null;
}

/** Asks the gate's issuer for what is new, at most every 12 s, and one without files every ten minutes. Returns whether anything has changed. Rejects without a network. */
export async function fetchFiles(): Promise<boolean> {
  if (performance.now() < askAgainMs) return false;
  askAgainMs = performance.now() + LEAST_BETWEEN_MS;
  const before = kept ?? (await firstTrust());
  if (before === null) {
    askAgainMs = performance.now() + WITHOUT_FILES_MS;
    return false;
  }
  const isLocal = /(?:^|\.)localhost$/.test(location.hostname);
  const pulled = await pullFiles(before, SOURCE, isLocal, correctedNow());
  const isNew = pulled.kept !== kept;
  kept = pulled.kept;
  const areNew = await fetchTables(kept).catch(() => false);
  if (isNew || areNew) await store.writeNote(NOTE, { form: FORM, files: storedOf(kept), colours: texts });
  return isNew || areNew;
}

/** Asks for the tables of colours if a statement names one that is not here. Returns whether any has come. */
async function fetchTables(files: KeptTrust): Promise<boolean> {
  const isMissing = statedTables(files).some(({ hash }) => hash !== null && !tables.has(hash));
  if (!isMissing || performance.now() < tablesAgainMs) return false;
  tablesAgainMs = performance.now() + TABLES_AGAIN_MS;
  const answer = await textAt(COLOURS_PATH, MAX_ANSWER_BYTES, COLOURS_TYPE);
  const before = tables;
  await takeTables(listOf(fieldsOf(jsonOf(answer ?? undefined))["tables"]) ?? []);
  return [...tables.keys()].some((hash) => !before.has(hash));
}

/** Keeps the tables among these texts that a statement names: what the issuer serves besides is nobody's. */
async function takeTables(offered: readonly unknown[]): Promise<void> {
  const named = new Set(kept === null ? [] : statedTables(kept).map(({ hash }) => hash));
  const [found, of] = [new Map(tables), new Map<string, string>()];
  for (const text of [...texts, ...offered]) {
    if (typeof text !== "string" || text.length > MAX_TABLE_BYTES) continue;
    const hash = await textHash(text);
    const table = named.has(hash) ? await tableIn(text, hash) : null;
    if (table === null) continue;
    found.set(hash, table);
    of.set(hash, text);
  }
  tables = new Map([...found].filter(([hash]) => named.has(hash)));
  texts = [...of.values()];
}

function storedOf({ book, former, suspended, leftOut, ...files }: KeptTrust): StoredFiles {
  return { ...files, book: [...book], former: [...former], suspended: [...suspended], leftOut: [...leftOut] };
}

function keptIn({ book, former = [], suspended, leftOut, ...files }: StoredFiles): KeptTrust {
  const maps = { book: new Map(book), former: new Map(former), suspended: new Map(suspended), leftOut: new Map(leftOut) };
  return { ...files, ...maps };
}

/** A device pins the first root that its own issuer gives it: the app itself comes from there. It is the root of today's state; earlier ones may be unknown to the issuer. */
async function firstTrust(): Promise<KeptTrust | null> {
  const state = jwsOf((await SOURCE.state()) ?? "");
  const version = state === null ? undefined : payloadOf(state)?.["root"];
  const text = typeof version === "number" ? await SOURCE.root(version) : null;
  const root = text === null ? null : await readRoot(text, null);
  return root?.ok === true ? beginTrust(root.value) : null;
}

async function textAt(path: string, maxBytes: number, type: string): Promise<string | null> {
  return answerText(await fetch(path, { cache: "no-cache", signal: AbortSignal.timeout(LONGEST_MS) }), maxBytes, type);
}

const SOURCE = filesBelow(textAt);

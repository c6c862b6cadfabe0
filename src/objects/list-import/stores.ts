/** The stores of one file of a list, which its duties share, and the state of the file. */
import { type ImportRow, ImportStore } from "./import-store.ts";
import { LineStore } from "./line-store.ts";
import { ReadingStore } from "./reading-store.ts";
import type { ImportState, ListSender } from "./rpc.ts";

export interface ListStores {
  readonly storage: DurableObjectStorage;
  readonly files: ImportStore;
  readonly lines: LineStore;
  readonly readings: ReadingStore;
}

export function listStores(storage: DurableObjectStorage): ListStores {
  const { sql } = storage;
  return { storage, files: new ImportStore(sql), lines: new LineStore(sql), readings: new ReadingStore(sql) };
}

/** Deletes everything about the file. */
export function forgetList({ files, lines, readings }: ListStores): void {
  files.forget();
  lines.forget();
  readings.forget();
}

/** The state of a file as its sender reads it. */
export function stateOf({ pieces, phase, finishedAt }: ImportRow): ImportState {
  if (pieces === null) return "receiving";
  if (phase === "read" || phase === "count") return "reading";
  if (phase === "ready") return "read";
  if (phase === "enter") return finishedAt === null ? "running" : "done";
  return phase === "take_back" ? "taking_back" : phase;
}

/**
 * Whether the same file may be sent again: a file that has not arrived whole, that nobody has proposed, or that was taken back; and a client's file, or one
 * of an earlier release, that is done with refused lines: their day has come, their source was added, or the format is given correctly now.
 */
export function maySendAgain(before: ImportRow, sender: ListSender): boolean {
  const state = stateOf(before);
  if (state === "receiving" || state === "reading" || state === "read" || state === "taken_back") return true;
  const areClients = before.sender.officer === null && sender.officer === null;
  return state === "done" && before.refused > 0 && (areClients || before.list === "");
}

/**
 * The duty that imports a file piece by piece, or deletes a file that has not arrived whole in time. After an interruption it repeats the piece, because
 * entering is idempotent. Decision 22.
 */
import type { Result } from "../../domain/result.ts";
import { RETENTION } from "../../domain/retention.ts";
import type { Duty } from "../duty/alarm.ts";
import type { ImportRow, ImportStore, Outcome } from "./import-store.ts";
import type { LineError, LineRefusal } from "./rpc.ts";

/** @param open decrypts a piece */
export function importDuty<Entry>(
  storage: DurableObjectStorage,
  store: ImportStore,
  list: List<Entry>,
  open: (sealed: string) => Promise<string>,
): Duty {
  return {
    name: "facts",
    due() {
      const row = store.row();
      if (row === null || row.finishedAt !== null) return null;
      return row.pieces === null ? row.begunAt + RETENTION.unfinishedImport.ms : row.begunAt;
    },
    async run(now) {
      const row = store.row();
      if (row === null) return;
      if (row.pieces === null) return storage.transactionSync(() => store.forget());
      const piece = store.next();
      if (piece === null) return store.finish(now);
      const outcome = await outcomeOf(await open(piece.sealed), row, list, now);
      storage.transactionSync(() => {
        // The file may have been sent again meanwhile, with other pieces.
        if (store.next()?.n !== piece.n) return;
        store.done(piece.n, outcome);
        if (store.next() === null) store.finish(now);
      });
    },
  };
}

async function outcomeOf<Entry>(text: string, row: ImportRow, list: List<Entry>, now: number): Promise<Outcome> {
  const all = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const isFirst = row.format === "csv" && row.heading === null;
  const heading = isFirst ? (all[0] ?? "") : row.heading;
  const under = list.under(heading, row.scope);
  const errors: LineError[] = [];
  const entries: Entry[] = [];
  const lines: number[] = [];
  if (isFirst && !under.ok) errors.push({ line: 1, ...under.refusal });
  for (const [index, line] of all.entries()) {
    if ((isFirst && index === 0) || line.trim() === "") continue;
    const number = row.lines + index + 1;
    // With an invalid heading, every line gets the error of the heading.
    const read = under.ok ? await under.value(line, now) : under;
    if (read.ok) {
      entries.push(read.value);
      lines.push(number);
    } else errors.push({ line: number, ...read.refusal });
  }
  let [entered, known] = [0, 0];
  for (const [index, outcome] of (await list.enter(entries, row.shards, now)).entries()) {
    if (outcome === "new") entered += 1;
    else if (outcome === "known") known += 1;
    else errors.push({ line: lines[index] ?? 0, code: outcome, field: null });
  }
  const sorted = errors.toSorted((a, b) => a.line - b.line);
  return { heading, lines: all.length, entered, known, refused: errors.length, errors: sorted };
}

/** The result of entering a line: `new` (a new or changed entry), `known` (nothing changed), or the code of a refusal. */
export type EntryOutcome = "new" | "known" | LineRefusal["code"];

export interface List<Entry> {
  /**
   * Returns the reader of the lines below this heading of a CSV file; the heading is null for NDJSON. `scope`: the division whose lists the sender may
   * enter.
   */
  readonly under: (heading: string | null, scope: string) => Result<ReadLine<Entry>, LineRefusal>;
  /** Enters entries in order and answers with the result of each. Idempotent. @param shards the number of shards of the issuer's persons */
  readonly enter: (entries: readonly Entry[], shards: number, now: number) => Promise<readonly EntryOutcome[]>;
}

export type ReadLine<Entry> = (line: string, now: number) => Promise<Result<Entry, LineRefusal>>;

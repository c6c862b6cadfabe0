/**
 * The duty that imports a file piece by piece, or deletes a file that has not arrived whole in time. After an interruption it repeats the piece, because
 * entering is idempotent. Decision 22.
 */
import { RETENTION } from "../../domain/retention.ts";
import type { Duty } from "../duty/alarm.ts";
import type { ImportRow } from "./import-store.ts";
import type { List } from "./lists.ts";
import type { RefusedLine } from "./rpc.ts";
import { forgetList, type ListStores } from "./stores.ts";

/** @param open decrypts a piece */
export function importDuty<Entry>(
  { storage, files, lines, readings }: ListStores,
  list: List<Entry>,
  open: (sealed: string) => Promise<string>,
): Duty {
  const finish = (now: number) => {
    files.finish(now);
    readings.forget();
  };
  return {
    name: "facts",
    due() {
      const row = files.row();
      if (row === null) return null;
      if (row.pieces === null) return row.begunAt + RETENTION.unfinishedImport.ms;
      return row.phase === "enter" && row.finishedAt === null ? row.begunAt : null;
    },
    async run(now) {
      const row = files.row();
      if (row === null) return;
      if (row.pieces === null) return storage.transactionSync(() => forgetList({ storage, files, lines, readings }));
      const piece = files.next();
      if (piece === null) return storage.transactionSync(() => finish(now));
      const { read, ...counts } = await readPiece(await open(piece.sealed), row, list, now);
      const outcomes = await list.enter(
        read.entries.map(({ entry }) => entry),
        row.shards,
        now,
        row.list,
      );
      let [entered, known] = [0, 0];
      const refused: RefusedLine[] = [...read.refused];
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome === "new") entered += 1;
        else if (outcome === "known") known += 1;
        else refused.push({ line: read.entries[index]?.line ?? 0, code: outcome, field: null, text: "" });
      }
      storage.transactionSync(() => {
        // The file may have been sent again, or taken back, meanwhile.
        const present = files.row();
        if (present?.phase !== "enter" || present.attempt !== row.attempt || files.next()?.n !== piece.n) return;
        files.done(piece.n);
        files.count({ ...counts, entered, known, refused: refused.length });
        lines.addErrors(refused.toSorted((a, b) => a.line - b.line));
        countLabels({ lines }, list, read.entries);
        if (files.next() === null) finish(now);
      });
    },
  };
}

/** Counts the kinds and the sources of entries. */
export function countLabels<Entry>(
  { lines }: Pick<ListStores, "lines">,
  list: List<Entry>,
  entries: readonly LineEntry<Entry>[],
): void {
  const labels = entries.map(({ entry }) => list.labelOf(entry));
  for (const sort of ["kind", "source"] as const)
    lines.count(
      sort,
      labels.map((label) => label[sort]),
    );
}

export interface LineEntry<Entry> {
  readonly line: number;
  readonly entry: Entry;
}

interface PieceRead<Entry> {
  readonly heading: string | null;
  /** The number of lines of the piece, including the heading and empty lines. */
  readonly lines: number;
  readonly read: { readonly entries: readonly LineEntry<Entry>[]; readonly refused: readonly RefusedLine[] };
}

/** Reads the lines of a piece. With an invalid heading, every line gets the error of the heading. */
export async function readPiece<Entry>(text: string, row: ImportRow, list: List<Entry>, now: number): Promise<PieceRead<Entry>> {
  const all = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const isFirst = row.format === "csv" && row.heading === null;
  const heading = isFirst ? (all[0] ?? "") : row.heading;
  const under = list.under(heading, row.sender);
  const entries: LineEntry<Entry>[] = [];
  const refused: RefusedLine[] = [];
  if (isFirst && !under.ok) refused.push({ line: 1, text: all[0] ?? "", ...under.refusal });
  for (const [index, line] of all.entries()) {
    if ((isFirst && index === 0) || line.trim() === "") continue;
    const number = row.lines + index + 1;
    const read = under.ok ? await under.value(line, now) : under;
    if (read.ok) entries.push({ line: number, entry: read.value });
    else refused.push({ line: number, text: line, ...read.refusal });
  }
  return { heading, lines: all.length, read: { entries, refused } };
}

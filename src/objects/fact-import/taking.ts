/** The duty that takes a file's facts to their persons' shards, piece by piece: what an interruption left is begun again at that piece. Decision 22. */
import type { PersonKey } from "../../domain/access/keys.ts";
import { type FactLine, type FactLineRefusal, readFactLine, readHeading } from "../../domain/colour/fact-line.ts";
import { type Result, refuse } from "../../domain/result.ts";
import type { Duty } from "../alarm.ts";
import type { FactEntry } from "../people/rpc.ts";
import type { ImportRow, ImportStore, Outcome } from "./import-store.ts";
import type { LineError } from "./rpc.ts";

/** A file that has not come whole in this time is forgotten. */
const RECEIVING_MS = 86_400_000;

export interface Surroundings {
  readonly open: (sealed: string) => Promise<string>;
  /** Of a document that was checked. */
  readonly keyOf: (line: FactLine) => Promise<PersonKey>;
  readonly sourceExists: (division: string) => Promise<boolean>;
  /** Enters the facts in their shards, in their order. @returns how many were new */
  readonly enter: (entries: readonly FactEntry[], shards: number, now: number) => Promise<number>;
  /** The date in China. */
  readonly today: (now: number) => string;
}

export function taking(storage: DurableObjectStorage, store: ImportStore, around: Surroundings): Duty {
  return {
    name: "facts",
    due() {
      const row = store.row();
      if (row === null || row.finishedAt !== null) return null;
      return row.pieces === null ? row.begunAt + RECEIVING_MS : row.begunAt;
    },
    async run(now) {
      const row = store.row();
      if (row === null) return;
      if (row.pieces === null) return storage.transactionSync(() => store.forget());
      const piece = store.next();
      if (piece === null) return store.finish(now);
      const outcome = await outcomeOf(await around.open(piece.sealed), row, around, now);
      storage.transactionSync(() => {
        // Another ring may have taken it meanwhile.
        if (store.next()?.n !== piece.n) return;
        store.done(piece.n, outcome);
        if (store.next() === null) store.finish(now);
      });
    },
  };
}

async function outcomeOf(text: string, { format, shards, heading: before, lines }: ImportRow, around: Surroundings, now: number) {
  const all = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const first = format === "csv" && before === null ? (all[0] ?? "") : null;
  const heading = first ?? before;
  const columns = heading === null ? null : readHeading(heading);
  const errors: LineError[] = [];
  const entries: FactEntry[] = [];
  if (first !== null && columns?.ok === false) errors.push({ line: 1, ...columns.refusal });
  for (const [index, line] of all.entries()) {
    if ((first !== null && index === 0) || line.trim() === "") continue;
    const read = await readLine(columns, line, around, now);
    if (read.ok) entries.push({ person: await around.keyOf(read.value), fact: read.value.fact });
    else errors.push({ line: lines + index + 1, ...read.refusal });
  }
  const entered = await around.enter(entries, shards, now);
  const known = entries.length - entered;
  return { heading, lines: all.length, entered, known, refused: errors.length, errors } satisfies Outcome;
}

async function readLine(
  columns: ReturnType<typeof readHeading> | null,
  line: string,
  { sourceExists, today }: Surroundings,
  now: number,
): Promise<Result<FactLine, FactLineRefusal>> {
  // Under a heading that says nothing, no line says anything.
  if (columns?.ok === false) return columns;
  const read = readFactLine(columns === null ? null : columns.value, line, today(now));
  if (!read.ok || (await sourceExists(read.value.fact.source))) return read;
  return refuse({ code: "division_unknown", field: "source" });
}

/** What a file is a list of: how its lines are read, and where its entries go. */
import type { Result } from "../../domain/result.ts";
import type { LineRefusal } from "../list-import/rpc.ts";

/** What became of an entry: it said something new, or nothing new, or was refused where it went. */
export type Entered = "new" | "known" | LineRefusal["code"];

export interface List<Entry> {
  /** How lines are read under this heading of a CSV, or without one in NDJSON, of a sender who may enter lists of `scope` only. */
  readonly under: (heading: string | null, scope: string) => Result<ReadLine<Entry>, LineRefusal>;
  /** Takes entries in their order, and says what became of each. Taken again they change nothing. @param shards of the issuer's persons */
  readonly enter: (entries: readonly Entry[], shards: number, now: number) => Promise<readonly Entered[]>;
}

export type ReadLine<Entry> = (line: string, now: number) => Promise<Result<Entry, LineRefusal>>;

/** A file of a list: which list it is, and what was read in it, in figures. Two officers decide by these figures whether it is entered. Pure. Source: product.md §5, point 4; decision 56. */
import type { Move } from "../rules/trial.ts";

/** The content of a file: facts of persons, or risk levels of areas. */
export type ListOf = "facts" | "areas";

/** How many lines of a file have the same kind or the same source. */
export interface LineCount {
  readonly name: string;
  readonly lines: number;
}

/** The number of persons whose colour would change from one to another. */
export type ColourChange = Omit<Move, "division">;

/** The figures of a file that was read and is not entered yet. */
export interface ListFigures {
  /** Lines with an entry that can be entered. */
  readonly lines: number;
  readonly refused: number;
  /** Of `lines`: new entries, entries with other days or another level than the stored ones, and entries that change nothing. */
  readonly added: number;
  readonly changed: number;
  readonly known: number;
  /** The number of persons in the file; 0 for risk levels. */
  readonly persons: number;
  /** Of `persons`: those who have not declared, and so have no colour. */
  readonly undeclared: number;
  readonly kinds: readonly LineCount[];
  readonly sources: readonly LineCount[];
  readonly changes: readonly ColourChange[];
}

/** The name of a file, and its sender as officers see them. */
export interface ListFile {
  readonly list: ListOf;
  /** SHA-256 of the file, in hex. */
  readonly file: string;
  /** The name of the file on the sender's computer; empty if it is unknown. */
  readonly name: string;
  /** The masked phone number of the officer, or the name of the client. */
  readonly sender: string;
  /** The time at which the file began to arrive, ms. */
  readonly sentAt: number;
}

/** The most sources that figures name. A list has one or a few; the others are added up under the whole region. */
const MAX_SOURCES = 50;

/** The sources with the most lines; the lines of all others under the code of the region. */
export function namedSources(sources: readonly LineCount[], region: string): readonly LineCount[] {
  const sorted = sources.toSorted((a, b) => b.lines - a.lines);
  if (sorted.length <= MAX_SOURCES) return sorted;
  const rest = sorted.slice(MAX_SOURCES - 1).reduce((sum, { lines }) => sum + lines, 0);
  return [...sorted.slice(0, MAX_SOURCES - 1), { name: region, lines: rest }];
}

/** RPC of a FactImport: its methods and their types. */
import type { AreaEntry, EnterAreaRefusal } from "../../domain/area/area.ts";
import type { AreaLineRefusal } from "../../domain/area/area-line.ts";
import type { FactLineRefusal } from "../../domain/fact/fact-line.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import type { CodeColour } from "../../domain/code/claims.ts";
import type { ListFormat } from "../../domain/list/line.ts";
import type { LineCount, ListFigures, ListFile } from "../../domain/list/list-file.ts";
import type { Move } from "../../domain/rules/trial.ts";
import type { FactOutcome } from "../people/news.ts";

/** The officer or the client that sends a file. */
export interface ListSender {
  /** The account, or `client/<id>`. */
  readonly id: string;
  /** The masked phone number of the officer, or the name of the client. */
  readonly name: string;
  /** The division whose lists the sender may enter, with all below; empty: every division. */
  readonly scope: string;
  /** For an officer, whose file waits for a second officer; null for a client, whose file is entered at once. */
  readonly officer: {
    readonly person: PersonKey;
    /** The persons who concern the officer: a line about one of them is refused. */
    readonly concerns: readonly PersonKey[];
  } | null;
}

export interface ImportOrder {
  readonly format: ListFormat;
  /** The name of the file on the sender's computer; empty if it is unknown. */
  readonly name: string;
  readonly sender: ListSender;
  /** The number of shards of the issuer's persons. */
  readonly shards: number;
}

/** The reason why a line was refused: a fault of its text, or a conflict with stored entries. */
export interface LineRefusal {
  readonly code:
    | FactLineRefusal["code"]
    | AreaLineRefusal["code"]
    | EnterAreaRefusal["code"]
    | "outside_scope"
    | "own_facts"
    | Exclude<FactOutcome, "new" | "known">;
  /** The wrong column; null: the whole line. */
  readonly field: string | null;
}

export interface LineError extends LineRefusal {
  /** The number of the line in the file, from 1; the heading of a CSV file is line 1. */
  readonly line: number;
}

/**
 * `receiving` until the whole file has arrived. A client's file is then `running` until every line is processed, then `done`. An officer's file is
 * `reading`, then `read`; `proposed` while a second officer has not decided; after the approval `running` and `done`. `taking_back` and `taken_back`
 * after two officers have withdrawn it.
 */
export type ImportState = "receiving" | "reading" | "read" | "proposed" | "running" | "done" | "taking_back" | "taken_back";

export interface ImportView {
  readonly state: ImportState;
  /** The beginning of the current attempt to send the file, ms. */
  readonly begunAt: number;
  readonly finishedAt: number | null;
  /** The number of processed lines, including the heading and empty lines. */
  readonly lines: number;
  /** The number of entries that were new or changed a stored one. */
  readonly entered: number;
  /** The number of entries that changed nothing: the same is stored already, from any sender or an earlier attempt, or the entry was withdrawn. */
  readonly known: number;
  readonly refused: number;
  /** The errors of the file, at most the first 1000. */
  readonly errors: readonly LineError[];
}

/** A person of a file that was read. */
export interface ListedPerson {
  /** Null if no account has added a person with this document yet. */
  readonly maskedName: string | null;
  readonly maskedDocument: string;
  readonly entries: readonly ListedEntry[];
  /** The present colour, and the one after the entry of the list; both null if the person has not declared. */
  readonly from: CodeColour | null;
  readonly to: CodeColour | null;
}

export interface ListedEntry {
  readonly kind: string;
  readonly from: string;
  readonly until: string | null;
  readonly source: string;
  readonly reference: string;
}

/** What was read in a file, for the officers who decide about it. */
export interface ListReading extends ListFile {
  readonly state: ImportState;
  readonly attempt: number;
  /** The officer who sent it; null: a client. */
  readonly senderPerson: PersonKey | null;
  /** The id of the proposal to enter it; null before. */
  readonly proposal: string | null;
  readonly figures: ListFigures;
  /** Persons by the county of their declared address, or levels by county. */
  readonly counties: readonly LineCount[];
  /** The changes of colour by county. */
  readonly moves: readonly Move[];
  /** The first persons of the file, at most 50. */
  readonly shown: readonly ListedPerson[];
  readonly errors: readonly LineError[];
}

/** An order of the issuer about a file, after an act of officers. `id`: the list's id, which is the id of its proposal. */
export interface ListOrder {
  readonly act: "proposed" | "enter" | "drop" | "take_back";
  readonly id: string;
  readonly attempt: number;
}

/** The refused lines of one piece with their text, for the sender's correction. */
export interface RefusedLines {
  /** The heading of a CSV file; null for NDJSON. */
  readonly heading: string | null;
  readonly lines: readonly RefusedLine[];
  /** The number of the next piece; null: this was the last one. */
  readonly next: number | null;
}

export interface RefusedLine extends LineError {
  readonly text: string;
}

/** The levels in one piece of a file of risk levels. */
export interface LevelsPiece {
  readonly levels: readonly AreaEntry[];
  /** The number of the next piece; null: this was the last one. */
  readonly next: number | null;
}

/** The methods of the import of one file, as its callers see them. */
export interface FactImportRpc extends Rpc.DurableObjectBranded {
  /** Begins an attempt to send the file, which ends an earlier attempt. @returns its number; null if the file is entered, waits for a decision, or is done without refused lines */
  begin(order: ImportOrder, now: number): number | null;

  /** Stores the piece number `n` (from 0) of the file, which consists of whole lines. */
  add(attempt: number, n: number, text: string): Promise<void>;

  /** Notes that the whole file has arrived in `pieces` pieces, and starts the import or the reading. */
  close(attempt: number, pieces: number, now: number): void;

  /** Deletes what has arrived of a file, because it was refused or its SHA-256 is not the announced one. */
  forget(attempt: number): void;

  /** The progress of the import; null if no such file was sent, or the file that was sent was refused or did not arrive whole within a day. */
  view(): ImportView | null;

  /** What was read in the file; null if there is no such file. */
  reading(): ListReading | null;

  /** Whether a line of the file, which was read, is about one of these persons. */
  names(persons: readonly PersonKey[]): Promise<boolean>;

  /** The levels in the first piece from the number `from` on, without the lines that were refused. No level for a file of facts. */
  levels(from: number, now: number): Promise<LevelsPiece>;

  /** The refused lines of an officer's file with their text, from the piece `from` on. */
  refusedLines(from: number): Promise<RefusedLines>;

  /** Obeys an order of the issuer. Idempotent. Rejects if the file is not the one that the officers decided about. */
  obey(order: ListOrder, now: number): void;
}

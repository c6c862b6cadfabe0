/** Facts, the entries of government lists about persons: bodies and operations of /api/v1/facts: single entries and files. */
import * as z from "zod";
import { FACT_KINDS } from "../domain/fact/fact.ts";
import { CLIENT, DOCUMENT, feature, SENDER } from "./operation.ts";
import { document } from "./people.ts";
import { divisionCode, fileHash, instant, line, sentence } from "./primitives.ts";

/** The entry as a client with the right `facts` sends it. */
export const factRequest = z.strictObject({
  document,
  kind: z.enum(FACT_KINDS),
  /** The first day of the fact, `YYYY-MM-DD` in China. */
  from: z.string().max(10),
  /** The first day after the fact; null: no end is known. */
  until: z.string().max(10).nullable(),
  /** The division that keeps the list. `reference` is the name of the entry in that list. */
  source: divisionCode,
  reference: line(64),
});

export const factReceipt = z.strictObject({ changed: z.boolean() });

export const factImportQuery = z.strictObject({
  format: z.enum(["csv", "ndjson"]),
  /** The name of the file on the sender's computer, as officers see it. Absent in requests of earlier releases. */
  name: z.string().max(200).optional(),
});

/** A refused line. `field` is the wrong column; null if the whole line is wrong. */
export const lineError = z.strictObject({ line: z.int(), code: z.string(), field: z.string().nullable(), sentence });

/** The progress of the import of a file, and its refused lines; also for files of risk levels. */
export const factImport = z.strictObject({
  /** How far the import is: `receiving` until the whole file has arrived, then `running` until every line is processed, then `done`. */
  state: z.enum(["receiving", "running", "done"]),
  begunAt: instant,
  finishedAt: instant.nullable(),
  /** The number of processed lines, including the heading and empty lines. */
  lines: z.int(),
  /** The number of entries that were new or changed a stored one. */
  entered: z.int(),
  /** The number of entries that changed nothing: the same is stored already, or the entry was withdrawn. */
  known: z.int(),
  refused: z.int(),
  /** The first 1,000 refused lines. */
  errors: z.array(lineError),
});

/** The codes of problems with the days of an entry. */
export const FACT_DAYS = ["fact_not_a_date", "fact_too_early", "fact_in_future", "fact_dates_reversed", "fact_too_long"] as const;
/** The codes of all problems with one entry. */
const FACT = [...DOCUMENT, ...FACT_DAYS, "division_unknown", "outside_scope", "too_many_facts"] as const;
/** The codes of problems with a file of entries as a whole. */
export const LIST_FILE = ["import_not_found", "facts_not_utf8", "facts_no_lines", "facts_too_many", "facts_other_file"] as const;
export const listFile = z.object({ import: fileHash });

export const FACTS = feature("lists", {
  sendFacts: {
    summary: "Send a file of facts",
    description:
      "For a client with the right `facts`, or officers of the issuer. The file is CSV or NDJSON of at most 1,000,000 lines; the path contains its SHA-256. A client's file is entered in the background. An officer's file is only read: its reading is at `/reading`, and it is entered after a proposal that another officer approves. A repeated upload starts again only if the first one is incomplete, unproposed, taken back, or has refused lines.",
    method: "PUT",
    path: "/api/v1/facts/:import",
    event: "act",
    stepUp: true,
    params: listFile,
    missing: "import_not_found",
    query: factImportQuery,
    upload: "text/csv",
    answers: { 202: factImport },
    problems: [...SENDER, ...LIST_FILE],
  },
  factImport: {
    summary: "Progress of a file of facts",
    description:
      "For a client with the right `facts`, or officers of the issuer. Answers the counts of lines read, entered, already known and refused, and the first 1,000 refusals. Of an officer's file that is not entered yet no line counts as entered, and the first error says what to do.",
    method: "GET",
    path: "/api/v1/facts/:import",
    params: listFile,
    missing: "import_not_found",
    answers: { 200: factImport },
    problems: [...SENDER, "import_not_found"],
  },
  enterFact: {
    summary: "Enter a fact",
    description:
      "For a client with the right `facts`. Enters one entry of a list about a person and decides the colour at once. A person without a declaration can have entries too. A request with the same list, source and reference changes the same entry.",
    method: "POST",
    path: "/api/v1/facts",
    event: "act",
    body: factRequest,
    answers: { 200: factReceipt },
    problems: [...CLIENT, ...FACT],
  },
});

export type FactImport = z.infer<typeof factImport>;
export type FactReceipt = z.infer<typeof factReceipt>;

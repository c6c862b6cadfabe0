/** Bodies of /api/v1/operator/facts (one entry of a list in a signed request) and /api/v1/facts (single entries and files). */
import * as z from "zod";
import { FACT_KINDS } from "../domain/fact/fact.ts";
import { CLIENT, DOCUMENT, feature, SENDER, SIGNED } from "./operation.ts";
import { document } from "./people.ts";
import { divisionCode, instant, line, operatorRequest, sentence } from "./primitives.ts";

export const factAct = z.strictObject({
  act: z.literal("fact"),
  document,
  kind: z.enum(FACT_KINDS),
  /** `YYYY-MM-DD` in China: the first day on which it holds. */
  from: z.string().max(10),
  /** The first day on which it no longer holds, where that is known. */
  until: z.string().max(10).nullable(),
  /** The division that enters it, and the entry's name there. */
  source: divisionCode,
  reference: line(64),
});

/** The same of a client with the right to enter it. */
export const factRequest = factAct.omit({ act: true });

export const factEntered = z.strictObject({ changed: z.boolean() });

export const factImportQuery = z.object({ format: z.enum(["csv", "ndjson"]) });

/** A file of facts: how far it was taken, and what was refused. */
export const factImport = z.strictObject({
  /** `receiving` until it has come whole, `running` until every line was looked at. */
  state: z.enum(["receiving", "running", "done"]),
  begunAt: instant,
  finishedAt: instant.nullable(),
  /** Looked at so far. */
  lines: z.int(),
  /** New, and entered before. */
  entered: z.int(),
  known: z.int(),
  refused: z.int(),
  /** The first 1,000 of them; `field` is the column, or null. */
  errors: z.array(z.strictObject({ line: z.int(), code: z.string(), field: z.string().nullable(), sentence })),
});

/** Problems of the days of an entry, and of an entry as a whole. */
export const FACT_DAYS = ["fact_not_a_date", "fact_too_early", "fact_in_future", "fact_dates_reversed", "fact_too_long"] as const;
const FACT = [...DOCUMENT, ...FACT_DAYS, "division_unknown", "outside_scope", "too_many_facts"] as const;
/** Problems of a file of entries as a whole. */
export const LIST_FILE = ["import_not_found", "facts_not_utf8", "facts_no_lines", "facts_too_many", "facts_other_file"] as const;
export const listFile = z.object({ import: z.string().regex(/^[0-9a-f]{64}$/) });

export const FACTS = feature("lists", {
  sendFacts: {
    summary: "Send a file of facts",
    description:
      "For a client with the right `facts`, or administrators of the whole region. CSV or NDJSON of at most 1,000,000 lines, taken in the background. The path is the SHA-256 of the file: the same file again is the same request.",
    method: "PUT",
    path: "/api/v1/facts/:import",
    params: listFile,
    missing: "import_not_found",
    query: factImportQuery,
    upload: "text/csv",
    answers: { 202: factImport },
    problems: [...SENDER, ...LIST_FILE],
  },
  factImport: {
    summary: "A file of facts on its way",
    description:
      "For a client with the right `facts`, or administrators of the whole region. How many lines were looked at, entered, known and refused, with the first 1,000 refusals.",
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
      "For a client with the right `facts`. One entry of a list about a person, who need not have declared yet; the colour is decided at once. The same source and reference again is the same entry.",
    method: "POST",
    path: "/api/v1/facts",
    body: factRequest,
    answers: { 200: factEntered },
    problems: [...CLIENT, ...FACT],
  },
  operateFacts: {
    summary: "Enter a fact by a signed request",
    description:
      "For operators, without a login: the act is signed under the master secret, and each request can be used once. One entry of a list, as in `POST /api/v1/facts`.",
    method: "POST",
    path: "/api/v1/operator/facts",
    body: operatorRequest,
    answers: { 200: factEntered },
    problems: [...SIGNED, ...DOCUMENT, ...FACT_DAYS, "division_unknown", "too_many_facts"],
  },
});

export type FactImport = z.infer<typeof factImport>;
export type FactEntered = z.infer<typeof factEntered>;
export type FactRequest = z.infer<typeof factRequest>;

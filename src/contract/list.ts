/** Files of facts and of risk levels for the officers who decide about them: what was read, the refused lines, and the list of all files. Bodies and operations of /api/v1/facts/{sha256}/reading, /refused, the same for areas, and /api/v1/lists. */
import * as z from "zod";
import { COLOURS } from "../domain/code/claims.ts";
import { HEALTH_REASONS } from "../domain/proposal/reason.ts";
import { lineError, listFile } from "./fact.ts";
import { feature, OFFICER } from "./operation.ts";
import { instant, listId } from "./primitives.ts";

export const lineCount = z.strictObject({ name: z.string(), lines: z.int() });
const colourChange = { from: z.enum(COLOURS), to: z.enum(COLOURS), persons: z.int() };

/** The figures of a file that was read. */
export const listFigures = z.strictObject({
  /** Lines with an entry that can be entered: new ones, changed ones, and known ones, which change nothing. */
  lines: z.int(),
  refused: z.int(),
  added: z.int(),
  changed: z.int(),
  known: z.int(),
  /** The number of persons; 0 for risk levels. `undeclared`: those of them who have no colour, because they have not declared. */
  persons: z.int(),
  undeclared: z.int(),
  /** Lines by list or level, and by the division that keeps the list. */
  kinds: z.array(lineCount),
  sources: z.array(lineCount),
  /** The numbers of persons by present colour and by colour after the entry. */
  changes: z.array(z.strictObject(colourChange)),
});

const person = z.strictObject({
  /** Null if no account has added a person with this document yet. */
  maskedName: z.string().nullable(),
  maskedDocument: z.string(),
  entries: z.array(
    z.strictObject({
      kind: z.string(),
      from: z.string(),
      until: z.string().nullable(),
      source: z.string(),
      reference: z.string(),
    }),
  ),
  /** The present colour and the colour after the entry; null if the person has not declared. */
  from: z.enum(COLOURS).nullable(),
  to: z.enum(COLOURS).nullable(),
});

const file = {
  list: z.enum(["facts", "areas"]),
  /** The SHA-256 of the file. */
  file: z.string(),
  /** The name of the file on the sender's computer; empty if it is unknown. */
  name: z.string(),
  /** The masked phone number of the officer, or the name of the client. */
  sender: z.string(),
  sentAt: instant,
};

export const reading = z.strictObject({
  ...file,
  /** True if the caller has sent it, and so may propose it. */
  mine: z.boolean(),
  /** `reading` until every line and person is counted, then `read`; `proposed` while another officer decides; `running` and `done` after the approval. */
  state: z.enum(["receiving", "reading", "read", "proposed", "running", "done", "taking_back", "taken_back"]),
  /** The id of the proposal; null before. */
  proposal: z.string().nullable(),
  figures: listFigures,
  /** Persons by county of their declared address, or levels by county. */
  counties: z.array(lineCount),
  /** The numbers of persons by county and by change of colour. */
  moves: z.array(z.strictObject({ division: z.string(), ...colourChange })),
  /** All persons if they are at most 50, otherwise the first 50. */
  persons: z.array(person),
  /** The first 1,000 refused lines. */
  errors: z.array(lineError),
});

const decision = z.strictObject({
  by: z.string(),
  at: instant,
  state: z.enum(["waiting", "expired", "approved", "refused", "withdrawn"]),
  reason: z.enum(HEALTH_REASONS),
  evidence: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
});

export const lists = z.strictObject({
  lists: z.array(
    z.strictObject({
      id: listId,
      ...file,
      /** The proposal to enter it; null for a client's file, which is entered at once. */
      proposal: decision.nullable(),
      /** The figures of the proposal; null for a client's file. */
      figures: listFigures.nullable(),
      /** Null until every line is processed. */
      result: z.strictObject({ at: instant, entered: z.int(), known: z.int(), refused: z.int() }).nullable(),
      /** The approved proposal to take it back; null without one. */
      withdrawal: decision.nullable(),
      /** Null until everything is taken back. */
      takenBack: z.strictObject({ at: instant, entries: z.int() }).nullable(),
    }),
  ),
  /** The value of `before` for the next request; null on the last page. */
  nextPage: z.string().nullable(),
});

const READ = { method: "GET", params: listFile, missing: "import_not_found", event: "look" } as const;
const READING =
  "For officers of the issuer. Answers what was read in an officer's file: the figures, the first persons with masked names and numbers, and the refused lines. The server notes that the officer has opened the reading of a proposed file; without this the officer cannot approve it.";
const REFUSED =
  "For the officer who has sent the file. Answers its refused lines whole, with the reason as the last column, so that they can be corrected and sent again. The lines are deleted when the file is decided.";

export const LISTS = feature("lists", {
  factReading: {
    ...READ,
    summary: "What was read in a file of facts",
    description: READING,
    path: "/api/v1/facts/:import/reading",
    answers: { 200: reading },
    problems: [...OFFICER, "import_not_found"],
  },
  areaReading: {
    ...READ,
    summary: "What was read in a file of risk levels",
    description: READING,
    path: "/api/v1/areas/:import/reading",
    answers: { 200: reading },
    problems: [...OFFICER, "import_not_found"],
  },
  refusedFacts: {
    ...READ,
    event: "export",
    summary: "Refused lines of a file of facts",
    description: REFUSED,
    path: "/api/v1/facts/:import/refused.csv",
    type: "text/csv",
    answers: { 200: z.string() },
    problems: [...OFFICER, "import_not_found", "list_of_another"],
  },
  refusedAreas: {
    ...READ,
    event: "export",
    summary: "Refused lines of a file of risk levels",
    description: REFUSED,
    path: "/api/v1/areas/:import/refused.csv",
    type: "text/csv",
    answers: { 200: z.string() },
    problems: [...OFFICER, "import_not_found", "list_of_another"],
  },
  lists: {
    summary: "Files of lists",
    description:
      "For officers of the issuer. Lists the files that officers have proposed and that clients have sent, the newest first, with who decided about them and what they entered. At most 50 in an answer.",
    method: "GET",
    path: "/api/v1/lists",
    query: z.strictObject({ before: listId.optional() }),
    answers: { 200: lists },
    problems: [...OFFICER],
  },
});

export type Reading = z.infer<typeof reading>;
export type Lists = z.infer<typeof lists>;
export type ListFigures = z.infer<typeof listFigures>;

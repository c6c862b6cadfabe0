/** Bodies and queries of /api/v1/communities/{division}/passes, passes.csv, passes.xlsx, …/exports and …/redeclarations. Source: product.md §4. */
import * as z from "zod";
import { COMMUNITY, OFFICE, feature, PLACE } from "./operation.ts";
import { passage } from "./verify.ts";
import { codeText, instant, line, opaqueId, personReference, senderId } from "./primitives.ts";
import { codeRefusal, colour } from "./verify.ts";

/** Of the person who stands at the gate: by their code, as for a pass. */
export const redeclarationRequest = z.strictObject({ code: codeText });
/** When they were asked; earlier where the same gate has just asked. */
export const redeclaration = z.strictObject({ at: instant });

export const passesRequest = z.strictObject({
  passes: z
    .array(z.strictObject({ id: senderId, code: codeText }))
    .min(1)
    .max(100),
});
export const passResult = z.discriminatedUnion("state", [
  z.strictObject({
    id: senderId,
    state: z.literal("registered"),
    at: instant,
    pointId: senderId,
    maskedName: z.string(),
    colour,
    declaredAt: instant.nullable(),
    /** The answer of the gate's policy for this colour. */
    passage,
  }),
  z.strictObject({
    id: senderId,
    state: z.literal("refused"),
    refusal: codeRefusal,
  }),
]);
export const passesResponse = z.strictObject({ results: z.array(passResult) });

export const pass = z.strictObject({
  id: senderId,
  at: instant,
  pointId: senderId,
  pointName: z.string(),
  person: personReference,
  maskedName: z.string(),
  colour,
  collectorId: opaqueId,
  collectorPhone: z.string(),
});
/** Newest first. */
export const passPage = z.strictObject({
  passes: z.array(pass),
  /** For `page`, with the same filters; null at the end. A page may be short, or empty, and not be the last. */
  nextPage: z.string().nullable(),
});

/** RFC 3339 with an offset; milliseconds at most. */
const moment = z.iso.datetime({ offset: true }).max(40);

const filters = z.strictObject({
  /** As the rows of this division's history name them. */
  person: personReference.optional(),
  point: senderId.optional(),
  /** As the list of collectors names them; also of one removed since. */
  collector: opaqueId.optional(),
  colour: colour.optional(),
  /** Inclusive. */
  from: moment.optional(),
  /** Exclusive. */
  to: moment.optional(),
});

export const passesQuery = filters.extend({
  /** `nextPage` of the page before, with the same filters. */
  page: z.string().max(64).optional(),
});

export const exportsQuery = z.strictObject({
  /** `nextPage` of the page before. */
  page: z.string().max(64).optional(),
});

export const exportQuery = filters.extend({ purpose: line(100) });

export const passExports = z.strictObject({
  /** Newest first. */
  exports: z.array(
    z.strictObject({
      id: z.int(),
      at: instant,
      /** The division in whose name it was made: the office, not the person. */
      office: z.string(),
      purpose: z.string(),
      format: z.enum(["csv", "xlsx"]),
      filter: filters,
      /** Number of exported passes; null if the export has not ended, or broke off without a report. */
      passes: z.int().nullable(),
      /** Whether the export is complete; false if it broke off. */
      whole: z.boolean(),
    }),
  ),
  /** Where older ones follow; null on the last page. */
  nextPage: z.string().nullable(),
});

const FILTERS = ["period_in_future", "period_reversed", "period_too_long", "point_not_found", "collector_not_found"] as const;

export const PASSES = feature("passes", {
  registerPasses: {
    summary: "Register passes",
    description:
      "For a collector of the community who has a post. One to 100 codes as they were scanned. Each code has an outcome of its own: registered, or refused with its reason. The id is made by the phone: the same id again is the same pass, also when its code has expired since.",
    method: "POST",
    path: `${COMMUNITY}/passes`,
    body: passesRequest,
    maxBytes: 128 * 1024,
    answers: { 200: passesResponse },
    problems: [...PLACE],
  },
  redeclare: {
    summary: "Ask for a new declaration",
    description:
      "For a collector who has a post. The person at the gate, named by their code, sees the request on their phone. Nothing else changes. At most 120 in an hour.",
    method: "POST",
    path: `${COMMUNITY}/redeclarations`,
    body: redeclarationRequest,
    answers: { 200: redeclaration },
    problems: [...PLACE, "not_collector", "no_post", "too_many_requests", "code_not_accepted"],
  },
  passes: {
    summary: "Passes of a community",
    description:
      "For administrators of the community or above. Newest first by filters, in pages of 50. At most 31 days at a time; passes are kept for 30 days.",
    method: "GET",
    path: `${COMMUNITY}/passes`,
    query: passesQuery,
    answers: { 200: passPage },
    problems: [...OFFICE, ...FILTERS],
  },
  passesCsv: {
    summary: "Passes as CSV",
    description:
      "For administrators of the community or above, with a purpose, which is recorded. The passes that fit the filters, as a file for a spreadsheet.",
    method: "GET",
    path: `${COMMUNITY}/passes.csv`,
    query: exportQuery,
    type: "text/csv",
    answers: { 200: z.string() },
    problems: [...OFFICE, ...FILTERS],
  },
  passesXlsx: {
    summary: "Passes as a workbook",
    description:
      "For administrators of the community or above, with a purpose, which is recorded. The passes that fit the filters, as an XLSX file.",
    method: "GET",
    path: `${COMMUNITY}/passes.xlsx`,
    query: exportQuery,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    answers: { 200: z.string() },
    problems: [...OFFICE, ...FILTERS],
  },
  exports: {
    summary: "Exports of passes",
    description: "For administrators of the community or above. Who exported passes and why, newest first, in pages of 100.",
    method: "GET",
    path: `${COMMUNITY}/exports`,
    query: exportsQuery,
    answers: { 200: passExports },
    problems: [...OFFICE],
  },
});

export type Redeclaration = z.infer<typeof redeclaration>;
export type PassesRequest = z.infer<typeof passesRequest>;
export type PassResult = z.infer<typeof passResult>;
export type PassesResponse = z.infer<typeof passesResponse>;
export type Pass = z.infer<typeof pass>;
export type PassPage = z.infer<typeof passPage>;
export type PassFilters = z.infer<typeof filters>;
export type PassExports = z.infer<typeof passExports>;

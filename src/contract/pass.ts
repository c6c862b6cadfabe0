/** Passes of a community, their exports, and requests to declare again: bodies and operations of /api/v1/communities/{division}/passes, passes.csv, passes.xlsx, exports and redeclarations. Source: product.md §4. */
import * as z from "zod";
import { COMMUNITY, OFFICE, feature, PLACE } from "./operation.ts";
import { exportQuery, exportsQuery, mark, passesQuery, passExports } from "./pass-filter.ts";
import { codeText, instant, opaqueId, otherUse, personReference, senderId } from "./primitives.ts";
import { answer, codeRefusal, colour, flags, localColour, passage } from "./verify.ts";

/** The request to the person at the gate to declare again; names the person by their code. */
export const redeclarationRequest = z.strictObject({ code: codeText });
/** The time of the request that is now valid: this one, or an earlier one of the same gate to the same person within ten minutes. */
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
    localColour,
    /** The flags in the code. */
    flags,
    declaredAt: instant.nullable(),
    /** Whether the last declaration, at most 14 days old, reports fever, symptoms or a contact with a case; null if that is unknown. */
    signs: z.boolean().nullable(),
    /** Whether the person may pass, by the passage policy of the gate's region. */
    passage,
    secondUse: otherUse
      .describe(
        "Present if this code was registered at another point before, or at a point that its holder cannot have left in time. The pass is registered with the mark `second_use`; the collector checks the document.",
      )
      .optional(),
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
  localColour,
  marks: z.array(mark),
  /** What the passage policy of the place said when the pass was registered; null in passes that an earlier release registered. */
  answer: answer.nullable(),
  /** The id of that policy; null where the place had none, and in passes that an earlier release registered. */
  policy: z.string().nullable(),
  collectorId: opaqueId,
  collectorPhone: z.string(),
});
/** A page of the history of passes, newest first. */
export const passPage = z.strictObject({
  passes: z.array(pass),
  /** The value of `page` for the next request, with the same filters; null after the last page. A short or empty page is not always the last one. */
  nextPage: z.string().nullable(),
});

const FILTERS = ["period_in_future", "period_reversed", "period_too_long", "point_not_found", "collector_not_found"] as const;

export const PASSES = feature("passes", {
  registerPasses: {
    summary: "Register passes",
    description:
      "For a collector of the community who has a current point. Takes 1 to 100 scanned codes. Each code has an outcome of its own: registered, or refused with its reason. The phone makes the id of a pass. A repeated id registers no second pass and gets the first outcome, even if the code has expired in the meantime. A code counts once. If the same code is scanned again at one point within 60 seconds, there is still one pass, also for another id or another collector; each request gets the answer of that pass. At another point the code is registered with `secondUse`.",
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
      "For a collector of the community who has a current point. Shows the request on the phone of the person at the gate, whom the code names. It changes nothing else. At most 120 per hour.",
    method: "POST",
    path: `${COMMUNITY}/redeclarations`,
    body: redeclarationRequest,
    answers: { 200: redeclaration },
    problems: [...PLACE, "not_collector", "no_post", "too_many_requests", "code_not_accepted"],
  },
  passes: {
    summary: "Passes of a community",
    description:
      "For administrators of the community or above. Lists the passes that match the filters, newest first, in pages of 50. A request covers at most 31 days. Passes are stored for 30 days. A filter by person is a look at the person's data: it takes a purpose, and the person and the divisions above can read its record.",
    method: "GET",
    path: `${COMMUNITY}/passes`,
    event: "look",
    query: passesQuery,
    answers: { 200: passPage },
    problems: [...OFFICE, ...FILTERS, "purpose_missing"],
  },
  passesCsv: {
    summary: "Passes as CSV",
    description:
      "For administrators of the community or above, with a purpose, which is recorded. Answers the passes that match the filters as a CSV file.",
    method: "GET",
    path: `${COMMUNITY}/passes.csv`,
    event: "export",
    stepUp: true,
    query: exportQuery,
    type: "text/csv",
    answers: { 200: z.string() },
    problems: [...OFFICE, ...FILTERS],
  },
  passesXlsx: {
    summary: "Passes as a workbook",
    description:
      "For administrators of the community or above, with a purpose, which is recorded. Answers the passes that match the filters as an XLSX file.",
    method: "GET",
    path: `${COMMUNITY}/passes.xlsx`,
    event: "export",
    stepUp: true,
    query: exportQuery,
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    answers: { 200: z.string() },
    problems: [...OFFICE, ...FILTERS],
  },
  exports: {
    summary: "Exports of passes",
    description:
      "For administrators of the community or above. Lists the exports with their offices and purposes, newest first, in pages of 100.",
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

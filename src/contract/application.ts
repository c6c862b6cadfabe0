/** Bodies of /api/v1/divisions/{code}/applications: lists of 姓名 + 管理社区 + 手机号, and what could not be matched. Source: product.md §4. */
import * as z from "zod";
import { ADDED_NAME, divisionAliases, divisionName } from "./division.ts";
import { DIVISION, OFFICE, feature } from "./operation.ts";
import { divisionCode, instant, line, opaqueId, sentence } from "./primitives.ts";

const path = z.array(z.string());

export const applicationsRequest = z.strictObject({ list: z.string().min(1).max(40_000), reason: line(200) });

export const applicationResult = z.discriminatedUnion("state", [
  z.strictObject({
    line: z.int(),
    state: z.literal("appointed"),
    division: divisionCode,
    path,
    /** The administrator's, by which the appointment can be taken back. */
    id: opaqueId,
    maskedName: z.string(),
    /** True if they already were administrator: there is no appointment to take back. */
    already: z.boolean(),
  }),
  /** Waits for a review, with the reason. */
  z.strictObject({ line: z.int(), state: z.literal("waiting"), id: opaqueId, code: z.string(), sentence }),
  /** Not taken. */
  z.strictObject({ line: z.int(), state: z.literal("wrong"), code: z.string(), sentence }),
]);
export const applicationResults = z.strictObject({ results: z.array(applicationResult) });

export const application = z.strictObject({
  id: opaqueId,
  at: instant,
  name: z.string(),
  /** As it was written. */
  division: z.string(),
  phone: z.string(),
  code: z.string(),
  sentence,
  /** Best first; what of the text no division explains. */
  suggestions: z.array(z.strictObject({ code: divisionCode, path })),
  unmatched: z.string(),
});
export const applications = z.strictObject({
  applications: z.array(application),
  /** Refused within the last day: the refusal can be taken back. */
  refused: z.array(
    z.strictObject({ id: opaqueId, refusedAt: instant, name: z.string(), division: z.string(), phone: z.string() }),
  ),
});

/** Number of waiting applications, for the menu. */
export const applicationsWaiting = z.strictObject({ waiting: z.int() });

export const applicationDecision = z.discriminatedUnion("decision", [
  /** The alias is one more name for that community, so that the text is matched the next time. */
  z.strictObject({ decision: z.literal("appoint"), division: divisionCode, alias: divisionName.optional(), reason: line(200) }),
  /** A community that no table has is added below a street, and the applicant manages it. */
  z.strictObject({
    decision: z.literal("add"),
    street: divisionCode,
    name: divisionName,
    aliases: divisionAliases,
    reason: line(200),
  }),
  z.strictObject({ decision: z.literal("refuse"), reason: line(200) }),
  /** Takes back an earlier refusal. */
  z.strictObject({ decision: z.literal("reopen"), reason: line(200) }),
]);

export const applicationDecided = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("appointed"),
    division: divisionCode,
    id: opaqueId,
    maskedName: z.string(),
    already: z.boolean(),
  }),
  z.strictObject({ state: z.literal("refused") }),
  z.strictObject({ state: z.literal("waiting") }),
]);

const APPLICATION_PATH = `${DIVISION}/applications` as const;

export const APPLICATIONS = feature("administrators", {
  apply: {
    summary: "Hand in a list of applications",
    description:
      "For administrators of the division or above. One line for each applicant: name, division, phone. A line that matches is appointed at once; every other line waits for a review with its reason. The same line again is the same application.",
    method: "POST",
    path: APPLICATION_PATH,
    body: applicationsRequest,
    maxBytes: 128 * 1024,
    answers: { 200: applicationResults },
    problems: [...OFFICE],
  },
  applications: {
    summary: "Applications that wait",
    description:
      "For administrators of the division or above. Each with the reason why it waits and with suggestions; and those refused in the last day.",
    method: "GET",
    path: APPLICATION_PATH,
    answers: { 200: applications },
    problems: [...OFFICE],
  },
  countApplications: {
    summary: "Count of applications that wait",
    description: "For administrators of the division or above. How many wait for a review.",
    method: "GET",
    path: `${APPLICATION_PATH}/waiting`,
    answers: { 200: applicationsWaiting },
    problems: [...OFFICE],
  },
  decideApplication: {
    summary: "Decide an application",
    description:
      "For administrators of the division or above. Appoints to a division, adds a community that no table has and appoints to it, refuses, or reopens a refusal of the last day.",
    method: "POST",
    path: `${APPLICATION_PATH}/:id`,
    body: applicationDecision,
    answers: { 200: applicationDecided },
    problems: [
      ...OFFICE,
      ...ADDED_NAME,
      "application_not_found",
      "not_above",
      "phone_not_registered",
      "name_does_not_match",
      "street_elsewhere",
    ],
  },
});

export type ApplicationDecided = z.infer<typeof applicationDecided>;
export type ApplicationResult = z.infer<typeof applicationResult>;
export type ApplicationResults = z.infer<typeof applicationResults>;
export type ApplicationsWaiting = z.infer<typeof applicationsWaiting>;
export type Application = z.infer<typeof application>;
export type Applications = z.infer<typeof applications>;

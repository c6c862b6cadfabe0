/** Applications to become an administrator: bodies and operations of /api/v1/divisions/{division}/applications. A list has the lines 姓名 + 管理社区 + 手机号 (name, division, phone). Source: product.md §4. */
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
    /** The id of the administrator, for a removal. */
    id: opaqueId,
    maskedName: z.string(),
    /** True if the applicant was an administrator of the division already: the line appointed nobody. */
    already: z.boolean(),
  }),
  /** The application waits for the decision of an administrator; code and sentence say why. */
  z.strictObject({ line: z.int(), state: z.literal("waiting"), id: opaqueId, code: z.string(), sentence }),
  /** The line was not stored: it is malformed or repeated, the list has too many lines, or too many applications wait already. */
  z.strictObject({ line: z.int(), state: z.literal("wrong"), code: z.string(), sentence }),
]);
export const applicationResults = z.strictObject({ results: z.array(applicationResult) });

export const application = z.strictObject({
  id: opaqueId,
  at: instant,
  name: z.string(),
  /** The division as the line names it. */
  division: z.string(),
  phone: z.string(),
  code: z.string(),
  sentence,
  /** The divisions that match the text and lie in the division where the application waits, best first. */
  suggestions: z.array(z.strictObject({ code: divisionCode, path })),
  /** The part of the text that names no division. */
  unmatched: z.string(),
});
export const applications = z.strictObject({
  applications: z.array(application),
  /** Applications that were refused within the last day, at most the latest 50: an administrator can still reopen them. */
  refused: z.array(
    z.strictObject({ id: opaqueId, refusedAt: instant, name: z.string(), division: z.string(), phone: z.string() }),
  ),
});

/** The number of waiting applications, for the menu. */
export const applicationsWaiting = z.strictObject({ waiting: z.int() });

export const applicationDecision = z.discriminatedUnion("decision", [
  /** Appoints the applicant. The alias, if given, becomes one more name of that community, so that the same text matches the next time. */
  z.strictObject({ decision: z.literal("appoint"), division: divisionCode, alias: divisionName.optional(), reason: line(200) }),
  /** Adds a community that the table of divisions lacks, below a street, and appoints the applicant there. */
  z.strictObject({
    decision: z.literal("add"),
    street: divisionCode,
    name: divisionName,
    aliases: divisionAliases,
    reason: line(200),
  }),
  z.strictObject({ decision: z.literal("refuse"), reason: line(200) }),
  /** Makes a refused application wait for a decision again. */
  z.strictObject({ decision: z.literal("reopen"), reason: line(200) }),
]);

export const applicationDecisionResult = z.discriminatedUnion("state", [
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
      "For administrators of the division or above. Each line names one applicant: name, division, phone. An applicant with a clear division and a login of that name is appointed at once. Any other application waits for a review with its reason. A malformed line is not stored. A repeated line creates no second application.",
    method: "POST",
    path: APPLICATION_PATH,
    event: "act",
    stepUp: true,
    body: applicationsRequest,
    maxBytes: 128 * 1024,
    answers: { 200: applicationResults },
    problems: [...OFFICE],
  },
  applications: {
    summary: "Waiting applications",
    description:
      "For administrators of the division or above. Lists the waiting applications with their reasons and suggestions, and the applications that were refused in the last day.",
    method: "GET",
    path: APPLICATION_PATH,
    answers: { 200: applications },
    problems: [...OFFICE],
  },
  countApplications: {
    summary: "Count of waiting applications",
    description: "For administrators of the division or above. Counts the applications that wait for a review.",
    method: "GET",
    path: `${APPLICATION_PATH}/waiting`,
    answers: { 200: applicationsWaiting },
    problems: [...OFFICE],
  },
  decideApplication: {
    summary: "Decide an application",
    description:
      "For administrators of the division or above. The decision appoints the applicant to a division, adds a community and appoints the applicant there, refuses the application, or reopens one that was refused in the last day.",
    method: "POST",
    path: `${APPLICATION_PATH}/:id`,
    event: "act",
    stepUp: true,
    body: applicationDecision,
    answers: { 200: applicationDecisionResult },
    problems: [
      ...OFFICE,
      ...ADDED_NAME,
      "application_not_found",
      "not_above",
      "two_appoint",
      "phone_not_registered",
      "name_does_not_match",
      "not_proved",
      "street_elsewhere",
    ],
  },
});

export type ApplicationDecisionResult = z.infer<typeof applicationDecisionResult>;
export type ApplicationResult = z.infer<typeof applicationResult>;
export type ApplicationResults = z.infer<typeof applicationResults>;
export type ApplicationsWaiting = z.infer<typeof applicationsWaiting>;
export type Application = z.infer<typeof application>;
export type Applications = z.infer<typeof applications>;

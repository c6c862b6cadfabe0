/** Bodies of /api/v1/people/{id}/appeals and /api/v1/divisions/{code}/appeals, and of the files below them. Source: product.md §2, §3. */
import * as z from "zod";
import { GROUNDS } from "../domain/appeal/appeal.ts";
import { FILE_TYPES, MAX_FILE_BYTES, MAX_FILES } from "../domain/appeal/file.ts";
import { FACT_KINDS } from "../domain/fact/fact.ts";
import { DIVISION, MANAGER, OFFICE, feature, PERSON } from "./operation.ts";
import { divisionCode, instant, line, senderId, sentence } from "./primitives.ts";
import { colour } from "./verify.ts";

const ground = z.enum(GROUNDS);

export const appealRequest = z.strictObject({
  /** Made by the phone: the same id sent again is the same appeal. */
  id: senderId,
  text: line(1000),
  /** Ids of files that were sent before, in the order in which they are read. */
  files: z
    .array(senderId)
    .max(MAX_FILES)
    .refine((ids) => new Set(ids).size === ids.length, "each file once")
    .default([]),
});

/** Ids in the path of a file, made by the phone. */
const appealFilePath = z.object({ appeal: senderId, file: senderId });

export const appealFile = z.strictObject({
  id: senderId,
  /** Recognized by the file's first bytes, not by its name. */
  type: z.enum(FILE_TYPES),
  bytes: z.int().min(1).max(MAX_FILE_BYTES),
});
const files = z.array(appealFile);

export const appeal = z.strictObject({
  id: senderId,
  at: instant,
  /** By when it is answered. */
  dueAt: instant,
  /** The division that answers. */
  region: divisionCode,
  text: z.string(),
  files,
  state: z.enum(["waiting", "granted", "refused"]),
  answeredAt: instant.nullable(),
  reason: z.string().nullable(),
});
/** The newest one, as the colour is told with it. */
export const latestAppeal = appeal.pick({ state: true, dueAt: true, answeredAt: true });
/** Newest first. */
export const appeals = z.strictObject({ appeals: z.array(appeal) });

export const waitingAppeal = z.strictObject({
  id: senderId,
  at: instant,
  dueAt: instant,
  overdue: z.boolean(),
  maskedName: z.string(),
  colour,
  why: sentence,
  /** The list whose entry it is about. Null: no list caused the colour, and there is none to take back. */
  cause: z.enum(FACT_KINDS).nullable(),
  text: z.string(),
  files,
  /** The ground on which one officer would grant it. */
  proposed: ground.nullable(),
  /** True if that officer is the caller: another one has to agree. */
  proposedByMe: z.boolean(),
});
/** What is due first comes first. */
export const waitingAppeals = z.strictObject({ appeals: z.array(waitingAppeal) });

/** Numbers of waiting and of overdue appeals, for the menu. */
export const appealsWaiting = z.strictObject({ waiting: z.int(), overdue: z.int() });

export const appealAnswerRequest = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("grant"), ground, reason: line(200) }),
  z.strictObject({ decision: z.literal("refuse"), reason: line(200) }),
]);
export const appealAnswered = z.strictObject({ state: z.enum(["proposed", "granted", "refused"]) });

const APPEAL_FILE = ["appeal_written", "file_id_taken", "too_many_files", "file_missing"] as const;

export const APPEALS = feature("appeals", {
  appeals: {
    summary: "Appeals of a person",
    description: "For a manager of the person. All appeals, newest first, with their answers.",
    method: "GET",
    path: `${PERSON}/appeals`,
    answers: { 200: appeals },
    problems: [...MANAGER, "not_manager"],
  },
  appeal: {
    summary: "Appeal",
    description:
      "For a manager of a person whose colour can be appealed against. One appeal waits at a time. Files are sent first and named here. The same id again is the same appeal.",
    method: "POST",
    path: `${PERSON}/appeals`,
    body: appealRequest,
    answers: { 201: appeal },
    problems: [...MANAGER, "not_manager", "not_declared", "nothing_to_appeal", "appeal_open", "too_many_appeals", ...APPEAL_FILE],
  },
  sendAppealFile: {
    summary: "Send a file for an appeal",
    description:
      "For a manager of the person, before the appeal is written. A JPEG, PNG or WebP picture or a PDF of at most 5 MB; its first bytes decide the type. The same file under the same ids again changes nothing.",
    method: "PUT",
    path: `${PERSON}/appeals/:appeal/files/:file`,
    params: appealFilePath,
    upload: "application/octet-stream",
    answers: { 201: appealFile },
    problems: [...MANAGER, "not_manager", "file_too_large", "file_type_unknown", ...APPEAL_FILE],
  },
  appealFile: {
    summary: "A file of an own appeal",
    description: "For a manager of the person. The bytes as they were sent, as a download.",
    method: "GET",
    path: `${PERSON}/appeals/:appeal/files/:file`,
    params: appealFilePath,
    type: "application/octet-stream",
    answers: { 200: z.string() },
    problems: [...MANAGER, "not_manager", "file_not_found"],
  },
  waitingAppeals: {
    summary: "Appeals that wait",
    description: "For administrators of the division that answers, or above. The next one due comes first.",
    method: "GET",
    path: `${DIVISION}/appeals`,
    answers: { 200: waitingAppeals },
    problems: [...OFFICE],
  },
  countAppeals: {
    summary: "Count of appeals that wait",
    description: "For administrators of the division or above. How many wait, and how many of these are overdue.",
    method: "GET",
    path: `${DIVISION}/appeals/waiting`,
    answers: { 200: appealsWaiting },
    problems: [...OFFICE],
  },
  answerAppeal: {
    summary: "Answer an appeal",
    description:
      "For administrators of the division or above, never about themselves. One officer refuses. Two officers grant: the first one proposes a ground, and another one has to name the same ground.",
    method: "POST",
    path: `${DIVISION}/appeals/:id/answers`,
    body: appealAnswerRequest,
    answers: { 200: appealAnswered },
    problems: [
      ...OFFICE,
      "appeal_not_found",
      "own_appeal",
      "second_officer",
      "officer_not_bound",
      "ground_does_not_fit",
      "too_many_facts",
    ],
  },
  waitingAppealFile: {
    summary: "A file of an appeal that waits",
    description:
      "For administrators of the division that answers, or above. The person and the divisions above see that the file was opened.",
    method: "GET",
    path: `${DIVISION}/appeals/:id/files/:file`,
    params: z.object({ id: senderId, file: senderId }),
    type: "application/octet-stream",
    answers: { 200: z.string() },
    problems: [...OFFICE, "appeal_not_found", "file_not_found"],
  },
});

export type AppealFile = z.infer<typeof appealFile>;
export type Appeal = z.infer<typeof appeal>;
export type Appeals = z.infer<typeof appeals>;
export type WaitingAppeals = z.infer<typeof waitingAppeals>;
export type AppealsWaiting = z.infer<typeof appealsWaiting>;
export type AppealAnswered = z.infer<typeof appealAnswered>;

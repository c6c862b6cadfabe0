/** Appeals and their files: bodies and operations below /api/v1/people/{person}/appeals and /api/v1/divisions/{division}/appeals. Source: product.md §2, §3. */
import * as z from "zod";
import { CHOICES } from "../domain/appeal/appeal.ts";
import { FILE_TYPES, MAX_FILE_BYTES, MAX_FILES } from "../domain/appeal/file.ts";
import { FACT_KINDS } from "../domain/fact/fact.ts";
import { DIVISION, MANAGER, OFFICE, feature, PERSON } from "./operation.ts";
import { divisionCode, instant, line, senderId, sentence } from "./primitives.ts";
import { sentAppeal } from "./issuer/sent-appeal.ts";
import { colour } from "./verify.ts";

/** `source_silent` for an entry of another issuer that has not answered in time: it is set aside until that issuer answers. The others grant the appeal. */
const ground = z.enum(CHOICES);

export const appealRequest = z.strictObject({
  /** The phone makes it. A repeated request with the same id creates no second appeal. */
  id: senderId,
  text: line(1000),
  /** Ids of files that the phone has sent before, in the order for the reader. */
  files: z
    .array(senderId)
    .max(MAX_FILES)
    .refine((ids) => new Set(ids).size === ids.length, "each file once")
    .default([]),
});

/** The ids in the path of a file; the phone makes both. */
const appealFilePath = z.object({ appeal: senderId, file: senderId });

export const appealFile = z.strictObject({
  id: senderId,
  /** The first bytes of the file decide the type; its name does not count. */
  type: z.enum(FILE_TYPES),
  bytes: z.int().min(1).max(MAX_FILE_BYTES),
});
const files = z.array(appealFile);

export const appeal = z.strictObject({
  id: senderId,
  at: instant,
  /** The deadline for the answer to the appeal. */
  dueAt: instant,
  /** The division that answers the appeal, and its name. */
  region: divisionCode,
  regionName: z.string(),
  /** Null: this issuer answers. */
  sent: sentAppeal.nullable(),
  text: z.string(),
  files,
  state: z.enum(["waiting", "granted", "refused"]),
  answeredAt: instant.nullable(),
  reason: z.string().nullable(),
});
/** The part of the newest appeal that the answer about a person's colour contains. */
export const latestAppeal = appeal.pick({ state: true, dueAt: true, answeredAt: true });
/** The appeals of a person, newest first. */
export const appeals = z.strictObject({ appeals: z.array(appeal) });

export const waitingAppeal = z.strictObject({
  id: senderId,
  at: instant,
  dueAt: instant,
  overdue: z.boolean(),
  maskedName: z.string(),
  colour,
  why: sentence,
  /** The list whose entry caused the colour; null: no entry caused it, so that none can be withdrawn. */
  cause: z.enum(FACT_KINDS).nullable(),
  text: z.string(),
  files,
  /** The other issuer whose person appeals, and the number of files that stay there; null: a person of this issuer. */
  home: z.strictObject({ code: z.string(), name: sentence, files: z.int() }).nullable(),
  /** The source that has not answered in time, whose entry can only be set aside; null: the entry is one of this division. */
  silent: z.strictObject({ source: divisionCode, sourceName: z.string() }).nullable(),
  /** The ground that the caller has proposed for a grant; null: the caller has proposed none. The proposals of others are hidden. */
  proposed: ground.nullable(),
  /** True if the caller proposed the ground: then another administrator must agree. */
  proposedByMe: z.boolean(),
  /** True if an administrator has proposed a ground. */
  isProposed: z.boolean(),
});
/** The appeal with the earliest deadline comes first. */
export const waitingAppeals = z.strictObject({ appeals: z.array(waitingAppeal) });

/** The numbers of waiting appeals and of overdue appeals among them, for the menu. */
export const appealsWaiting = z.strictObject({ waiting: z.int(), overdue: z.int() });

export const appealAnswerRequest = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("grant"), ground, reason: line(200) }),
  z.strictObject({ decision: z.literal("refuse"), reason: line(200) }),
]);
export const appealAnswerResult = z.strictObject({ state: z.enum(["proposed", "differs", "granted", "refused", "set_aside"]) });

const APPEAL_FILE = ["appeal_written", "file_id_taken", "too_many_files", "file_missing"] as const;

export const APPEALS = feature("appeals", {
  appeals: {
    summary: "Appeals of a person",
    description: "For a manager of the person. Lists all appeals with their answers, newest first.",
    method: "GET",
    path: `${PERSON}/appeals`,
    answers: { 200: appeals },
    problems: [...MANAGER, "not_manager"],
  },
  appeal: {
    summary: "Appeal against a colour",
    description:
      "For a manager of a person whose colour allows an appeal. Only one appeal may wait at a time. The phone sends files first and names them here. A repeated request with the same id creates no second appeal.",
    method: "POST",
    path: `${PERSON}/appeals`,
    body: appealRequest,
    answers: { 201: appeal },
    problems: [...MANAGER, "not_manager", "not_declared", "nothing_to_appeal", "appeal_open", "too_many_appeals", ...APPEAL_FILE],
  },
  sendAppealFile: {
    summary: "Send a file for an appeal",
    description:
      "For a manager of the person, before the appeal is written. The file is a JPEG, PNG or WebP picture or a PDF, of at most 5 MB; its first bytes decide the type. A repeated request with the same ids and the same file changes nothing.",
    method: "PUT",
    path: `${PERSON}/appeals/:appeal/files/:file`,
    params: appealFilePath,
    upload: "application/octet-stream",
    answers: { 201: appealFile },
    problems: [...MANAGER, "not_manager", "file_too_large", "file_type_unknown", ...APPEAL_FILE],
  },
  appealFile: {
    summary: "A file of a person's appeal",
    description: "For a manager of the person. Answers the bytes that the phone sent, as a download.",
    method: "GET",
    path: `${PERSON}/appeals/:appeal/files/:file`,
    params: appealFilePath,
    type: "application/octet-stream",
    answers: { 200: z.string() },
    problems: [...MANAGER, "not_manager", "file_not_found"],
  },
  waitingAppeals: {
    summary: "Waiting appeals",
    description:
      "For administrators of the division that answers, or above. Lists the waiting appeals, the earliest deadline first.",
    method: "GET",
    path: `${DIVISION}/appeals`,
    answers: { 200: waitingAppeals },
    problems: [...OFFICE],
  },
  countAppeals: {
    summary: "Count of waiting appeals",
    description: "For administrators of the division or above. Counts the waiting appeals and the overdue ones among them.",
    method: "GET",
    path: `${DIVISION}/appeals/waiting`,
    answers: { 200: appealsWaiting },
    problems: [...OFFICE],
  },
  answerAppeal: {
    summary: "Answer an appeal",
    description:
      "For administrators of the division or above, never about themselves or a person whom they manage, claim or have managed. One administrator can refuse an appeal. Two administrators grant it: the first one proposes a ground, and the second one names the same ground without seeing it. If the grounds differ, the second one stands, and the first administrator may name it too. Each needs a login that is bound to a person. The answer to an appeal of another issuer's person goes there by a letter. The entry of a source that has not answered in time can only be set aside (`source_silent`).",
    method: "POST",
    path: `${DIVISION}/appeals/:id/answers`,
    event: "act",
    stepUp: true,
    body: appealAnswerRequest,
    answers: { 200: appealAnswerResult },
    problems: [
      ...OFFICE,
      "appeal_not_found",
      "own_appeal",
      "second_officer",
      "tied_officers",
      "officer_not_bound",
      "ground_does_not_fit",
      "too_many_facts",
    ],
  },
  waitingAppealFile: {
    summary: "A file of a waiting appeal",
    description:
      "For administrators of the division that answers, or above. Answers the bytes as a download. The person and the divisions above can read the record of this look.",
    method: "GET",
    path: `${DIVISION}/appeals/:id/files/:file`,
    event: "look",
    stepUp: true,
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
export type AppealAnswerResult = z.infer<typeof appealAnswerResult>;
export type AppealAnswerRequest = z.infer<typeof appealAnswerRequest>;

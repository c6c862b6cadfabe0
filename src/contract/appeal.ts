/** Bodies of /api/v1/people/{id}/appeals and /api/v1/divisions/{code}/appeals, and of the files below them. Source: product.md §2, §3. */
import * as z from "zod";
import { GROUNDS } from "../domain/appeal/appeal.ts";
import { FILE_TYPES, MAX_FILE_BYTES, MAX_FILES } from "../domain/appeal/file.ts";
import { FACT_KINDS } from "../domain/fact/fact.ts";
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
export const appealFilePath = z.strictObject({ appeal: senderId, file: senderId });

export const appealFile = z.strictObject({
  id: senderId,
  /** By its first bytes, whatever it was called when it was sent. */
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
  /** Whether that was whoever asks: another one has to agree. */
  proposedByMe: z.boolean(),
});
/** What is due first comes first. */
export const waitingAppeals = z.strictObject({ appeals: z.array(waitingAppeal) });

/** How many wait, and how many of those are overdue: what stands beside the menu. */
export const appealsWaiting = z.strictObject({ waiting: z.int(), overdue: z.int() });

export const appealAnswerRequest = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("grant"), ground, reason: line(200) }),
  z.strictObject({ decision: z.literal("refuse"), reason: line(200) }),
]);
export const appealAnswered = z.strictObject({ state: z.enum(["proposed", "granted", "refused"]) });

export type AppealFile = z.infer<typeof appealFile>;
export type Appeal = z.infer<typeof appeal>;
export type Appeals = z.infer<typeof appeals>;
export type WaitingAppeals = z.infer<typeof waitingAppeals>;
export type AppealsWaiting = z.infer<typeof appealsWaiting>;
export type AppealAnswered = z.infer<typeof appealAnswered>;

/** Bodies of /api/v1/communities/{division}/collectors. Source: product.md §4. */
import * as z from "zod";
import { COMMUNITY, OFFICE, feature, PHONE } from "./operation.ts";
import { calendarDate, codeText, instant, opaqueId, senderId } from "./primitives.ts";

export const collector = z.strictObject({
  id: opaqueId,
  phone: z.string(),
  maskedName: z.string(),
  addedAt: instant,
  post: senderId.nullable(),
});
export const collectors = z.strictObject({ collectors: z.array(collector) });
/** Also for a collector who has been removed. */
export const collectorRecord = z.strictObject({
  id: opaqueId,
  maskedName: z.string(),
  maskedPhone: z.string(),
  addedAt: instant,
  removedAt: instant.nullable(),
  /** The name of the point where they stand now. */
  post: z.string().nullable(),
  /** Passes that they registered since then: 30 days, or less where there are too many to count. */
  total: z.int(),
  since: instant,
  /** Newest day first, and in it the point with the most. */
  counts: z.array(z.strictObject({ day: calendarDate, pointId: senderId, pointName: z.string(), passes: z.int() })),
});
/** Whom: by the code that they show, or by the number that they log in with. */
const byPhone = z.strictObject({ phone: z.string().min(5).max(24) });
export const addCollectorRequest = z.union([z.strictObject({ code: codeText }), byPhone]);
/** The holder of a number, before they are added. */
export const findCollectorRequest = byPhone;
export const foundCollector = z.strictObject({ maskedName: z.string() });

const PATH = `${COMMUNITY}/collectors` as const;
const FULL = ["no_point_yet", "too_many_collectors"] as const;
/** Problems of somebody who is named by their phone number, which is counted. */
const BY_PHONE = [...PHONE, "too_many_requests", "phone_not_registered"] as const;
const BY_CODE = ["code_not_accepted", "unknown_holder", "revoked", "collector_has_no_account"] as const;

export const COLLECTORS = feature("communities", {
  collectors: {
    summary: "Collectors of a community",
    description: "For administrators of the community or above. Each with the point where they stand now.",
    method: "GET",
    path: PATH,
    answers: { 200: collectors },
    problems: [...OFFICE],
  },
  addCollector: {
    summary: "Add a collector",
    description:
      "For administrators of the community or above. Named by the code that they show, or by the number that they log in with. A collector who is one already stays so. Requests by number are limited to 60 in an hour.",
    method: "POST",
    path: PATH,
    body: addCollectorRequest,
    answers: { 201: collector },
    problems: [...OFFICE, ...FULL, ...BY_PHONE, ...BY_CODE],
  },
  collector: {
    summary: "A collector and their passes",
    description:
      "For administrators of the community or above, also for a removed collector. How many passes they registered in 30 days, by day and point.",
    method: "GET",
    path: `${PATH}/:id`,
    answers: { 200: collectorRecord },
    problems: [...OFFICE, "collector_not_found"],
  },
  findCollector: {
    summary: "Find a collector by phone number",
    description:
      "For administrators of the community or above. The masked name of the holder, before they are added. Limited to 60 in an hour. A number that nobody uses and one without a bound holder get the same answer.",
    method: "POST",
    path: `${PATH}/found`,
    body: findCollectorRequest,
    answers: { 200: foundCollector },
    problems: [...OFFICE, ...FULL, ...BY_PHONE],
  },
  removeCollector: {
    summary: "Remove a collector",
    description: "For administrators of the community or above. Ends the right at once. Can be undone for 10 minutes.",
    method: "DELETE",
    path: `${PATH}/:id`,
    answers: { 204: null },
    problems: [...OFFICE, "collector_not_found"],
  },
  restoreCollector: {
    summary: "Restore a collector",
    description:
      "For administrators of the community or above, within 10 minutes of the removal, when the same person still has the same login.",
    method: "POST",
    path: `${PATH}/:id/restoration`,
    answers: { 200: collector },
    problems: [...OFFICE, ...FULL, "collector_not_found", "undo_too_late", "collector_has_no_account"],
  },
});

export type Collector = z.infer<typeof collector>;
export type CollectorRecord = z.infer<typeof collectorRecord>;
export type FoundCollector = z.infer<typeof foundCollector>;
export type Collectors = z.infer<typeof collectors>;

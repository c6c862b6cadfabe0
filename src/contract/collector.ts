/** Collectors of a community: bodies and operations of /api/v1/communities/{division}/collectors. Source: product.md §4. */
import * as z from "zod";
import { proofLevel } from "./custody/custody.ts";
import { COMMUNITY, OFFICE, feature, PHONE } from "./operation.ts";
import { calendarDate, codeText, instant, opaqueId, senderId, typedPhone } from "./primitives.ts";

export const collector = z.strictObject({
  id: opaqueId,
  phone: z.string(),
  maskedName: z.string(),
  /** How the login is proved to be the collector's own. With `none` and `document` the collector cannot register until it is proved again. */
  proof: proofLevel,
  addedAt: instant,
  post: senderId.nullable(),
});
export const collectors = z.strictObject({ collectors: z.array(collector) });
/** A present or removed collector, with counts of the passes that they registered. */
export const collectorRecord = z.strictObject({
  id: opaqueId,
  maskedName: z.string(),
  maskedPhone: z.string(),
  proof: proofLevel,
  addedAt: instant,
  removedAt: instant.nullable(),
  /** The name of the point where the collector stands now, or stood at the removal; null: none, or the point was removed. */
  post: z.string().nullable(),
  /** The number of passes that the collector registered since `since`. */
  total: z.int(),
  /** The beginning of the counted time: 30 days ago, or later if the passes of 30 days are too many to count. */
  since: instant,
  /** The newest day first; within a day the point with the most passes first. */
  counts: z.array(z.strictObject({ day: calendarDate, pointId: senderId, pointName: z.string(), passes: z.int() })),
});
/** The person, named by the phone number of their login. */
const byPhone = z.strictObject({ phone: typedPhone });
/** The new collector, named by the code on their phone or by the phone number of their login. */
export const addCollectorRequest = z.union([z.strictObject({ code: codeText }), byPhone]);
/** The request for the masked name of a login's holder, so that the administrator can check it before adding them. */
export const findCollectorRequest = byPhone;
export const collectorMatch = z.strictObject({ maskedName: z.string(), proof: proofLevel });

const PATH = `${COMMUNITY}/collectors` as const;
const FULL = ["no_point_yet", "too_many_collectors"] as const;
/** The codes of problems if a person is named by phone number; `too_many_requests`: such requests are counted per hour. */
const BY_PHONE = [...PHONE, "too_many_requests", "phone_not_registered", "not_proved"] as const;
const BY_CODE = ["code_not_accepted", "unknown_holder", "revoked", "collector_has_no_account", "not_proved"] as const;

export const COLLECTORS = feature("communities", {
  collectors: {
    summary: "Collectors of a community",
    description: "For administrators of the community or above. Lists the collectors, each with the current point.",
    method: "GET",
    path: PATH,
    answers: { 200: collectors },
    problems: [...OFFICE],
  },
  addCollector: {
    summary: "Add a collector",
    description:
      "For administrators of the community or above. The request names the person by the code on their phone or by the phone number of their login. A repeated request changes nothing. At most 60 requests by phone number per hour, together with `findCollector`.",
    method: "POST",
    path: PATH,
    event: "act",
    body: addCollectorRequest,
    answers: { 201: collector },
    problems: [...OFFICE, ...FULL, ...BY_PHONE, ...BY_CODE],
  },
  collector: {
    summary: "A collector and their passes",
    description:
      "For administrators of the community or above. Counts the passes that the collector registered in 30 days, by day and point. A removed collector has a record too.",
    method: "GET",
    path: `${PATH}/:id`,
    answers: { 200: collectorRecord },
    problems: [...OFFICE, "collector_not_found"],
  },
  findCollector: {
    summary: "Find a collector by phone number",
    description:
      "For administrators of the community or above. Answers the masked name of the login's holder, before the administrator adds them. A number without a login and a login without a bound holder get the same answer. At most 60 requests by phone number per hour, together with `addCollector`.",
    method: "POST",
    path: `${PATH}/found`,
    event: "look",
    body: findCollectorRequest,
    answers: { 200: collectorMatch },
    problems: [...OFFICE, ...FULL, ...BY_PHONE],
  },
  removeCollector: {
    summary: "Remove a collector",
    description:
      "For administrators of the community or above. The collector loses the right at once. The removal can be undone for 10 minutes.",
    method: "DELETE",
    path: `${PATH}/:id`,
    event: "act",
    answers: { 204: null },
    problems: [...OFFICE, "collector_not_found"],
  },
  restoreCollector: {
    summary: "Restore a collector",
    description:
      "For administrators of the community or above, within 10 minutes of the removal. The login must still be bound to the same person.",
    method: "POST",
    path: `${PATH}/:id/restoration`,
    event: "act",
    answers: { 200: collector },
    problems: [...OFFICE, ...FULL, "collector_not_found", "undo_too_late", "collector_has_no_account"],
  },
});

export type Collector = z.infer<typeof collector>;
export type CollectorRecord = z.infer<typeof collectorRecord>;
export type CollectorMatch = z.infer<typeof collectorMatch>;
export type Collectors = z.infer<typeof collectors>;

/** Bodies of /api/v1/people/{id}/check-ins: how somebody is today, and nothing else. Source: product.md §6. */
import * as z from "zod";
import { declarationRequest } from "./declaration.ts";
import { MANAGER, feature, PERSON } from "./operation.ts";
import { instant } from "./primitives.ts";

/** The same id sent again is the same check-in. */
export const checkInRequest = declarationRequest.pick({ id: true, temperatureCelsius: true, symptoms: true });
export const checkInReceipt = z.strictObject({ at: instant });

/** Where the rules in force ask for check-ins. */
export const checkInAsked = z.strictObject({
  /** Time of the last check-in or declaration. */
  lastAt: instant,
  /** The next check-in is late after this time. */
  dueAt: instant,
});

export const checkIns = z.strictObject({
  /** Of the last thirty days, newest first. */
  checkIns: z.array(checkInRequest.omit({ id: true }).extend({ at: instant })),
  /** Null: the rules in force ask for none. */
  asked: checkInAsked.nullable(),
});

export const CHECK_INS = feature("health", {
  checkIns: {
    summary: "Check-ins of a person",
    description:
      "For a manager of the person. The check-ins of the last thirty days, newest first, and when the next one is due under the rules in force.",
    method: "GET",
    path: `${PERSON}/check-ins`,
    answers: { 200: checkIns },
    problems: [...MANAGER, "not_manager", "not_declared"],
  },
  checkIn: {
    summary: "Check in",
    description:
      "For a manager of the person who has declared. Temperature and symptoms of today; the colour is decided anew. The same id again is the same check-in. At most 12 in an hour.",
    method: "POST",
    path: `${PERSON}/check-ins`,
    body: checkInRequest,
    answers: { 201: checkInReceipt },
    problems: [
      ...MANAGER,
      "not_manager",
      "not_declared",
      "too_many_requests",
      "temperature_range",
      "temperature_precision",
      "symptom_repeated",
    ],
  },
});

export type CheckIns = z.infer<typeof checkIns>;
export type CheckInReceipt = z.infer<typeof checkInReceipt>;

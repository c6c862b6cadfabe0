/** Daily check-ins: bodies and operations of /api/v1/people/{person}/check-ins. A check-in has temperature and symptoms only. Source: product.md §6. */
import * as z from "zod";
import { declarationRequest } from "./declaration.ts";
import { MANAGER, feature, PERSON } from "./operation.ts";
import { instant } from "./primitives.ts";

/** A repeated request with the same id creates no second check-in. */
export const checkInRequest = declarationRequest.pick({ id: true, temperatureCelsius: true, symptoms: true });
export const checkInReceipt = z.strictObject({ at: instant });

/** When the next check-in of a person is due, if the rules in force require check-ins of the person. */
export const checkInSchedule = z.strictObject({
  /** The time of the last check-in or declaration. */
  lastAt: instant,
  /** The next check-in is late after this time. */
  dueAt: instant,
});

export const checkIns = z.strictObject({
  /** The check-ins of the last thirty days, newest first. */
  checkIns: z.array(checkInRequest.omit({ id: true }).extend({ at: instant })),
  /** When the next check-in is due; null: the rules in force require no check-ins of the person. */
  asked: checkInSchedule.nullable(),
});

export const CHECK_INS = feature("health", {
  checkIns: {
    summary: "Check-ins of a person",
    description:
      "For a manager of the person. Lists the check-ins of the last thirty days, newest first, and the time when the rules in force require the next one.",
    method: "GET",
    path: `${PERSON}/check-ins`,
    answers: { 200: checkIns },
    problems: [...MANAGER, "not_manager", "not_declared"],
  },
  checkIn: {
    summary: "Check in",
    description:
      "For a manager of the person who has declared. Stores temperature and symptoms of today and decides the colour again. A repeated request with the same id creates no second check-in. At most 12 per hour.",
    method: "POST",
    path: `${PERSON}/check-ins`,
    body: checkInRequest,
    answers: { 201: checkInReceipt },
    problems: [
      ...MANAGER,
      "not_manager",
      "held_by_another",
      "phone_not_confirmed",
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

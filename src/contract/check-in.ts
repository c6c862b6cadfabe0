/** Bodies of /api/v1/people/{id}/check-ins: how somebody is today, and nothing else. Source: product.md §6. */
import * as z from "zod";
import { declarationRequest } from "./declaration.ts";
import { instant } from "./primitives.ts";

/** The same id sent again is the same check-in. */
export const checkInRequest = declarationRequest.pick({ id: true, temperatureCelsius: true, symptoms: true });
export const checkInReceipt = z.strictObject({ at: instant });

/** Where the rules in force ask for check-ins. */
export const checkInAsked = z.strictObject({
  /** When somebody last said how they are, in a check-in or a declaration. */
  lastAt: instant,
  /** When the next one is late. */
  dueAt: instant,
});

export const checkIns = z.strictObject({
  /** Of the last thirty days, newest first. */
  checkIns: z.array(checkInRequest.omit({ id: true }).extend({ at: instant })),
  /** Null: the rules in force ask for none. */
  asked: checkInAsked.nullable(),
});

export type CheckIns = z.infer<typeof checkIns>;
export type CheckInReceipt = z.infer<typeof checkInReceipt>;

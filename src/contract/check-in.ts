/** Body of POST /api/v1/people/{id}/check-ins: how somebody is today, and nothing else. Source: product.md §6. */
import * as z from "zod";
import { declarationRequest } from "./declaration.ts";
import { instant } from "./primitives.ts";

/** The same id sent again is the same check-in. */
export const checkInRequest = declarationRequest.pick({ id: true, temperatureCelsius: true, symptoms: true });
export const checkInReceipt = z.strictObject({ at: instant });

export type CheckInReceipt = z.infer<typeof checkInReceipt>;

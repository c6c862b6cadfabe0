/** Bodies of /api/v1/otp and /api/v1/sessions. */
import * as z from "zod";
import { instant } from "./primitives.ts";

const phone = z.string().min(5).max(24);

export const otpRequest = z.strictObject({ phone });
export const otpResponse = z.strictObject({ expiresInSeconds: z.int(), retryAfterSeconds: z.int() });

export const sessionRequest = z.strictObject({ phone, password: z.string().regex(/^\d{6}$/) });
export const sessionResponse = z.strictObject({ expiresAt: instant });

export type OtpResponse = z.infer<typeof otpResponse>;
export type SessionResponse = z.infer<typeof sessionResponse>;

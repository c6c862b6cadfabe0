/** Bodies of /api/v1/otp and /api/v1/sessions. */
import * as z from "zod";
import { operation, PHONE, SESSION } from "./operation.ts";
import { instant } from "./primitives.ts";

const phone = z.string().min(5).max(24);

export const otpRequest = z.strictObject({ phone });
export const otpResponse = z.strictObject({ expiresInSeconds: z.int(), retryAfterSeconds: z.int() });

export const sessionRequest = z.strictObject({ phone, password: z.string().regex(/^\d{6}$/) });
export const sessionResponse = z.strictObject({ expiresAt: instant });

export const SESSIONS = {
  sendPassword: operation({
    method: "POST",
    path: "/api/v1/otp",
    body: otpRequest,
    maxBytes: 512,
    answers: { 202: otpResponse },
    problems: [...PHONE, "too_many_requests", "message_not_sent"],
  }),
  logIn: operation({
    method: "POST",
    path: "/api/v1/sessions",
    body: sessionRequest,
    maxBytes: 512,
    answers: { 201: sessionResponse },
    problems: [...PHONE, "too_many_requests", "wrong_password"],
  }),
  logOut: operation({
    method: "DELETE",
    path: "/api/v1/sessions/current",
    answers: { 204: null },
    problems: [...SESSION],
  }),
};

export type OtpResponse = z.infer<typeof otpResponse>;
export type SessionResponse = z.infer<typeof sessionResponse>;

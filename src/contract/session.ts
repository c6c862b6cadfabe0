/** Bodies of /api/v1/otp and /api/v1/sessions. */
import * as z from "zod";
import { feature, PHONE, SESSION } from "./operation.ts";
import { instant } from "./primitives.ts";

const phone = z.string().min(5).max(24);

export const otpRequest = z.strictObject({ phone });
export const otpResponse = z.strictObject({ expiresInSeconds: z.int(), retryAfterSeconds: z.int() });

export const sessionRequest = z.strictObject({ phone, password: z.string().regex(/^\d{6}$/) });
export const sessionResponse = z.strictObject({ expiresAt: instant });

export const SESSIONS = feature("login", {
  sendPassword: {
    summary: "Send a one-time password",
    description:
      "Open to everybody. Sends six digits to a phone number, valid for five minutes; once a minute for one number, with limits per hour for number and network address. Known and unknown numbers get the same answer.",
    method: "POST",
    path: "/api/v1/otp",
    body: otpRequest,
    maxBytes: 512,
    answers: { 202: otpResponse },
    problems: [...PHONE, "too_many_requests", "message_not_sent"],
  },
  logIn: {
    summary: "Log in",
    description:
      "Open to everybody. Takes the one-time password and sets the session cookie. A wrong password, an expired one and an unknown number are refused alike; after a few attempts a new password is needed.",
    method: "POST",
    path: "/api/v1/sessions",
    body: sessionRequest,
    maxBytes: 512,
    answers: { 201: sessionResponse },
    problems: [...PHONE, "too_many_requests", "wrong_password"],
  },
  logOut: {
    summary: "Log out",
    description: "For a login. Ends this session at once.",
    method: "DELETE",
    path: "/api/v1/sessions/current",
    answers: { 204: null },
    problems: [...SESSION],
  },
});

export type OtpResponse = z.infer<typeof otpResponse>;

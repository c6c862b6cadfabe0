/** Login by phone number and one-time password: bodies and operations of /api/v1/otp and /api/v1/sessions. */
import * as z from "zod";
import { feature, PHONE, SESSION } from "./operation.ts";
import { instant, typedPhone } from "./primitives.ts";

export const otpRequest = z.strictObject({ phone: typedPhone });
export const otpResponse = z.strictObject({ expiresInSeconds: z.int(), retryAfterSeconds: z.int() });

export const sessionRequest = z.strictObject({ phone: typedPhone, password: z.string().regex(/^\d{6}$/) });
export const sessionResponse = z.strictObject({ expiresAt: instant });
export const loginState = z.strictObject({ loggedIn: z.boolean() });

export const SESSIONS = feature("login", {
  sendPassword: {
    summary: "Send a one-time password",
    description:
      "Open to everybody. Sends a password of six digits to a phone number. It is valid for five minutes. At most one message per minute and six per hour for a number, and at most 120 requests per hour from a network address, together with `logIn`. Numbers with and without a login get the same answer.",
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
      "Open to everybody. Checks the one-time password and sets the session cookie. A wrong password, an expired password and an unknown number get the same refusal. After five wrong attempts the caller needs a new password.",
    method: "POST",
    path: "/api/v1/sessions",
    body: sessionRequest,
    maxBytes: 512,
    answers: { 201: sessionResponse },
    problems: [...PHONE, "too_many_requests", "wrong_password"],
  },
  loginState: {
    summary: "Find out whether the request has a login",
    description:
      "Open to everybody, and never a refusal: a phone whose storage was deleted asks whether its cookie still has a session.",
    method: "GET",
    path: "/api/v1/sessions/current",
    answers: { 200: loginState },
    problems: [],
  },
  logOut: {
    summary: "Log out",
    description: "For a login. Ends the session of the request at once.",
    method: "DELETE",
    path: "/api/v1/sessions/current",
    answers: { 204: null },
    problems: [...SESSION],
  },
});

/** Login by phone number and one-time password: bodies and operations of /api/v1/otp and /api/v1/sessions. */
import * as z from "zod";
import { PROVIDER_RETURN } from "../domain/issuer/issuer.ts";
import { feature, PHONE, SESSION } from "./operation.ts";
import { instant, sentence, typedPhone } from "./primitives.ts";

export const otpRequest = z.strictObject({ phone: typedPhone });
export const otpResponse = z.strictObject({ expiresInSeconds: z.int(), retryAfterSeconds: z.int() });

export const sessionRequest = z.strictObject({ phone: typedPhone, password: z.string().regex(/^\d{6}$/) });
export const sessionResponse = z.strictObject({ expiresAt: instant });
export const loginState = z.strictObject({ loggedIn: z.boolean() });

export const sessionId = z
  .string()
  .regex(/^[0-9a-f-]{32,36}$/)
  .meta({ examples: ["8f14e45f-ceea-467f-a0e6-a3b1c2d4e5f6"] });

export const listedSession = z.strictObject({
  id: sessionId,
  /** Browser and system, such as `Chrome · Windows`. */
  device: z.string(),
  begunAt: instant,
  usedAt: instant,
  /** The identity provider where the login happened; null for a login by one-time password. */
  provider: sentence.nullable(),
  /** Whether the request has this session. */
  isCurrent: z.boolean(),
});
export const sessionList = z.strictObject({ sessions: z.array(listedSession) });
export const endedSessions = z.strictObject({ ended: z.int() });
export type ListedSession = z.infer<typeof listedSession>;

/** The longest query that a provider may add to the address of return. */
const MAX_RETURN_QUERY = 4096;

export const providerLoginRequest = z.strictObject({
  provider: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,32}$/)
    .meta({ examples: ["ehubei"] }),
});
export const providerLoginResponse = z.strictObject({
  url: z.url().meta({ examples: ["https://login.example.gov.cn/authorize?client_id=yima"] }),
});
export const providerAnswer = z.strictObject({
  query: z
    .string()
    .max(MAX_RETURN_QUERY)
    .meta({ examples: ["code=q3Zt8WfXb1LkPz0A&state=Ag3Zt8WfXb1LkPz0"] }),
});

export const SESSIONS = feature("login", {
  sendPassword: {
    summary: "Send a one-time password",
    description:
      "Open to everybody. Sends a password of six digits to a phone number. It is valid for five minutes, for the browser that requested it: the answer sets the cookie `__Host-yima-challenge`. At most one message per minute and six per hour for a number; three of the six are kept for browsers that have logged in with this number before. At most 3,000 requests per hour from a network address, together with `logIn`. `message_not_sent` with a time to wait: the whole deployment has sent its messages of this minute. Numbers with and without a login get the same answer.",
    method: "POST",
    path: "/api/v1/otp",
    event: "login",
    body: otpRequest,
    maxBytes: 512,
    answers: { 202: otpResponse },
    problems: [...PHONE, "too_many_requests", "message_not_sent"],
  },
  logIn: {
    summary: "Log in",
    description:
      "Open to everybody. Needs the cookie of `sendPassword`. Checks the one-time password and sets the session cookie, and a cookie by which this browser is known to the number for 180 days. A wrong password, an expired password and an unknown number get the same refusal. After five wrong attempts this browser needs a new password; attempts of others do not count. `triesLeft` of `wrong_password` is the number of attempts that this browser has left, 0 if it needs a new password.",
    method: "POST",
    path: "/api/v1/sessions",
    event: "login",
    body: sessionRequest,
    maxBytes: 512,
    answers: { 201: sessionResponse },
    problems: [...PHONE, "too_many_requests", "challenge_missing", "wrong_password"],
  },
  beginAtProvider: {
    summary: "Begin a login at an identity provider",
    description: `Open to everybody. Answers the provider's address for the browser, and sets a cookie that identifies this browser when it returns to \`${PROVIDER_RETURN}\`, within ten minutes. \`GET /.well-known/yima-issuer\` lists the providers. Counts in the same limit as \`sendPassword\`.`,
    method: "POST",
    path: "/api/v1/logins",
    event: "login",
    body: providerLoginRequest,
    maxBytes: 512,
    answers: { 201: providerLoginResponse },
    problems: ["too_many_requests", "provider_unknown", "provider_not_answering", "provider_answer_malformed"],
  },
  finishAtProvider: {
    summary: "Finish a login at an identity provider",
    description: `Open to everybody. Needs the cookie of \`beginAtProvider\`. Takes the query that the provider added to \`${PROVIDER_RETURN}\`, redeems its code, checks the provider's answer, and sets the session cookie. The session opens the account that holds the document; else the account with the phone number, if it may belong to the same person; else a separate account. It opens no office: no collector, administrator or officer acts with such a session. Counts in the same limit as \`sendPassword\`.`,
    method: "POST",
    path: "/api/v1/logins/answer",
    event: "login",
    body: providerAnswer,
    maxBytes: 8192,
    answers: { 201: sessionResponse },
    problems: [
      "too_many_requests",
      "login_not_begun",
      "provider_refused",
      "provider_not_answering",
      "provider_answer_malformed",
      "acr_too_low",
      "claims_missing",
      "claims_invalid",
    ],
  },
  list: {
    summary: "The devices that are logged in",
    description:
      "For a login. Lists the sessions of its account, the one used last first. The last use is known to an hour, for an account with an office to a few minutes. `device` is empty if the browser is not recognized.",
    method: "GET",
    path: "/api/v1/sessions",
    answers: { 200: sessionList },
    problems: [...SESSION],
  },
  endOthers: {
    summary: "Log out all other devices",
    description: "For a login. Ends all sessions of its account except the one of the request, at once.",
    method: "DELETE",
    path: "/api/v1/sessions",
    event: "login",
    answers: { 200: endedSessions },
    problems: [...SESSION],
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
    event: "login",
    answers: { 204: null },
    problems: [...SESSION],
  },
  end: {
    summary: "Log out another device",
    description: "For a login. Ends one session of its account at once, also the one of the request.",
    method: "DELETE",
    path: "/api/v1/sessions/:session",
    event: "login",
    params: z.strictObject({ session: sessionId }),
    missing: "session_not_found",
    answers: { 204: null },
    problems: [...SESSION, "session_not_found"],
  },
});

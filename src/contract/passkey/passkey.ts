/** Passkeys of administrators and officers: bodies and operations of /api/v1/passkeys. Source: decision 58. */
import * as z from "zod";
import { MAX_PASSKEY_NAME, MAX_PASSKEYS } from "../../domain/access/passkey.ts";
import { feature, SESSION } from "../operation.ts";
import { instant, line } from "../primitives.ts";

/** Bytes in base64url, as WebAuthn sends them. @param max the largest number of letters */
const bytes = (max: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(max);

const passkeyId = bytes(1400).meta({ examples: ["q83vEjRWeJCrze8SNFZ4kA"] });
const transport = z.string().max(32);
const passkeyName = line(MAX_PASSKEY_NAME);

const descriptor = z.strictObject({ id: z.string(), type: z.literal("public-key"), transports: z.array(transport) });

/** What `navigator.credentials.create` needs, in the JSON of WebAuthn level 3. */
export const creationOptions = z.strictObject({
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.strictObject({ type: z.literal("public-key"), alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.strictObject({ residentKey: z.literal("preferred"), userVerification: z.literal("required") }),
  attestation: z.literal("none"),
});

/** What `navigator.credentials.get` needs. */
export const requestOptions = z.strictObject({
  rpId: z.string(),
  challenge: z.string(),
  timeout: z.int(),
  allowCredentials: z.array(descriptor),
  userVerification: z.literal("required"),
});

export const newPasskey = z.strictObject({
  name: passkeyName,
  id: passkeyId,
  clientDataJSON: bytes(4096),
  attestationObject: bytes(16_000),
  transports: z.array(transport).max(8),
});

export const shownPasskey = z.strictObject({
  id: passkeyId,
  clientDataJSON: bytes(4096),
  authenticatorData: bytes(4096),
  signature: bytes(2048),
});

export const passkey = z.strictObject({ id: passkeyId, name: z.string(), madeAt: instant, usedAt: instant.nullable() });

export const passkeys = z.strictObject({
  passkeys: z.array(passkey).max(MAX_PASSKEYS),
  /** Whether this system demands passkeys of administrators. */
  required: z.boolean(),
  /** Whether the account has an office of an administrator. */
  hasOffice: z.boolean(),
  /** Until then the account may act without a passkey; null: it has one, or no office. */
  dueAt: instant.nullable(),
  /** Until then an act of this session needs no further confirmation; null: it needs one. */
  freshUntil: instant.nullable(),
  /** The last request of an administrator above to let this account make a new passkey in place of lost ones; null: there is none of the last day. */
  loss: z.strictObject({ by: z.string(), second: z.string().nullable(), at: instant, until: instant.nullable() }).nullable(),
});

export const passkeyRename = z.strictObject({ name: passkeyName });

const PATH = "/api/v1/passkeys";
const VERIFIED = ["passkey_challenge_over", "passkey_refused"] as const;
const MAKING = [
  "passkey_needed",
  "passkey_missing",
  "passkey_without_office",
  "passkey_by_phone",
  "passkey_new_login",
  "too_many_passkeys",
] as const;

export const PASSKEYS = feature("login", {
  passkeys: {
    summary: "Passkeys of the account",
    description: "For a login. Lists the passkeys of its account, and says until when the account may act without one.",
    method: "GET",
    path: PATH,
    answers: { 200: passkeys },
    problems: [...SESSION],
  },
  beginPasskey: {
    summary: "Begin to make a passkey",
    description:
      "For a login of an administrator. Answers what the browser needs to make a passkey, with a challenge that this session can use once, for five minutes. The first passkey needs a login by one-time password, and any further one a fresh passkey.",
    method: "POST",
    path: `${PATH}/beginnings`,
    event: "login",
    answers: { 200: creationOptions },
    problems: [...SESSION, ...MAKING],
  },
  makePasskey: {
    summary: "Make a passkey",
    description:
      "For a login of an administrator. Stores the passkey that the browser has made with the challenge of `beginPasskey`. A passkey made in place of lost ones ends all earlier passkeys and all other sessions of the account.",
    method: "POST",
    path: PATH,
    event: "login",
    body: newPasskey,
    maxBytes: 32_768,
    answers: { 201: passkey },
    problems: [...SESSION, ...MAKING, ...VERIFIED, "passkey_known"],
  },
  beginShowing: {
    summary: "Begin to show a passkey",
    description:
      "For a login. Answers what the browser needs to show a passkey of the account, with a challenge that this session can use once, for five minutes.",
    method: "POST",
    path: `${PATH}/challenges`,
    event: "login",
    answers: { 200: requestOptions },
    problems: [...SESSION, "passkey_not_found"],
  },
  showPasskey: {
    summary: "Show a passkey",
    description:
      "For a login. Checks the browser's answer to `beginShowing`: origin, challenge, signature, count and the verification of the user. For five minutes this session then acts without a further confirmation, and its offices are open.",
    method: "POST",
    path: `${PATH}/showings`,
    event: "login",
    body: shownPasskey,
    answers: { 204: null },
    problems: [...SESSION, ...VERIFIED],
  },
  renamePasskey: {
    summary: "Rename a passkey",
    description: "For a login. Gives a passkey of its account another name.",
    method: "PATCH",
    path: `${PATH}/:passkey`,
    event: "login",
    params: z.strictObject({ passkey: passkeyId }),
    missing: "passkey_not_found",
    body: passkeyRename,
    answers: { 204: null },
    problems: [...SESSION, "passkey_not_found"],
  },
  removePasskey: {
    summary: "Remove a passkey",
    description: "For a login that has shown another passkey of its account within the last five minutes.",
    method: "DELETE",
    path: `${PATH}/:passkey`,
    event: "login",
    params: z.strictObject({ passkey: passkeyId }),
    missing: "passkey_not_found",
    answers: { 204: null },
    problems: [...SESSION, "passkey_not_found", "other_passkey_needed"],
  },
});

export type Passkeys = z.infer<typeof passkeys>;
export type NewPasskeyBody = z.infer<typeof newPasskey>;
export type ShownPasskeyBody = z.infer<typeof shownPasskey>;

/** Credentials, the signed part of codes: bodies and operations of /api/v1/people/{person}/credentials. */
import * as z from "zod";
import { MANAGER, feature, PERSON } from "./operation.ts";
import { instant } from "./primitives.ts";

/** The public key of a phone for one credential: a compressed P-256 point (33 bytes) in base64url. SEC 1 §2.3.3. */
export const deviceKey = z.string().regex(/^A[g-z0-9_-][A-Za-z0-9_-]{42}$/);

/** An ES256 signature r ‖ s (64 bytes) in base64url. RFC 7518 §3.4. */
const signature = z.string().regex(/^[A-Za-z0-9_-]{85}[AQgw]$/);

const possession = z
  .strictObject({
    at: instant.describe("The time of the signatures, at most five minutes from the server's time."),
    signatures: z
      .array(signature)
      .min(1)
      .max(8)
      .describe(
        "For each device key, in the same order, its signature over four lines of UTF-8, joined by line feeds: `yima-key-1`, the {person} of the path, the text of `at`, the text of the device key.",
      ),
  })
  .describe(
    "The proof that the phone has the private halves of the device keys. Apps of the previous release send none; without it, requests are refused from 2026-12-30 on.",
  );

export const credentialsRequest = z.strictObject({
  /** No two may be the same. */
  deviceKeys: z.array(deviceKey).min(1).max(8),
  possession: possession.optional(),
});
export const credentialsResponse = z.strictObject({
  /** The credentials, each a compact JWS, in the order of the device keys. */
  credentials: z.array(z.string()),
  madeAt: instant.describe(
    "When the server made the credentials. The time of issue inside them is usually the full hour before, so that two codes of one phone cannot be recognised by it.",
  ),
});

export const CREDENTIALS = feature("codes", {
  issueCredentials: {
    summary: "Issue credentials",
    description:
      "For a manager of a person who has declared. Signs one credential for each device key, in the same order. The phone makes live codes from them. Earlier credentials stay valid until they expire. At most 200 credentials per person in 24 hours, counted from full hours. The nation issues none for an address in a region with a system of its own (`region_covered`).",
    method: "POST",
    path: `${PERSON}/credentials`,
    body: credentialsRequest,
    answers: { 201: credentialsResponse },
    problems: [...MANAGER, "not_manager", "phone_not_confirmed", "not_declared", "region_covered", "too_many_requests"],
  },
  revokeCredentials: {
    summary: "Revoke credentials",
    description:
      "For a manager of the person. Revokes all credentials of the person that have not expired, for example after the loss of a phone. A repeated request changes nothing.",
    method: "DELETE",
    path: `${PERSON}/credentials`,
    answers: { 204: null },
    problems: [...MANAGER, "not_manager"],
  },
});

export type CredentialsResponse = z.infer<typeof credentialsResponse>;

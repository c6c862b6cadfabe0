/** Credentials, the signed part of codes: bodies and operations of /api/v1/people/{person}/credentials. */
import * as z from "zod";
import { MANAGER, feature, PERSON } from "./operation.ts";

/** The public key of a phone for one credential: a compressed P-256 point (33 bytes) in base64url. SEC 1 §2.3.3. */
export const deviceKey = z.string().regex(/^A[g-z0-9_-][A-Za-z0-9_-]{42}$/);

export const credentialsRequest = z.strictObject({ deviceKeys: z.array(deviceKey).min(1).max(8) });
/** The credentials, each a compact JWS, in the order of the device keys. */
export const credentialsResponse = z.strictObject({ credentials: z.array(z.string()) });

export const CREDENTIALS = feature("codes", {
  issueCredentials: {
    summary: "Issue credentials",
    description:
      "For a manager of a person who has declared. Signs one credential for each device key, in the same order. The phone makes live codes from them. Earlier credentials stay valid until they expire. At most 600 credentials per hour.",
    method: "POST",
    path: `${PERSON}/credentials`,
    body: credentialsRequest,
    answers: { 201: credentialsResponse },
    problems: [...MANAGER, "not_manager", "not_declared", "too_many_requests"],
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

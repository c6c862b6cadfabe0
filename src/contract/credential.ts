/** Bodies of /api/v1/people/{id}/credentials. */
import * as z from "zod";
import { MANAGER, operation, PERSON } from "./operation.ts";

/** A compressed P-256 point (33 bytes) in base64url. SEC 1 §2.3.3. */
export const deviceKey = z.string().regex(/^A[g-z0-9_-][A-Za-z0-9_-]{42}$/);

export const credentialsRequest = z.strictObject({ deviceKeys: z.array(deviceKey).min(1).max(8) });
/** Compact JWS, in the order of the device keys. */
export const credentialsResponse = z.strictObject({ credentials: z.array(z.string()) });

export const CREDENTIALS = {
  issueCredentials: operation({
    method: "POST",
    path: `${PERSON}/credentials`,
    body: credentialsRequest,
    answers: { 201: credentialsResponse },
    problems: [...MANAGER, "not_manager", "not_declared", "too_many_requests"],
  }),
  revokeCredentials: operation({
    method: "DELETE",
    path: `${PERSON}/credentials`,
    answers: { 204: null },
    problems: [...MANAGER, "not_manager"],
  }),
};

export type CredentialsResponse = z.infer<typeof credentialsResponse>;

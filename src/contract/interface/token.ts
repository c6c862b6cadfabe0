/** Access tokens for the interface of authorised systems: OAuth 2.0, grant `client_credentials`, clients by `private_key_jwt`. RFC 6749, RFC 7523, RFC 8414, RFC 9449. docs/interface.md. */
import * as z from "zod";
import { CLIENT_VERBS } from "../../domain/client/client.ts";
import { feature } from "../operation.ts";

const metadata = z.strictObject({
  issuer: z.url(),
  token_endpoint: z.url(),
  grant_types_supported: z.array(z.literal("client_credentials")),
  response_types_supported: z.array(z.string()).max(0),
  token_endpoint_auth_methods_supported: z.array(z.literal("private_key_jwt")),
  token_endpoint_auth_signing_alg_values_supported: z.array(z.literal("ES256")),
  dpop_signing_alg_values_supported: z.array(z.literal("ES256")),
  scopes_supported: z.array(z.enum(CLIENT_VERBS)).readonly(),
});

const tokenRequest = z.object({
  grant_type: z.literal("client_credentials"),
  client_assertion_type: z.literal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
  client_assertion: z.string().describe("A JWT that the client has signed: docs/interface.md."),
  client_id: z.string().optional().describe("If present, the `iss` of the assertion."),
  scope: z.string().optional().describe("The wanted verbs, with blanks between them; absent: all that the client has."),
});

const token = z.strictObject({
  access_token: z.string(),
  /** `DPoP`: the token is bound to the key of the request's `DPoP` header. */
  token_type: z.enum(["Bearer", "DPoP"]),
  expires_in: z.int(),
  scope: z.string(),
});

export const TOKEN_ERRORS = [
  "invalid_request",
  "invalid_client",
  "unsupported_grant_type",
  "invalid_scope",
  "invalid_dpop_proof",
  "temporarily_unavailable",
] as const;

const tokenError = z.strictObject({
  error: z.enum(TOKEN_ERRORS),
  error_description: z.string(),
});

export const TOKENS = feature("interface", {
  authorizationServer: {
    summary: "Metadata of the authorization server",
    description: "Open to everybody. Says where and how a client gets access tokens (RFC 8414).",
    open: "any_site",
    method: "GET",
    path: "/.well-known/oauth-authorization-server",
    answers: { 200: metadata },
    problems: [],
  },
  token: {
    summary: "Get an access token",
    description:
      "For clients with keys. The client proves itself with a signed assertion that names this issuer's origin as `aud`, ends within 60 seconds and is accepted once. With a `DPoP` header the token is bound to its key. A token lasts 300 seconds. At most 240 requests per minute from one network address and 600 acts of one client. Errors have the form of RFC 6749 §5.2.",
    open: "any_site",
    method: "POST",
    path: "/api/v1/token",
    event: "login",
    form: tokenRequest,
    answers: { 200: token, 400: tokenError, 401: tokenError, 429: tokenError },
    problems: [],
  },
});

export type TokenError = z.infer<typeof tokenError>;

/** Clients, other systems that an issuer admits: bodies and operations of /api/v1/clients. Source: architecture.md, product.md §7. */
import * as z from "zod";
import { CLIENT_RIGHTS, CLIENT_VERBS, MAX_CLIENT_KEYS } from "../domain/client/client.ts";
import { OFFICER, feature } from "./operation.ts";
import { divisionCode, instant, line, opaqueId } from "./primitives.ts";

const rights = z.array(z.enum(CLIENT_RIGHTS)).max(CLIENT_RIGHTS.length);
const verbs = z.array(z.enum(CLIENT_VERBS)).max(CLIENT_VERBS.length);
const kid = z.string().regex(/^[\w.:-]{1,64}$/);
const coordinate = z.string().regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/);

/** A public key. Members that it does not name, such as the private `d`, are refused. */
const clientKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  kid,
  use: z.literal("sig"),
  alg: z.literal("ES256").optional(),
  x: coordinate,
  y: coordinate,
});

const jwks = z.strictObject({
  keys: z
    .array(clientKey)
    .min(1)
    .max(MAX_CLIENT_KEYS)
    .refine((keys) => new Set(keys.map((key) => key.kid)).size === keys.length, { error: "each kid once" }),
});

/**
 * The request for a new client. `scope`: the client may enter lists of this division and of all divisions below it. A client has rights, verbs or both; `jwks`
 * has the keys for the verbs.
 */
export const clientRequest = z
  .strictObject({ name: line(60), scope: divisionCode, rights, verbs: verbs.optional(), jwks: jwks.optional() })
  .refine((one) => one.rights.length + (one.verbs?.length ?? 0) > 0, { error: "rights or verbs", path: ["rights"] })
  .refine((one) => (one.jwks === undefined) === ((one.verbs?.length ?? 0) === 0), { error: "keys for verbs", path: ["jwks"] });

const act = z.strictObject({ at: instant, maskedPhone: z.string() });

const client = z.strictObject({
  id: opaqueId,
  name: z.string(),
  scope: divisionCode,
  scopeName: z.string(),
  rights,
  verbs,
  /** The public keys, each with the begin of its thumbprint (RFC 7638), by which officers and the owner of the system compare it. */
  keys: z.array(z.strictObject({ kid, fingerprint: z.string() })),
  /** `waiting`: the client has no right until a second officer approves it. */
  state: z.enum(["waiting", "active", "revoked"]),
  made: act,
  /** True if the caller made the client. */
  madeByMe: z.boolean(),
  approved: act.nullable(),
  revoked: act.nullable(),
  /** The time of its last accepted request, rounded down to ten minutes; null: none was accepted yet. */
  lastUsedAt: instant.nullable(),
});

/** All clients of the issuer, newest first. */
export const clients = z.strictObject({ clients: z.array(client) });

/** The new client with its secret (`bearer`; null without rights). No other answer contains the secret, because the server stores only its hash. */
export const clientWithSecret = z.strictObject({ client, bearer: z.string().nullable() });

export const CLIENTS = feature("clients", {
  clients: {
    summary: "Clients",
    description: "For officers of the issuer. Lists all clients with their rights and states, newest first.",
    method: "GET",
    path: "/api/v1/clients",
    answers: { 200: clients },
    problems: [...OFFICER],
  },
  makeClient: {
    summary: "Make a client",
    description:
      "For officers of the issuer. Makes a client for another system. For its `rights` it gets a secret, which only this answer contains; for its `verbs` it signs with the keys of `jwks`. Both work after another officer has approved the client. Neither can be changed: a new secret or key is a new client.",
    method: "POST",
    path: "/api/v1/clients",
    event: "act",
    stepUp: true,
    body: clientRequest,
    answers: { 201: clientWithSecret },
    problems: [...OFFICER, "division_unknown", "too_many_clients"],
  },
  approveClient: {
    summary: "Approve a client",
    description: "For an officer of the issuer who did not make the client. The secret and the keys work at once.",
    method: "POST",
    path: "/api/v1/clients/:id/approvals",
    event: "act",
    stepUp: true,
    answers: { 200: client },
    problems: [...OFFICER, "client_not_found", "client_decided", "same_officer", "tied_officers"],
  },
  revokeClient: {
    summary: "Revoke a client",
    description: "For officers of the issuer. Any one officer can revoke a client. It takes effect at once and cannot be undone.",
    method: "POST",
    path: "/api/v1/clients/:id/revocations",
    event: "act",
    stepUp: true,
    answers: { 200: client },
    problems: [...OFFICER, "client_not_found", "client_decided", "same_officer", "tied_officers"],
  },
});

export type Client = z.infer<typeof client>;
export type Clients = z.infer<typeof clients>;
export type ClientWithSecret = z.infer<typeof clientWithSecret>;
export type ClientRequest = z.infer<typeof clientRequest>;

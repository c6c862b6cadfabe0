/** Clients, other systems that an issuer admits: bodies and operations of /api/v1/clients. Source: architecture.md, product.md §7. */
import * as z from "zod";
import { CLIENT_RIGHTS } from "../domain/client/client.ts";
import { OFFICER, feature } from "./operation.ts";
import { divisionCode, instant, line, opaqueId } from "./primitives.ts";

const rights = z.array(z.enum(CLIENT_RIGHTS)).min(1).max(CLIENT_RIGHTS.length);

/** The request for a new client. `scope`: the client may enter lists of this division and of all divisions below it. */
export const clientRequest = z.strictObject({ name: line(60), scope: divisionCode, rights });

const act = z.strictObject({ at: instant, maskedPhone: z.string() });

const client = z.strictObject({
  id: opaqueId,
  name: z.string(),
  scope: divisionCode,
  scopeName: z.string(),
  rights,
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

/** The new client with its secret (`bearer`). No other answer contains the secret, because the server stores only its hash. */
export const clientWithSecret = z.strictObject({ client, bearer: z.string() });

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
      "For officers of the issuer. Makes a client for another system. Only this answer contains the secret. The secret works after another officer has approved the client.",
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
    description: "For an officer of the issuer who did not make the client. The secret works at once.",
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

/** Bodies of /api/v1/clients. Source: architecture.md, product.md §7. */
import * as z from "zod";
import { CLIENT_RIGHTS } from "../domain/client/client.ts";
import { OFFICER, feature } from "./operation.ts";
import { divisionCode, instant, line, opaqueId } from "./primitives.ts";

const rights = z.array(z.enum(CLIENT_RIGHTS)).min(1).max(CLIENT_RIGHTS.length);

/** `scope`: the division whose lists it enters, and all below it. */
export const clientRequest = z.strictObject({ name: line(60), scope: divisionCode, rights });

const act = z.strictObject({ at: instant, maskedPhone: z.string() });

const client = z.strictObject({
  id: opaqueId,
  name: z.string(),
  scope: divisionCode,
  scopeName: z.string(),
  rights,
  /** `waiting`: another officer than its maker has to approve it; until then it may do nothing. */
  state: z.enum(["waiting", "active", "revoked"]),
  made: act,
  /** Whether the caller made it. */
  madeByMe: z.boolean(),
  approved: act.nullable(),
  revoked: act.nullable(),
  /** On ten minutes; null: never. */
  lastUsedAt: instant.nullable(),
});

/** Newest first. */
export const clients = z.strictObject({ clients: z.array(client) });

/** `bearer` is shown this once: what is kept is its hash. */
export const clientMade = z.strictObject({ client, bearer: z.string() });

export const CLIENTS = feature("clients", {
  clients: {
    summary: "Other systems",
    description: "For officers of the issuer. Every client, the newest first, with its rights and its state.",
    method: "GET",
    path: "/api/v1/clients",
    answers: { 200: clients },
    problems: [...OFFICER],
  },
  makeClient: {
    summary: "Make a client",
    description:
      "For officers of the issuer. Makes a client for another system. The secret is answered this once; it works when another officer has approved the client.",
    method: "POST",
    path: "/api/v1/clients",
    body: clientRequest,
    answers: { 201: clientMade },
    problems: [...OFFICER, "division_unknown", "too_many_clients"],
  },
  approveClient: {
    summary: "Approve a client",
    description: "For an officer of the issuer other than the one who made the client. The secret works at once.",
    method: "POST",
    path: "/api/v1/clients/:id/approvals",
    answers: { 200: client },
    problems: [...OFFICER, "client_not_found", "client_decided", "same_officer"],
  },
  revokeClient: {
    summary: "Revoke a client",
    description: "For officers of the issuer. One officer ends a client, at once and for good.",
    method: "POST",
    path: "/api/v1/clients/:id/revocations",
    answers: { 200: client },
    problems: [...OFFICER, "client_not_found", "client_decided", "same_officer"],
  },
});

export type Client = z.infer<typeof client>;
export type Clients = z.infer<typeof clients>;
export type ClientMade = z.infer<typeof clientMade>;
export type ClientRequest = z.infer<typeof clientRequest>;

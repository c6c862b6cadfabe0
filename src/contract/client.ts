/** Bodies of /api/v1/clients. Source: architecture.md, product.md §7. */
import * as z from "zod";
import { CLIENT_RIGHTS } from "../domain/client/client.ts";
import { OFFICER, operation } from "./operation.ts";
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
  /** `waiting`: for an officer other than who made it; until then it may do nothing. */
  state: z.enum(["waiting", "active", "revoked"]),
  made: act,
  /** Whether whoever asks made it. */
  madeByMe: z.boolean(),
  approved: act.nullable(),
  revoked: act.nullable(),
  /** On ten minutes; null: never. */
  lastUsedAt: instant.nullable(),
});

/** Those that were made last first. */
export const clients = z.strictObject({ clients: z.array(client) });

/** `bearer` is shown this once: what is kept is its hash. */
export const clientMade = z.strictObject({ client, bearer: z.string() });

export const CLIENTS = {
  clients: operation({ method: "GET", path: "/api/v1/clients", answers: { 200: clients }, problems: [...OFFICER] }),
  makeClient: operation({
    method: "POST",
    path: "/api/v1/clients",
    body: clientRequest,
    answers: { 201: clientMade },
    problems: [...OFFICER, "division_unknown", "too_many_clients"],
  }),
  approveClient: operation({
    method: "POST",
    path: "/api/v1/clients/:id/approvals",
    answers: { 200: client },
    problems: [...OFFICER, "client_not_found", "client_decided", "same_officer"],
  }),
  revokeClient: operation({
    method: "POST",
    path: "/api/v1/clients/:id/revocations",
    answers: { 200: client },
    problems: [...OFFICER, "client_not_found", "client_decided", "same_officer"],
  }),
};

export type Client = z.infer<typeof client>;
export type Clients = z.infer<typeof clients>;
export type ClientMade = z.infer<typeof clientMade>;
export type ClientRequest = z.infer<typeof clientRequest>;

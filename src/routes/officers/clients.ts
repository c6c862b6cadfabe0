/** Clients, the other systems: one officer of the issuer makes a client, another officer approves it, and any officer can revoke it. */
import { type Client as ClientView, type ClientRequest, CLIENTS } from "../../contract/client.ts";
import { type Client, type ClientAct, type ClientKey, clientState } from "../../domain/client/client.ts";
import { isWithin } from "../../domain/division/division.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { officerOf } from "../../domain/officer/officer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { clientsOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { importPoint } from "../../token/code/public-key.ts";
import { fingerprintOf } from "../../token/federation/fingerprint.ts";
import { CLIENT_SECRET_BYTES, makeClientSecret } from "../../token/secret/client-secret.ts";
import { nameOf, namesOf } from "../divisions/division-name.ts";
import type { Env, OfOfficer } from "../env.ts";
import { actingOfficer } from "../who/acting-officer.ts";
import { actor } from "../who/actor.ts";
import { officer } from "../who/officer.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { Routes } from "../http/operation.ts";
import type { WireRefusal } from "../http/problem.ts";
import { instantOf } from "../../domain/instant.ts";

export const clients = new Routes<OfOfficer>("/api/v1/clients")
  .use(actor)
  .use(officer)
  .on(CLIENTS.clients, async (c, { answer }) => {
    const all = await clientsOf(c.env, c.var.issuer).clients();
    const scopes = all.map(({ scope }) => scope);
    const names = await namesOf(c.env, c.var, scopes);
    const reader = c.var.officer.person;
    const views = all.map((client) => clientView(client, names.get(client.scope) ?? client.scope, reader));
    return answer(200, { clients: await Promise.all(views) });
  })
  .on(CLIENTS.makeClient, async (c, { body, answer }) => {
    const { issuer, secrets, now } = c.var;
    const acting = await actingOfficer(c.env, c.var);
    if (!acting.ok) return acting;
    const by = officerOf(acting.value);
    const { name, scope, rights, verbs = [] } = body;
    const isHere = isWithin(scope, regionOf(issuer.code)) && (await openDivisions(c.env, c.var).exists(scope));
    if (!isHere) return refuse({ code: "division_unknown", pointer: "/scope" });
    const keys = await keysIn(body);
    if (!keys.ok) return keys;
    const id = newOpaqueId();
    const random = crypto.getRandomValues(new Uint8Array(CLIENT_SECRET_BYTES));
    const secret = rights.length === 0 ? null : await makeClientSecret(secrets, id, random);
    const can = { rights: [...new Set(rights)], verbs: [...new Set(verbs)], keys: keys.value };
    const order = { id, name, scope, ...can, made: { at: now, by }, secretHash: secret?.secretHash ?? "" };
    const client = await clientsOf(c.env, issuer).make(order);
    if (!client.ok) return client;
    const scopeName = await nameOf(c.env, c.var, scope);
    const view = await clientView(client.value, scopeName, by.person);
    return answer(201, { client: view, bearer: secret?.bearer ?? null });
  })
  .on(CLIENTS.approveClient, async (c, { params, answer }) => {
    const { issuer, now } = c.var;
    const acting = await actingOfficer(c.env, c.var);
    if (!acting.ok) return acting;
    const approval = await clientsOf(c.env, issuer).approve(params.id, { at: now, by: officerOf(acting.value) });
    return approval.ok ? answer(200, await viewOf(c.env, c.var, approval.value)) : approval;
  })
  .on(CLIENTS.revokeClient, async (c, { params, answer }) => {
    const { issuer, now, officer: by } = c.var;
    const revocation = await clientsOf(c.env, issuer).revoke(params.id, { at: now, by });
    return revocation.ok ? answer(200, await viewOf(c.env, c.var, revocation.value)) : revocation;
  });

async function viewOf(env: Env, vars: OfOfficer["Variables"], client: Client): Promise<ClientView> {
  return clientView(client, await nameOf(env, vars, client.scope), vars.officer.person);
}

/** The keys of a request. Refuses one whose coordinates are no point of the curve. */
async function keysIn({ jwks }: ClientRequest): Promise<Result<readonly ClientKey[], WireRefusal<"bad_request">>> {
  const keys = (jwks?.keys ?? []).map(({ kid, x, y }) => ({ kid, x, y }));
  const points = await Promise.all(keys.map(importPoint));
  const wrong = points.indexOf(null);
  return wrong === -1 ? accept(keys) : refuse({ code: "bad_request", pointer: `/jwks/keys/${wrong}` });
}

async function clientView(client: Client, scopeName: string, reader: string): Promise<ClientView> {
  const { id, name, scope, rights, verbs, keys, made, approved, revoked, lastUsedAt } = client;
  return {
    id,
    name,
    scope,
    scopeName,
    rights: [...rights],
    verbs: [...verbs],
    keys: await Promise.all(keys.map(async (key) => ({ kid: key.kid, fingerprint: await fingerprintOf(key) }))),
    state: clientState(client),
    made: actView(made),
    madeByMe: made.by.person === reader,
    approved: approved && actView(approved),
    revoked: revoked && actView(revoked),
    lastUsedAt: instantOf(lastUsedAt),
  };
}

function actView({ at, by: { maskedPhone } }: ClientAct) {
  return { at: instantOf(at), maskedPhone };
}

/** Other systems: made by one officer of the issuer, let in by another, and shut out by any of them at once. */
import { type Context, Hono } from "hono";
import { type Client as ClientView, type ClientMade, clientRequest, type Clients } from "../../contract/client.ts";
import { type Client, type ClientAct, clientState } from "../../domain/client/client.ts";
import { isWithin } from "../../domain/division/division.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { clientsOf } from "../../objects/env.ts";
import type { ClientActResult } from "../../objects/clients/rpc.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { CLIENT_SECRET_BYTES, makeClientSecret } from "../../token/secret/client-secret.ts";
import { nameOf, namesOf } from "../divisions/division-name.ts";
import type { OfOfficer } from "../env.ts";
import { actor } from "../who/actor.ts";
import { officer } from "../who/officer.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";

export const clients = new Hono<OfOfficer>()
  .use(actor)
  .use(officer)
  .get("/", async (c) => {
    const found = await clientsOf(c.env, c.var.issuer).clients();
    const scopes = found.map(({ scope }) => scope);
    const names = await namesOf(c.env, c.var, scopes);
    const views = found.map((client) => clientView(client, names.get(client.scope) ?? client.scope, c.var.officer.person));
    return c.json<Clients>({ clients: views });
  })
  .post("/", async (c) => {
    const body = await readBody(c.req.raw, clientRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now, officer: by } = c.var;
    const { name, scope, rights } = body.value;
    const isHere = isWithin(scope, regionOf(issuer.code)) && (await openDivisions(c.env, c.var).exists(scope));
    if (!isHere) return problem({ code: "division_unknown", pointer: "/scope" });
    const id = newOpaqueId();
    const { bearer, secretHash } = await makeClientSecret(id, crypto.getRandomValues(new Uint8Array(CLIENT_SECRET_BYTES)));
    const asked = { id, name, scope, rights: [...new Set(rights)], made: { at: now, by }, secretHash };
    const made = await clientsOf(c.env, issuer).make(asked);
    if (!made.ok) return problem(made.refusal);
    const scopeName = await nameOf(c.env, c.var, scope);
    return c.json<ClientMade>({ client: clientView(made.value, scopeName, by.person), bearer }, 201);
  })
  .post("/:id/approvals", (c) => decide(c, (object, act) => object.approve(c.req.param("id"), act)))
  .post("/:id/revocations", (c) => decide(c, (object, act) => object.revoke(c.req.param("id"), act)));

async function decide(
  c: Context<OfOfficer>,
  asked: (object: ReturnType<typeof clientsOf>, act: ClientAct) => Promise<ClientActResult>,
): Promise<Response> {
  const { issuer, now, officer: by } = c.var;
  const decided = await asked(clientsOf(c.env, issuer), { at: now, by });
  if (!decided.ok) return problem(decided.refusal);
  return c.json<ClientView>(clientView(decided.value, await nameOf(c.env, c.var, decided.value.scope), by.person));
}

function clientView(client: Client, scopeName: string, asking: string): ClientView {
  const { id, name, scope, rights, made, approved, revoked, lastUsedAt } = client;
  return {
    id,
    name,
    scope,
    scopeName,
    rights: [...rights],
    state: clientState(client),
    made: actView(made),
    madeByMe: made.by.person === asking,
    approved: approved && actView(approved),
    revoked: revoked && actView(revoked),
    lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
  };
}

function actView({ at, by: { maskedPhone } }: ClientAct) {
  return { at: new Date(at).toISOString(), maskedPhone };
}

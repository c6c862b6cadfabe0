/** Requires a sender of lists for a whole region: a client with the right, by its bearer secret, or an administrator of the region, by their login. */
import type { MiddlewareHandler } from "hono";
import { every } from "hono/combine";
import { createMiddleware } from "hono/factory";
import type { ClientRight } from "../../domain/client/client.ts";
import { type Issuer, regionOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { ClientUse, ClientUseRefusal } from "../../objects/clients/rpc.ts";
import { clientsOf, type ObjectsEnv } from "../../objects/env.ts";
import { readClientBearer } from "../../token/secret/client-secret.ts";
import type { OfClient, OfSender } from "../env.ts";
import { check } from "../http/operation.ts";
import { actor } from "./actor.ts";
import { officeOver } from "./in-charge.ts";

/** Scope of an administrator of the region: lists of every division, also outside the region, because they answer for them. */
const EVERYWHERE = "";

/** An administrator of the issuer's whole region: a list decides everywhere in it, so no lower administrator may enter one. */
const inOffice = check<OfSender>(async (c) => {
  const { issuer, actor: asking } = c.var;
  const office = await officeOver(c.env, issuer, asking, regionOf(issuer.code));
  if (office === null) return refuse({ code: "not_administrator" });
  c.set("sender", { id: asking.account, scope: EVERYWHERE });
  return null;
});

/** With an `Authorization` header only the client counts, and a login in the same request is ignored. */
export function sender(right: ClientRight) {
  const byLogin = every(actor, inOffice);
  const byBearer: MiddlewareHandler = client(right);
  return createMiddleware<OfSender>(async (c, next) =>
    c.req.header("authorization") === undefined ? byLogin(c, next) : byBearer(c, next),
  );
}

/** Requires a client with this right. */
export function client(right: ClientRight) {
  return check<OfClient>(async (c) => {
    const presented = await presentedClient(c.env, c.var, c.req.header("authorization") ?? "", right);
    if (!presented.ok) return presented;
    const { id, scope } = presented.value;
    c.set("sender", { id: `client/${id}`, scope });
    return null;
  });
}

export type ClientRefusal = ClientUseRefusal | { readonly code: "client_right_missing" };

/** Checks a client's bearer secret and right; a client of another issuer is refused. @param header `Authorization` */
export async function presentedClient(
  env: ObjectsEnv,
  { issuer, now }: { readonly issuer: Issuer; readonly now: number },
  header: string,
  right: ClientRight,
): Promise<Result<ClientUse, ClientRefusal>> {
  const presented = await readClientBearer(header);
  if (presented === null) return refuse({ code: "client_refused" });
  const used = await clientsOf(env, issuer).use(presented.id, presented.secretHash, now);
  if (!used.ok) return used;
  return used.value.rights.includes(right) ? accept(used.value) : refuse({ code: "client_right_missing" });
}

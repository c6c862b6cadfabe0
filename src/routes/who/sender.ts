/**
 * Requires a sender of lists of facts or risk levels: a client with the right, by its bearer secret, or an administrator of the whole region, by their
 * login.
 */
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

/** The scope of an administrator of the region: lists of all divisions, also outside the region, because the administrator is responsible for them. */
const EVERYWHERE = "";

/** Requires an administrator of the issuer's whole region: a list decides colours in the whole region, so no lower administrator may enter one. */
const inOffice = check<OfSender>(async (c) => {
  const { issuer, actor: caller } = c.var;
  const office = await officeOver(c.env, issuer, caller, regionOf(issuer.code));
  if (office === null) return refuse({ code: "not_administrator" });
  c.set("sender", { id: caller.account, scope: EVERYWHERE });
  return null;
});

/** Requires a sender of lists. If the request has an `Authorization` header, only the client counts and the login is ignored. */
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
    const use = await checkClient(c.env, c.var, c.req.header("authorization") ?? "", right);
    if (!use.ok) return use;
    const { id, scope } = use.value;
    c.set("sender", { id: `client/${id}`, scope });
    return null;
  });
}

export type ClientRefusal = ClientUseRefusal | { readonly code: "client_right_missing" };

/** Checks a client's bearer secret and right; a client of another issuer is refused. @param header `Authorization` */
export async function checkClient(
  env: ObjectsEnv,
  { issuer, now }: { readonly issuer: Issuer; readonly now: number },
  header: string,
  right: ClientRight,
): Promise<Result<ClientUse, ClientRefusal>> {
  const bearer = await readClientBearer(header);
  if (bearer === null) return refuse({ code: "client_refused" });
  const use = await clientsOf(env, issuer).use(bearer.id, bearer.secretHash, now);
  if (!use.ok) return use;
  return use.value.rights.includes(right) ? accept(use.value) : refuse({ code: "client_right_missing" });
}

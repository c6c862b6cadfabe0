/** Requires a sender of lists of facts or risk levels: a client with the right, by its bearer secret, or an officer, by their login. */
import type { MiddlewareHandler } from "hono";
import { every } from "hono/combine";
import { createMiddleware } from "hono/factory";
import type { ClientRight } from "../../domain/client/client.ts";
import { MINUTE_MS } from "../../domain/instant.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { ClientUse, ClientUseRefusal } from "../../objects/clients/rpc.ts";
import { clientsOf, type ObjectsEnv } from "../../objects/env.ts";
import { Memory } from "../../storage/memory.ts";
import { type PresentedClient, readClientBearer } from "../../token/secret/client-secret.ts";
import type { OfClient, OfIssuer, OfOfficer, OfSender } from "../env.ts";
import { MinuteLimit } from "../http/minute-limit.ts";
import { check } from "../http/operation.ts";
import { officerIn } from "./officer.ts";

/** The scope of an officer: the lists of the divisions of the issuer's region, of which they are in charge. Lists from outside come by a client. */
const byOffice: MiddlewareHandler<OfOfficer & OfSender> = async (c, next) => {
  const { issuer, actor, officer } = c.var;
  c.set("sender", { id: actor.account, name: officer.maskedPhone, scope: regionOf(issuer.code), officer });
  return next();
};

/** Requires a sender of lists. If the request has an `Authorization` header, only the client counts and the login is ignored. */
export function sender(right: ClientRight) {
  const byLogin: MiddlewareHandler = every(officerIn, byOffice);
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
    const { id, name, scope } = use.value;
    c.set("sender", { id: `client/${id}`, name, scope, officer: null });
    return null;
  });
}

export type ClientRefusal = ClientUseRefusal | { readonly code: "client_right_missing" };

/** The lookups of bearers without a tag that one address may cause per minute. A client that sends one has at most a few. */
const UNTAGGED_PER_MINUTE = 10;
const untagged = new MinuteLimit(UNTAGGED_PER_MINUTE);
/** The time for which a bearer without a tag that was good is looked up without that limit. */
const GOOD_MS = 60 * MINUTE_MS;
const MAX_GOOD = 1000;
/** Only bearers that were good, so that no stranger fills this memory. */
const good = new Memory<string, null>({ keyOf: (key) => key, freshMs: GOOD_MS, max: MAX_GOOD });

type ClientVars = Pick<OfIssuer["Variables"], "issuer" | "secrets" | "address" | "now">;

/** Checks a client's bearer secret and right; a client of another issuer is refused. @param header `Authorization` */
async function checkClient(
  env: ObjectsEnv,
  vars: ClientVars,
  header: string,
  right: ClientRight,
): Promise<Result<ClientUse, ClientRefusal>> {
  const bearer = await readClientBearer(vars.secrets, header);
  return bearer === null ? refuse({ code: "client_refused" }) : useClient(env, vars, bearer, right);
}

/** Asks the issuer's clients about a bearer. One without a tag may be invented, so that each address has a limit of them; one that was good is never refused by it. */
export async function useClient(
  env: ObjectsEnv,
  { issuer, address, now }: Omit<ClientVars, "secrets">,
  { id, secretHash, isTagged }: PresentedClient,
  right: ClientRight,
): Promise<Result<ClientUse, ClientRefusal>> {
  const key = `${issuer.code} ${id} ${secretHash}`;
  const mayBeInvented = !isTagged && good.fresh(key, now) === undefined;
  const quota = mayBeInvented ? untagged.count(address, now) : accept(null);
  if (!quota.ok) return quota;
  const use = await clientsOf(env, issuer).use(id, secretHash, now);
  if (mayBeInvented && (use.ok || use.refusal.code !== "client_refused")) {
    untagged.forgive(address, now);
    good.set(key, null, now);
  }
  if (!use.ok) return use;
  return use.value.rights.includes(right) ? accept(use.value) : refuse({ code: "client_right_missing" });
}

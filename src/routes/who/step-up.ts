/** Requires a fresh passkey for an act of an administrator or officer. The contract marks each such operation by `stepUp`; the router mounts this check behind those of the right. */
import type { MiddlewareHandler } from "hono";
import { isFresh, mayActWithout } from "../../domain/access/passkey.ts";
import { accountsOf } from "../../objects/env.ts";
import type { OfActor, OfSender } from "../env.ts";
import { refuseRequest } from "../http/log.ts";

/** A client has no passkey: two officers have given it its secret. */
export const stepUp: MiddlewareHandler<OfActor> = async (c, next) => {
  const { issuer, now, passkeys } = c.var;
  // Set by the check of a login; a client's request has none.
  const { session } = c.var as Partial<OfSender["Variables"]>;
  if (!passkeys || session === undefined) return next();
  const { account, passkeyAt } = session.actor;
  if (isFresh(passkeyAt, now)) return next();
  const may = mayActWithout(await accountsOf(c.env, issuer, account).passkeyState(account), now);
  return may.ok ? next() : refuseRequest(c, may.refusal);
};

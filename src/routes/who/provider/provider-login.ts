/** Login at an identity provider: the browser goes there and returns to a page of the app, which sends the answer. So no address of ours redirects, and all cookies stay within this site. */
import type { Context } from "hono";
import { readConfig } from "../../../config.ts";
import { SESSIONS } from "../../../contract/session.ts";
import { deviceName } from "../../../domain/access/device.ts";
import { readClaims } from "../../../domain/access/login-provider.ts";
import { dateOf } from "../../../domain/china-time.ts";
import { PROVIDER_RETURN, providerOf } from "../../../domain/issuer/issuer.ts";
import { refuse } from "../../../domain/result.ts";
import type { OfIssuer } from "../../env.ts";
import { hostOf } from "../../http/headers.ts";
import { noteSender } from "../../http/log.ts";
import { Routes } from "../../http/operation.ts";
import { countAddress } from "../login.ts";
import { setSession } from "../login-cookies.ts";
import { addBegun, dropBegun, findBegun } from "./begun-cookie.ts";
import { beginLogin, finishLogin, type ProviderContext } from "./client.ts";
import { enter } from "./enter.ts";

export const providerLogins = new Routes<OfIssuer>("/api/v1/logins")
  .on(SESSIONS.beginAtProvider, async (c, { body, answer }) => {
    const quota = await countAddress(c.env, c.var);
    if (!quota.ok) return quota;
    const context = contextOf(c, body.provider);
    if (context === null) return refuse({ code: "provider_unknown" });
    const login = await beginLogin(context);
    if (!login.ok) return login;
    await addBegun(c, login.value.begun);
    return answer(201, { url: login.value.url });
  })
  .on(SESSIONS.finishAtProvider, async (c, { body, answer }) => {
    const quota = await countAddress(c.env, c.var);
    if (!quota.ok) return quota;
    const query = new URLSearchParams(body.query);
    const begun = await findBegun(c, query.get("state"));
    const context = begun && contextOf(c, begun.provider);
    if (begun === null || context === null) return refuse({ code: "login_not_begun" });
    const login = await finishLogin(context, begun, query);
    if (!login.ok) return login;
    const person = readClaims(context.provider, login.value.claims, dateOf(c.var.now));
    if (!person.ok) return person;
    const { token, account, expiresAt } = await enter(
      c.env,
      c.var,
      context.provider,
      { ...login.value, device: deviceName(c.req.header("user-agent") ?? null) },
      person.value,
    );
    noteSender(c, account);
    await dropBegun(c, begun);
    return answer(201, { expiresAt: await setSession(c, token, expiresAt) });
  });

/** The provider of this id for the issuer of this host; null if the issuer does not have it. */
function contextOf(c: Context<OfIssuer>, id: string): ProviderContext | null {
  const { issuer, now, loopbackHttp, publicHost } = c.var;
  const provider = providerOf(issuer, id);
  const secret = readConfig(c.env).providerSecrets[id];
  if (provider === undefined || secret === undefined) return null;
  // The host of the request, because the cookie belongs to it. Behind a proxy the request may have neither TLS nor the public port.
  const origin = publicHost === null ? new URL(c.req.url).origin : `https://${hostOf(c.req.url)}`;
  return {
    provider,
    secret,
    redirectUri: `${origin}${PROVIDER_RETURN}`,
    loopbackHttp,
    now,
    later: (work) => c.executionCtx.waitUntil(work),
  };
}

/** Chooses the issuer by host name; a host that is nobody's is refused. */
import { createMiddleware } from "hono/factory";
import type { Config } from "../../config.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import type { Env, OfIssuer } from "../env.ts";
import { hostOf } from "../http/headers.ts";
import { problem } from "../http/problem.ts";
import type { SmsGateway } from "../who/sms.ts";

export function issuerOfHost(readConfig: (env: Env) => Config, sms: (env: Env) => SmsGateway) {
  return createMiddleware<OfIssuer>(async (c, next) => {
    const issuer = readConfig(c.env).byHost.get(hostOf(c.req.url));
    if (issuer === undefined) return problem({ code: "host_unknown" });
    c.set("issuer", issuer);
    c.set("secrets", await openSecrets(c.env.YIMA_MASTER_KEY, issuer.code));
    c.set("now", Date.now());
    c.set("sms", sms(c.env));
    return next();
  });
}

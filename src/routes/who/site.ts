/** Refuses writes that another site could have forged: they lack a custom header, or the browser's headers name another origin. Also finds the issuer of a host. */
import { createMiddleware } from "hono/factory";
import type { Config } from "../../config.ts";
import { FLAGS_FROM } from "../../domain/code/flags.ts";
import type { SmsGateway } from "../../objects/sms.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import type { Env, OfIssuer } from "../env.ts";
import { hostOf } from "../http/headers.ts";
import { refuseRequest } from "../http/log.ts";
import { problem } from "../http/problem.ts";
import type { AddressOf } from "./address.ts";

const SAFE = new Set(["GET", "HEAD"]);

export const sameSite = createMiddleware(async (c, next) => {
  if (SAFE.has(c.req.method)) return next();
  return mayBeForged(c.req.raw) ? refuseRequest(c, { code: "cross_site_request" }) : next();
});

/** Why no issuer is served at a host. */
export function notServed({ endedHosts }: Config, host: string) {
  return { code: endedHosts.has(host) ? "hosting_ended" : "host_unknown" } as const;
}

/** Whether a page of another site could have sent this write. A form cannot send the custom header. */
export function mayBeForged({ headers, url }: Request): boolean {
  if (headers.get("x-yima") !== "1") return true;
  const origin = headers.get("origin");
  if (origin !== null && origin !== new URL(url).origin) return true;
  const site = headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}

/** The differences of the build for one machine, which need no setting. */
export interface BuildForOneMachine {
  /** The time from which new codes carry flags unless the setting names another, ms. */
  readonly flagsFrom: number;
  /** It plays an identity authority itself. */
  readonly hasAuthority: true;
  /** An identity provider on this machine needs no TLS. */
  readonly loopbackHttp: true;
}

/** @param build the differences from a deployed build */
export function issuerOfHost(
  openConfig: (env: Env, host: string, later: (work: Promise<unknown>) => void) => Config | Promise<Config>,
  sms: (env: Env) => SmsGateway,
  addressOf: AddressOf,
  build: BuildForOneMachine | null = null,
) {
  return createMiddleware<OfIssuer>(async (c, next) => {
    const host = hostOf(c.req.url);
    const config = await openConfig(c.env, host, (work) => c.executionCtx.waitUntil(work));
    const issuer = config.byHost.get(host);
    if (issuer === undefined) return problem(notServed(config, host));
    c.set("issuer", issuer);
    c.set("secrets", await openSecrets(c.env.YIMA_MASTER_KEY, issuer.code));
    c.set("now", Date.now());
    c.set("sms", sms(c.env));
    c.set("address", addressOf(c.req.raw, c.env));
    c.set("publicHost", build === null ? (issuer.hosts[0] ?? null) : null);
    c.set("flagsFrom", config.flagsFrom ?? build?.flagsFrom ?? FLAGS_FROM);
    c.set("passkeys", (config.passkeys ?? (build === null ? "required" : "off")) === "required");
    c.set("loopbackHttp", build?.loopbackHttp ?? false);
    c.set("hasAuthority", build?.hasAuthority ?? (c.env.IDENTITY_AUTHORITY_URL ?? "") !== "");
    return next();
  });
}

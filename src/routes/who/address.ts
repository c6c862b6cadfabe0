/** The network address of a client. It is believed from Cloudflare, or from a proxy that shows the configured secret, and from nobody else. */
import { sameText } from "../../token/secret/same.ts";
import type { Env } from "../env.ts";

/** Gives the address of a request: empty if nobody believable names one, so that all such requests share one limit; null if the build counts no addresses. */
export type AddressOf = (request: Request, env: Env) => string | null;

/** The headers that the proxy sets in place of those of the client. */
const PROXY_SECRET = "x-yima-proxy";
const PROXY_ADDRESS = "x-yima-address";

/** Whether this isolate has answered a request that came through Cloudflare: the runtime sets `cf`, and no client can. */
let onCloudflare = false;

/**
 * The address in a deployed build. Throws if no address can be believed: a build without limits must not serve. With a proxy's secret only the proxy counts,
 * also on Cloudflare, because Cloudflare then sees the proxy's address.
 */
export function deployedAddress(request: Request, env: Env): string {
  if (env.YIMA_PROXY_SECRET !== undefined) return addressByProxy(request, env.YIMA_PROXY_SECRET);
  onCloudflare ||= request.cf !== undefined;
  if (!onCloudflare)
    throw new Error(
      "YIMA_PROXY_SECRET is missing, and this is not Cloudflare: nobody names the addresses of clients, so nothing is served (docs/deploy.md)",
    );
  return request.headers.get("cf-connecting-ip") ?? "";
}

/** The address that the proxy names; empty if the request does not show the proxy's secret. */
export function addressByProxy({ headers }: Request, secret: string): string {
  const shown = headers.get(PROXY_SECRET);
  if (shown === null || !sameText(shown, secret)) return "";
  return headers.get(PROXY_ADDRESS) ?? "";
}

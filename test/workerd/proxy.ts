/** The proxy in front of the worker: tests of limits per address configure its secret, and play it. */
import { env } from "cloudflare:workers";

const SECRET = "proxy-of-the-tests-proxy-of-the-tests";

/** Runs an act while the proxy is configured. Otherwise the worker for one machine counts no addresses. */
export async function behindProxy<T>(act: () => Promise<T>): Promise<T> {
  Object.assign(env, { YIMA_PROXY_SECRET: SECRET });
  try {
    return await act();
  } finally {
    Reflect.deleteProperty(env, "YIMA_PROXY_SECRET");
  }
}

/** The headers that the proxy adds to a client's request. */
export function byProxy(address: string): Readonly<Record<string, string>> {
  return { "x-yima-proxy": SECRET, "x-yima-address": address };
}

/** The proxy in front of the worker: tests of limits per address configure its secret, and play it. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { networkOf } from "../../src/domain/access/network.ts";
import { type IssuerCode, shardOf } from "../../src/domain/issuer/issuer.ts";
import { addressKeyOf, openSecrets } from "../../src/token/secret/secrets.ts";

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

/** Counts requests of an address in its object, as many requests before would have done. */
export async function uses(address: string, requests: number): Promise<void> {
  const key = await addressKeyOf(await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode), networkOf(address));
  await runInDurableObject(env.ACCOUNTS.getByName(`4201/accounts/${shardOf(key, 16)}`), (_, { storage }) => {
    const row = [`address/${key}`, Date.now(), requests] as const;
    storage.sql.exec("INSERT OR REPLACE INTO hour_counts (subject, since, count) VALUES (?, ?, ?)", ...row);
  });
}

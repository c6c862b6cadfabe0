/** The cookie of the logins that a browser has begun at providers: sealed, for ten minutes, for several tabs. For an answer to a login of another browser there is no entry. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { MINUTE_MS } from "../../../domain/instant.ts";
import { open, seal } from "../../../token/secret/seal.ts";
import type { OfIssuer } from "../../env.ts";
import { HOST_COOKIE } from "../login-cookies.ts";
import type { BegunLogin } from "./client.ts";

const COOKIE = "__Host-yima-begun";
const LIFETIME_MS = 10 * MINUTE_MS;
/** The tabs in which one browser logs in at the same time. The oldest is dropped. */
const MAX_BEGUN = 4;
const OWNER = "begun-login";

const shape = z.array(
  z.strictObject({ provider: z.string(), state: z.string(), nonce: z.string(), verifier: z.string(), at: z.number() }),
);

export async function addBegun(c: Context<OfIssuer>, begun: BegunLogin): Promise<void> {
  await save(c, [begun, ...(await readBegun(c))].slice(0, MAX_BEGUN));
}

/** The login that this browser began with this `state`; null if there is none. */
export async function findBegun(c: Context<OfIssuer>, state: string | null): Promise<BegunLogin | null> {
  return (await readBegun(c)).find((begun) => begun.state === state) ?? null;
}

/** Called after a login: its `state` cannot be used again. */
export async function dropBegun(c: Context<OfIssuer>, { state }: BegunLogin): Promise<void> {
  const others = (await readBegun(c)).filter((begun) => begun.state !== state);
  await save(c, others);
}

async function readBegun(c: Context<OfIssuer>): Promise<readonly BegunLogin[]> {
  const sealed = getCookie(c, COOKIE);
  if (sealed === undefined) return [];
  const opened = await open<unknown>(c.var.secrets, OWNER, sealed).catch(() => null);
  const begun = shape.safeParse(opened);
  const { now } = c.var;
  return begun.success ? begun.data.filter(({ at }) => now - at < LIFETIME_MS && at <= now + MINUTE_MS) : [];
}

async function save(c: Context<OfIssuer>, begun: readonly BegunLogin[]): Promise<void> {
  if (begun.length === 0) return void deleteCookie(c, COOKIE, HOST_COOKIE);
  const sealed = await seal(c.var.secrets, OWNER, begun);
  setCookie(c, COOKIE, sealed, { ...HOST_COOKIE, maxAge: LIFETIME_MS / 1000 });
}

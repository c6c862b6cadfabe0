/** Who verifies without a limit: a client with that right. Kept in the isolate, as whoever loses it may still verify like anybody. */
import type { Issuer } from "../domain/issuer/issuer.ts";
import type { ObjectsEnv } from "../objects/env.ts";
import { presentedClient } from "./presented-client.ts";

const KEPT_MS = 30_000;
/** Bearers that one isolate looks up in that time: whoever makes them up has no object asked for each. */
const MAX_LOOKED_UP = 300;

let begun = 0;
let known = new Map<string, boolean>();

/** @param header of `Authorization`; null where there is none */
export async function mayVerifyUnlimited(env: ObjectsEnv, issuer: Issuer, header: string | null, now: number): Promise<boolean> {
  if (header === null) return false;
  // A beginning of the future is one of before a clock was put back.
  if (now - begun >= KEPT_MS || now < begun) [begun, known] = [now, new Map()];
  const key = `${issuer.code} ${header}`;
  const kept = known.get(key);
  if (kept !== undefined || known.size >= MAX_LOOKED_UP) return kept ?? false;
  known.set(key, false);
  const { ok: may } = await presentedClient(env, { issuer, now }, header, "verify");
  known.set(key, may);
  return may;
}

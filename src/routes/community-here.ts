/** Whether a code names a community of an issuer's region. An object is made by being addressed: only what the table has is ever addressed. */
import { isWithin, parseCommunityCode } from "../domain/division/division.ts";
import { type Issuer, regionOf } from "../domain/issuer/issuer.ts";
import type { ObjectsEnv } from "../objects/env.ts";
import { openDivisions } from "../storage/divisions.ts";

/** @param text of a path, as it came */
export async function isCommunityHere(env: ObjectsEnv, issuer: Issuer, text: string, now: number): Promise<boolean> {
  const code = parseCommunityCode(text);
  if (!code.ok || !isWithin(code.value, regionOf(issuer.code))) return false;
  return openDivisions(env, { issuer, now }).exists(code.value);
}

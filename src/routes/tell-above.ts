/** Whoever is in charge of who looked at a person learns of it, before anything is shown. Source: decision 15. */
import { ancestors, isWithin } from "../domain/division/division.ts";
import { type Issuer, regionOf } from "../domain/issuer/issuer.ts";
import type { NewDivisionLook } from "../objects/division/rpc.ts";
import { divisionOf, type ObjectsEnv } from "../objects/env.ts";

/** To the office and what is above it, up to the whole region: each can be asked for the looks that were made below. */
export async function tellAbove(env: ObjectsEnv, issuer: Issuer, look: NewDivisionLook): Promise<void> {
  const levels = [look.office, ...ancestors(look.office).filter((code) => isWithin(code, regionOf(issuer.code)))];
  await Promise.all(levels.map((code) => divisionOf(env, issuer, code).noteLook(look)));
}

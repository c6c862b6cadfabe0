/** A division's own name, for a screen. */
import { openDivisions } from "../storage/divisions.ts";
import type { Env } from "./env.ts";

/** The code itself where the table does not have the division. */
export async function nameOf(env: Env, division: string): Promise<string> {
  return (await openDivisions(env.ASSETS).path(division))?.at(-1) ?? division;
}

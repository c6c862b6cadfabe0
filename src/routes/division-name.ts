/** A division's own name, for a screen. */
import { shownName } from "../domain/division/name.ts";
import { openDivisions } from "../storage/divisions.ts";
import type { Env } from "./env.ts";

/** The code itself where the table does not have the division. */
export async function nameOf(env: Env, division: string): Promise<string> {
  const name = (await openDivisions(env.ASSETS).path(division))?.at(-1);
  return name === undefined ? division : shownName(name);
}

/** The same of several, each once. */
export async function namesOf(env: Env, divisions: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(divisions)];
  return new Map(await Promise.all(codes.map(async (code) => [code, await nameOf(env, code)] as const)));
}

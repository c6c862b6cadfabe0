/** A division's own name, for a screen. */
import { displayName } from "../../domain/division/name.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { Env, OfIssuer } from "../env.ts";

/** Whose additions are seen, and when. */
type Reader = Pick<OfIssuer["Variables"], "issuer" | "now">;

/** The code itself where the table does not have the division. */
export async function nameOf(env: Env, reader: Reader, division: string): Promise<string> {
  const name = (await openDivisions(env, reader).path(division))?.at(-1);
  return name === undefined ? division : displayName(name);
}

/** The same of several, each once. */
export async function namesOf(env: Env, reader: Reader, divisions: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(divisions)];
  return new Map(await Promise.all(codes.map(async (code) => [code, await nameOf(env, reader, code)] as const)));
}

/** Names of divisions for screens. */
import { ancestors } from "../../domain/division/division.ts";
import { displayName } from "../../domain/division/name.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { Env, OfIssuer } from "../env.ts";

/** The issuer of the request, whose added divisions are known too, and the time of the request. */
type Reader = Pick<OfIssuer["Variables"], "issuer" | "now">;

/** The division's own name; its code if the table does not have it, after the name of the nearest one above it: officers of another province may have added it. */
export async function nameOf(env: Env, reader: Reader, division: string): Promise<string> {
  const divisions = openDivisions(env, reader);
  const name = (await divisions.path(division))?.at(-1);
  if (name !== undefined) return displayName(name);
  for (const above of ancestors(division).toReversed()) {
    const nearest = (await divisions.path(above))?.at(-1);
    if (nearest !== undefined) return `${displayName(nearest)} ${division}`;
  }
  return division;
}

/** The names of divisions, by their codes. */
export async function namesOf(env: Env, reader: Reader, divisions: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(divisions)];
  return new Map(await Promise.all(codes.map(async (code) => [code, await nameOf(env, reader, code)] as const)));
}

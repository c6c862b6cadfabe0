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

/** Rows between a municipality or a province and its counties that nobody says. */
const UNSAID: ReadonlySet<string> = new Set(["市辖区", "县"]);

/** The name with the city above it, as 广州市天河区: for readers in another region. */
export async function placeNameOf(env: Env, reader: Reader, division: string): Promise<string> {
  const path = await openDivisions(env, reader).path(division);
  const said = path?.filter((name) => !UNSAID.has(name)) ?? [];
  if (path === null || path === undefined || said.length === 0) return nameOf(env, reader, division);
  // The province is said only where no city is.
  return (said.length > 1 && said.length === path.length ? said.slice(1) : said).map(displayName).join("");
}

/** The names of divisions, by their codes. */
export async function namesOf(env: Env, reader: Reader, divisions: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const codes = [...new Set(divisions)];
  return new Map(await Promise.all(codes.map(async (code) => [code, await nameOf(env, reader, code)] as const)));
}

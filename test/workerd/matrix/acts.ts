/** One valid request of each route, as a role sends it. A route is missing in ACTS if it has no body and no path parameter besides division and person. */
import { aboutOf, type Acts } from "./act.ts";
import { COMMUNITY_ACTS } from "./community-acts.ts";
import { DIVISION_ACTS } from "./division-acts.ts";
import { OFFICER_ACTS } from "./officer-acts.ts";
import { PEOPLE_ACTS } from "./people-acts.ts";
import type { Cell } from "./table.ts";
import type { RoleRequest, World } from "./world.ts";

export const ACTS: Acts = { ...PEOPLE_ACTS, ...COMMUNITY_ACTS, ...DIVISION_ACTS, ...OFFICER_ACTS };

/** Prepares what the request of a cell needs, and returns the request. */
export async function requestOf(world: World, { route, role, at }: Omit<Cell, "expected">): Promise<RoleRequest> {
  const about = aboutOf(world, role, at);
  const { names, query = "", ...rest } = (await ACTS[route]?.(world, about)) ?? {};
  const named: Readonly<Record<string, string>> = { division: about.division, person: about.person, ...names };
  const [method = "", pattern = ""] = route.split(" ");
  return { method, path: pattern.replaceAll(/:(\w+)/g, (_, name: string) => named[name] ?? "") + query, ...rest };
}

/** A valid request by a role with the right, to which tests add one fault. */
import { Visitor } from "../visitor.ts";
import { requestOf } from "./acts.ts";
import { type Cell, CELLS } from "./table.ts";
import type { RoleRequest, World } from "./world.ts";

export interface GoodRequest {
  /** The browser session of a role with the right. */
  readonly browser: Visitor;
  readonly request: RoleRequest;
}

/** The expected answers by which a cell shows that the role has the right: an open WebSocket, a success, or a refusal because there is nothing to act on. */
const LET_IN =
  /^(101|400 bad_request|404 not_found|2\d\d( registered)?|409 (nothing_to_appeal|passkey_challenge_over)|422 (not_the_nation|passkey_refused)|404 (administrator|appeal|appointment|passkey|review)_not_found)$/;

/** A valid request of a route, by the first role that has the right; roles with a login come first. */
export async function goodRequest(world: World, route: string): Promise<GoodRequest> {
  const may = (cell: Cell) => cell.route === route && LET_IN.test(cell.expected);
  // Some routes have no role with a login, because they check a secret in the request instead.
  const cell = CELLS.find((one) => may(one) && world.members.has(one.role)) ?? CELLS.find(may);
  if (cell === undefined) throw new Error(`nobody may ${route}`);
  const request = await requestOf(world, cell);
  const browser = new Visitor();
  browser.cookie = request.cookie ?? world.members.get(cell.role)?.visitor.cookie ?? null;
  return { browser, request };
}

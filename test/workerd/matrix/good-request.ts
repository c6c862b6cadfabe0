/** A good request by a role with the right, as a base for tests with one fault. */
import { Visitor } from "../visitor.ts";
import { requestOf } from "./acts.ts";
import { type Cell, CELLS } from "./table.ts";
import type { RoleRequest, World } from "./world.ts";

export interface GoodRequest {
  /** The browser of a role with the right. */
  readonly browser: Visitor;
  readonly request: RoleRequest;
}

/** Answers to a role with the right: an open WebSocket, a success, or the refusal that there is nothing to act on. */
const LET_IN = /^(101|2\d\d( registered)?|409 nothing_to_appeal|404 (appeal|review)_not_found)$/;

/** The request of the first accepting cell; a role with a login is preferred. */
export async function goodRequest(world: World, route: string): Promise<GoodRequest> {
  const may = (cell: Cell) => cell.route === route && LET_IN.test(cell.expected);
  // A route without a login checks the content of its request instead.
  const cell = CELLS.find((one) => may(one) && world.members.has(one.role)) ?? CELLS.find(may);
  if (cell === undefined) throw new Error(`nobody may ${route}`);
  const request = await requestOf(world, cell);
  const browser = new Visitor();
  browser.cookie = request.cookie ?? world.members.get(cell.role)?.visitor.cookie ?? null;
  return { browser, request };
}

/** A request that would be taken, by somebody who may, for tests of what else can be wrong with it. */
import { Visitor } from "../visitor.ts";
import { requestOf } from "./acts.ts";
import { type Cell, CELLS } from "./table.ts";
import type { Asked, World } from "./world.ts";

export interface GoodRequest {
  /** A browser of whoever may. */
  readonly browser: Visitor;
  readonly request: Asked;
}

/** What is said to whoever may: a WebSocket is opened, a status of success with what came of it, or that there is nothing to do it about. */
const LET_IN = /^(101|2\d\d( registered)?|409 nothing_to_appeal|404 (appeal|review)_not_found)$/;

/** By the first cell of the tables in which somebody is let in, with a login where anybody has one. */
export async function goodRequest(world: World, route: string): Promise<GoodRequest> {
  const may = (cell: Cell) => cell.route === route && LET_IN.test(cell.expected);
  // A route that asks for no login asks for what its request holds.
  const cell = CELLS.find((one) => may(one) && world.members.has(one.role)) ?? CELLS.find(may);
  if (cell === undefined) throw new Error(`nobody may ${route}`);
  const request = await requestOf(world, cell);
  const browser = new Visitor();
  browser.cookie = request.cookie ?? world.members.get(cell.role)?.visitor.cookie ?? null;
  return { browser, request };
}

/** No route changes a colour without a recorded reason: each role sends each route's valid request, and the same request with a hidden colour. */
import { beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { requestOf } from "../matrix/acts.ts";
import { type Cell, CELLS } from "../matrix/table.ts";
import { makeWorld, send, type World } from "../matrix/world.ts";
import { smuggle } from "./smuggle.ts";
import { type State, stateNow } from "./state.ts";
import { unexplained } from "./witness.ts";

const QUERY = "colour=red&row=confirmed&coloursFrom=2020-01-01T00:00:00Z";
const HEADERS = { "x-colour": "red", "x-yima-colour": "red" };

let world: World;
/** The state after the previous test. */
let before: State;

beforeAll(async () => {
  world = await makeWorld();
  const ill = world.members.get("manager");
  await ill?.visitor.declare(world.ward, { temperatureCelsius: 38.2 });
  before = await stateNow();
});

test.each(OPERATIONS.map(({ method, path }) => `${method} ${path}`))("%s changes no colour without a reason", async (route) => {
  const cells = CELLS.filter((cell) => cell.route === route);
  expect(cells.length).toBeGreaterThan(0);
  for (const cell of cells) await ask(cell);
  const [earlier, now] = [before, await stateNow()];
  before = now;
  expect(await unexplained(earlier, now)).toEqual([]);
});

async function ask(cell: Cell): Promise<void> {
  const request = await requestOf(world, cell);
  const path = `${request.path}${request.path.includes("?") ? "&" : "?"}${QUERY}`;
  const tries = [{ ...request, path, body: smuggle(request.body), headers: { ...request.headers, ...HEADERS } }, request];
  for (const each of tries) {
    const answer = await send(world, cell.role, each);
    answer.webSocket?.accept();
    answer.webSocket?.close();
    await answer.arrayBuffer();
  }
}

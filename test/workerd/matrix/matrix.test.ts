/** The rights over HTTP: each role sends each route's request about each division or person of the tables; one test per cell. */
import { beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { ACTS, requestOf } from "./acts.ts";
import { outcomeOf } from "./outcome.ts";
import { type Cell, CELLS, rowsOf } from "./table.ts";
import { makeWorld, send, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});

test("every route has its rows, and every row has a route", () => {
  const expected = OPERATIONS.flatMap(({ method, path }) => rowsOf(path).map((at) => `${method} ${path}, ${at}`));
  const rows = [...new Set(CELLS.map(({ route, at }) => `${route}, ${at}`))];
  // If this fails for a new route: add its rows to the table of its feature, and its valid request to acts.ts.
  expect(rows.toSorted()).toEqual(expected.toSorted());
});

test("every act has a route, and every route with a body or an id has an act", () => {
  const routes = new Set(OPERATIONS.map(({ method, path }) => `${method} ${path}`));
  expect(Object.keys(ACTS).filter((route) => !routes.has(route))).toEqual([]);
  const needed = OPERATIONS.filter(({ path, body }) => body !== undefined || /:(?!division|person)/.test(path));
  expect(needed.map(({ method, path }) => `${method} ${path}`).filter((route) => ACTS[route] === undefined)).toEqual([]);
});

test.each(CELLS.map((cell) => [`${cell.role}: ${cell.route}, ${cell.at} → ${cell.expected}`, cell] as const))(
  "%s",
  async (_, cell: Cell) => {
    const answer = await send(world, cell.role, await requestOf(world, cell));
    expect(await outcomeOf(answer)).toBe(cell.expected);
  },
);

/** Who may do what, over HTTP: every role × every route × every relation to what the path names, each cell of the tables by itself. */
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

test("every route has its rows, and no row is without a route", () => {
  const expected = OPERATIONS.flatMap(({ method, path }) => rowsOf(path).map((at) => `${method} ${path}, ${at}`));
  const written = [...new Set(CELLS.map(({ route, at }) => `${route}, ${at}`))];
  // Whoever adds a route adds its rows to the table of its feature here, and to acts.ts what a good request of it sends.
  expect(written.toSorted()).toEqual(expected.toSorted());
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

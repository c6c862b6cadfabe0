/** A collector is a walking instrument: what they registered is shown to them by no route, wherever they ask. Source: product.md §4. */
import { expect, test } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { COMMUNITY } from "../builders.ts";
import { requestOf } from "./acts.ts";
import { codeOf, makeWorld, send } from "./world.ts";

const CANDIDATE = "候**";

test("a collector reads of a passage that they registered neither its id nor its person by any route, and an administrator does", async () => {
  const world = await makeWorld();
  const id = crypto.randomUUID();
  const path = `/api/v1/communities/${COMMUNITY}/passes`;
  const registered = await send(world, "collector", {
    method: "POST",
    path,
    body: { passes: [{ id, code: await codeOf(world) }] },
  });
  expect(await registered.json()).toMatchObject({ results: [{ id, state: "registered", maskedName: CANDIDATE }] });
  const inHistory = await (await send(world, "community", { method: "GET", path })).text();
  expect([inHistory.includes(id), inHistory.includes(CANDIDATE)]).toEqual([true, true]);

  const told: string[] = [];
  for (const { method, path: pattern } of OPERATIONS.filter((one) => one.method === "GET")) {
    const asked = await requestOf(world, { route: `${method} ${pattern}`, role: "collector", at: "own" });
    const text = await (await send(world, "collector", asked)).text();
    if (text.includes(id) || text.includes(CANDIDATE)) told.push(asked.path);
  }
  expect(told).toEqual([]);
});

/** No route that reads (GET) shows collectors the passes that they have registered. Source: product.md §4. */
import { expect, test } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { COMMUNITY } from "../builders.ts";
import { requestOf } from "./acts.ts";
import { codeOf, makeWorld, send } from "./world.ts";

const CANDIDATE = "候**";

test("no route shows a collector the id or the person of a passage that they registered, and an administrator sees both", async () => {
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

  const leaks: string[] = [];
  for (const { method, path: pattern } of OPERATIONS.filter((one) => one.method === "GET")) {
    const request = await requestOf(world, { route: `${method} ${pattern}`, role: "collector", at: "own" });
    const text = await (await send(world, "collector", request)).text();
    if (text.includes(id) || text.includes(CANDIDATE)) leaks.push(request.path);
  }
  expect(leaks).toEqual([]);
});

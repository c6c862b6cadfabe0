/** Valid requests of the routes of a community: see acts.ts. */
import type { Collector } from "../../../src/contract/collector.ts";
import { aPhone, aPoint } from "../builders.ts";
import { Visitor } from "../visitor.ts";
import { type Acts, NOTHING } from "./act.ts";
import { codeOf, type World } from "./world.ts";

const NO_POINT = "018e0000-0000-7000-8000-000000000000";

/** The id of a new point of the division. Where the world has no such community, the point is not added, so that the id must be refused. */
async function newPoint({ city, points }: World, division: string): Promise<string> {
  const point = aPoint(`门 ${aPhone()}`);
  if (points.has(division)) await city.ask("POST", `/api/v1/communities/${division}/points`, point);
  return point.id;
}

/** Makes the candidate a collector of the division and returns the collector's id; NOTHING where the division has no points. */
async function newCollector(world: World, division: string): Promise<string> {
  if (!world.points.has(division)) return NOTHING;
  const path = `/api/v1/communities/${division}/collectors`;
  const { id } = await world.city.ask<Collector>("POST", path, { code: await codeOf(world) });
  return id;
}

export const COMMUNITY_ACTS: Acts = {
  "POST /api/v1/communities/:division/points": () => ({ body: aPoint(`门 ${aPhone()}`) }),
  "PATCH /api/v1/communities/:division/points/:id": async (world, { division }) => ({
    names: { id: await newPoint(world, division) },
    body: { name: `门 ${aPhone()}` },
  }),
  "DELETE /api/v1/communities/:division/points/:id": async (world, { division }) => ({
    names: { id: await newPoint(world, division) },
  }),
  "POST /api/v1/communities/:division/points/:id/restoration": async (world, { division }) => {
    const id = await newPoint(world, division);
    if (world.points.has(division)) await world.city.ask("DELETE", `/api/v1/communities/${division}/points/${id}`);
    return { names: { id } };
  },
  "PUT /api/v1/communities/:division/post": ({ points }, { division }) => ({
    body: { pointId: points.get(division) ?? NO_POINT },
  }),
  "POST /api/v1/communities/:division/redeclarations": async (world) => ({ body: { code: await codeOf(world) } }),
  "POST /api/v1/communities/:division/collectors": async (world) => ({ body: { code: await codeOf(world) } }),
  "GET /api/v1/communities/:division/collectors/:id": async (world, { division }) => ({
    names: { id: await newCollector(world, division) },
  }),
  "POST /api/v1/communities/:division/collectors/found": ({ candidate }) => ({ body: { phone: candidate.phone } }),
  "DELETE /api/v1/communities/:division/collectors/:id": async (world, { division }) => ({
    names: { id: await newCollector(world, division) },
  }),
  "POST /api/v1/communities/:division/collectors/:id/restoration": async (world, { division }) => {
    const id = await newCollector(world, division);
    if (world.points.has(division)) await world.city.ask("DELETE", `/api/v1/communities/${division}/collectors/${id}`);
    return { names: { id } };
  },
  "GET /api/v1/communities/:division/live": () => ({
    headers: { upgrade: "websocket", origin: new Visitor().origin },
  }),
  "GET /api/v1/communities/:division/passes.csv": () => ({ query: "?purpose=x" }),
  "GET /api/v1/communities/:division/passes.xlsx": () => ({ query: "?purpose=x" }),
  "POST /api/v1/communities/:division/passes": async (world) => ({
    body: { passes: [{ id: crypto.randomUUID(), code: await codeOf(world) }] },
  }),
};

/** Collection points of one community: seen by whoever works there, added, put right, removed and brought back by whoever is in charge. */
import { Hono } from "hono";
import { addPointRequest, changePointRequest, type Point } from "../../contract/community.ts";
import type { PointId } from "../../domain/community/community.ts";
import { communityOf } from "../../objects/env.ts";
import type { OfActor } from "../env.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { inCharge, officeOver } from "../who/in-charge.ts";

export const points = new Hono<OfActor>()
  .get("/:division/points", async (c) => {
    const { issuer, actor: asking } = c.var;
    const division = c.req.param("division");
    const office = await officeOver(c.env, issuer, asking, division);
    const view = await communityOf(c.env, issuer, division).workbench(asking, office !== null);
    return view.ok ? c.json({ points: view.value.points }) : problem(view.refusal);
  })
  .post("/:division/points", inCharge, async (c) => {
    const body = await readBody(c.req.raw, addPointRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now } = c.var;
    const community = communityOf(c.env, issuer, c.req.param("division"));
    const added = await community.addPoint({ ...body.value, id: body.value.id as PointId }, now);
    if (!added.ok) return problem(added.refusal);
    return c.json<Point>({ ...added.value, standing: 0 }, 201);
  })
  .patch("/:division/points/:id", inCharge, async (c) => {
    const body = await readBody(c.req.raw, changePointRequest);
    if (!body.ok) return problem(body.refusal);
    const community = communityOf(c.env, c.var.issuer, c.req.param("division"));
    const changed = await community.changePoint(c.req.param("id") as PointId, body.value);
    return changed.ok ? c.json<Point>(changed.value) : problem(changed.refusal);
  })
  .delete("/:division/points/:id", inCharge, async (c) => {
    const { issuer, now } = c.var;
    const removed = await communityOf(c.env, issuer, c.req.param("division")).removePoint(c.req.param("id") as PointId, now);
    return removed.ok ? c.body(null, 204) : problem(removed.refusal);
  })
  .post("/:division/points/:id/restoration", inCharge, async (c) => {
    const { issuer, now } = c.var;
    const community = communityOf(c.env, issuer, c.req.param("division"));
    const restored = await community.restorePoint(c.req.param("id") as PointId, now);
    return restored.ok ? c.json<Point>(restored.value) : problem(restored.refusal);
  });

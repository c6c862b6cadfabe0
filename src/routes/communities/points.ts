/** Collection points of one community: administrators and collectors list them; administrators add, change, remove and restore them. */
import { COMMUNITIES } from "../../contract/community.ts";
import { COMMUNITY } from "../../contract/operation.ts";
import type { PointId } from "../../domain/community/community.ts";
import { communityOf } from "../../objects/env.ts";
import type { OfPlace } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { inCharge, officeOver } from "../who/in-charge.ts";

export const points = new Routes<OfPlace>(COMMUNITY)
  .on(COMMUNITIES.points, async (c, { params: { division }, answer }) => {
    const { issuer, actor: asking } = c.var;
    const office = await officeOver(c.env, issuer, asking, division);
    const view = await communityOf(c.env, issuer, division).workbench(asking, office !== null);
    return view.ok ? answer(200, { points: [...view.value.points] }) : view;
  })
  .on(COMMUNITIES.addPoint, inCharge, async (c, { params, body, answer }) => {
    const { issuer, now } = c.var;
    const community = communityOf(c.env, issuer, params.division);
    const added = await community.addPoint({ ...body, id: body.id as PointId }, now);
    if (!added.ok) return added;
    return answer(201, { ...added.value, standing: 0 });
  })
  .on(COMMUNITIES.changePoint, inCharge, async (c, { params, body, answer }) => {
    const community = communityOf(c.env, c.var.issuer, params.division);
    const changed = await community.changePoint(params.id as PointId, body);
    return changed.ok ? answer(200, changed.value) : changed;
  })
  .on(COMMUNITIES.removePoint, inCharge, async (c, { params, answer }) => {
    const { issuer, now } = c.var;
    const removed = await communityOf(c.env, issuer, params.division).removePoint(params.id as PointId, now);
    return removed.ok ? answer(204) : removed;
  })
  .on(COMMUNITIES.restorePoint, inCharge, async (c, { params, answer }) => {
    const { issuer, now } = c.var;
    const community = communityOf(c.env, issuer, params.division);
    const restored = await community.restorePoint(params.id as PointId, now);
    return restored.ok ? answer(200, restored.value) : restored;
  });

/** Collection points of one community: administrators and collectors list them; administrators add, change, remove and restore them. */
import { COMMUNITIES } from "../../contract/community.ts";
import { COMMUNITY } from "../../contract/operation.ts";
import type { PointId } from "../../domain/community/community.ts";
import { refuse } from "../../domain/result.ts";
import { communityOf } from "../../objects/env.ts";
import type { OfPlace } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { inCharge, isClosed, officeOver } from "../who/in-charge.ts";

export const points = new Routes<OfPlace>(COMMUNITY)
  .on(COMMUNITIES.points, async (c, { params: { division }, answer }) => {
    const { issuer, actor: caller } = c.var;
    const office = await officeOver(c.env, issuer, caller, division);
    const view = await communityOf(c.env, issuer, division).workbench(caller, office !== null, c.var.now);
    if (view.ok) return answer(200, { points: [...view.value.points] });
    return isClosed(c.var) ? refuse({ code: "office_closed" }) : view;
  })
  .on(COMMUNITIES.addPoint, inCharge, async (c, { params, body, answer }) => {
    const { issuer, now } = c.var;
    const community = communityOf(c.env, issuer, params.division);
    const addition = await community.addPoint({ ...body, id: body.id as PointId }, now);
    if (!addition.ok) return addition;
    return answer(201, { ...addition.value, standing: 0 });
  })
  .on(COMMUNITIES.changePoint, inCharge, async (c, { params, body, answer }) => {
    const community = communityOf(c.env, c.var.issuer, params.division);
    const change = await community.changePoint(params.id as PointId, body);
    return change.ok ? answer(200, change.value) : change;
  })
  .on(COMMUNITIES.removePoint, inCharge, async (c, { params, answer }) => {
    const { issuer, now } = c.var;
    const removal = await communityOf(c.env, issuer, params.division).removePoint(params.id as PointId, now);
    return removal.ok ? answer(204) : removal;
  })
  .on(COMMUNITIES.restorePoint, inCharge, async (c, { params, answer }) => {
    const { issuer, now } = c.var;
    const community = communityOf(c.env, issuer, params.division);
    const restoration = await community.restorePoint(params.id as PointId, now);
    return restoration.ok ? answer(200, restoration.value) : restoration;
  });

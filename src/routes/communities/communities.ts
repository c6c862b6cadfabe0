/**
 * The workbench of one community (the first view of its collectors and administrators) and the switch of a collector's current point. The community's
 * object checks the right of a collector, the divisions that of an administrator. Also mounts all other routes below a community.
 */
import type { Config } from "../../config.ts";
import { COMMUNITIES } from "../../contract/community.ts";
import { COMMUNITY } from "../../contract/operation.ts";
import { opensOffices } from "../../domain/access/office.ts";
import type { PointId } from "../../domain/community/community.ts";
import { isWithin, parseCommunityCode } from "../../domain/division/division.ts";
import { type Issuer, regionOf } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import { accountsOf, communityOf, type ObjectsEnv } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { nameOf } from "../divisions/division-name.ts";
import type { Env, OfActor, OfPlace } from "../env.ts";
import { isClosed, officeOver } from "../who/in-charge.ts";
import { actor } from "../who/actor.ts";
import { check, Routes } from "../http/operation.ts";
import { instantOf } from "../../domain/instant.ts";
import { collectors } from "./collectors.ts";
import { exports } from "./exports.ts";
import { forgetGate } from "./gate-place.ts";
import { history } from "./history.ts";
import { live } from "./live.ts";
import { points } from "./points.ts";
import { redeclarations } from "./redeclarations.ts";
import { otherUseOf } from "./uses.ts";

/** Requires that the path names an existing street or community in this issuer's region. */
const here = check<OfPlace>(async (c) => {
  const { issuer, now } = c.var;
  const isHere = await isCommunityHere(c.env, issuer, c.req.param("division") ?? "", now);
  return isHere ? null : refuse({ code: "division_unknown" });
});

export function communities(readConfig: (env: Env) => Config) {
  const community = new Routes<OfPlace>(COMMUNITY)
    .use(here)
    .on(COMMUNITIES.workbench, async (c, { params: { division }, answer }) => {
      const { issuer, actor: caller } = c.var;
      const office = await officeOver(c.env, issuer, caller, division);
      const view = await communityOf(c.env, issuer, division).workbench(caller, office !== null, c.var.now);
      if (!view.ok) {
        // The caller has no role here, but an interrupted removal may have left the collector's grant on the account. The grant of a login without a proof stays: it only rests.
        if (caller.person !== null && opensOffices(caller))
          await accountsOf(c.env, issuer, caller.account).withdraw(caller.account, division, "collector");
        return isClosed(c.var) ? refuse({ code: "office_closed" }) : view;
      }
      const { roles, post, usedAgain } = view.value;
      const again = usedAgain.map(({ at, other, ...pass }) => ({ ...pass, at: instantOf(at), other: otherUseOf(other) }));
      const name = await nameOf(c.env, c.var, division);
      const workbench = { division, name, roles: [...roles], points: [...view.value.points], post };
      return answer(200, again.length === 0 ? workbench : { ...workbench, usedAgain: again });
    })
    .on(COMMUNITIES.switchPost, async (c, { params, body, answer }) => {
      const point = body.pointId as PointId;
      const outcome = await communityOf(c.env, c.var.issuer, params.division).switchPost(c.var.actor, point);
      forgetGate(c.var.issuer, params.division, c.var.actor);
      return outcome.ok ? answer(204) : outcome;
    })
    .with(collectors(readConfig), redeclarations(readConfig), points, history, live, exports);
  return new Routes<OfActor>("/api/v1/communities").use(actor).with(community);
}

/** Whether a text is the code of an existing street or community in this issuer's region. @param text unchecked, from a path */
export async function isCommunityHere(env: ObjectsEnv, issuer: Issuer, text: string, now: number): Promise<boolean> {
  const code = parseCommunityCode(text);
  if (!code.ok || !isWithin(code.value, regionOf(issuer.code))) return false;
  return openDivisions(env, { issuer, now }).exists(code.value);
}

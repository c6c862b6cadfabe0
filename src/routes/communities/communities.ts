/** The workbench of one community: what is seen first and the current post. The community's object checks every right. */
import { Hono } from "hono";
import type { Config } from "../../config.ts";
import { switchPostRequest, type Workbench } from "../../contract/community.ts";
import type { PointId } from "../../domain/community/community.ts";
import { isWithin, parseCommunityCode } from "../../domain/division/division.ts";
import { type Issuer, regionOf } from "../../domain/issuer/issuer.ts";
import { accountsOf, communityOf, type ObjectsEnv } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { nameOf } from "../divisions/division-name.ts";
import type { Env, OfActor } from "../env.ts";
import { officeOver } from "../who/in-charge.ts";
import { actor } from "../who/actor.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { collectors } from "./collectors.ts";
import { exports } from "./exports.ts";
import { history } from "./history.ts";
import { live } from "./live.ts";
import { points } from "./points.ts";
import { redeclarations } from "./redeclarations.ts";

export function communities(readConfig: (env: Env) => Config) {
  return new Hono<OfActor>()
    .use(actor)
    .use("/:division/*", async (c, next) => {
      const { issuer, now } = c.var;
      const isHere = await isCommunityHere(c.env, issuer, c.req.param("division"), now);
      return isHere ? next() : problem({ code: "division_unknown" });
    })
    .get("/:division", async (c) => {
      const division = c.req.param("division");
      const { issuer, actor: asking } = c.var;
      const office = await officeOver(c.env, issuer, asking, division);
      const view = await communityOf(c.env, issuer, division).workbench(asking, office !== null);
      if (!view.ok) {
        // A grant that is still shown was left over when the right went.
        await accountsOf(c.env, issuer, asking.account).withdraw(asking.account, division, "collector");
        return problem(view.refusal);
      }
      const { roles, post } = view.value;
      const name = await nameOf(c.env, c.var, division);
      return c.json<Workbench>({ division, name, roles: [...roles], points: [...view.value.points], post });
    })
    .put("/:division/post", async (c) => {
      const body = await readBody(c.req.raw, switchPostRequest);
      if (!body.ok) return problem(body.refusal);
      const point = body.value.pointId as PointId;
      const switched = await communityOf(c.env, c.var.issuer, c.req.param("division")).switchPost(c.var.actor, point);
      return switched.ok ? c.body(null, 204) : problem(switched.refusal);
    })
    .route("/:division/collectors", collectors(readConfig))
    .route("/:division/redeclarations", redeclarations(readConfig))
    .route("/", points)
    .route("/", history)
    .route("/", live)
    .route("/", exports);
}

/** @param text of a path, as it came */
export async function isCommunityHere(env: ObjectsEnv, issuer: Issuer, text: string, now: number): Promise<boolean> {
  const code = parseCommunityCode(text);
  if (!code.ok || !isWithin(code.value, regionOf(issuer.code))) return false;
  return openDivisions(env, { issuer, now }).exists(code.value);
}

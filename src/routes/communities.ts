/** The workbench of one community: points, collectors, the current post. The community's object checks every right. */
import { Hono } from "hono";
import { base64url } from "jose";
import type { Config } from "../config.ts";
import {
  addCollectorRequest,
  addPointRequest,
  type Collector,
  type Collectors,
  type Point,
  switchPostRequest,
  type Workbench,
} from "../contract/community.ts";
import type { PersonKey } from "../domain/access/keys.ts";
import { sentenceOf } from "../domain/code/refusal-sentence.ts";
import type { PointId } from "../domain/community/community.ts";
import { parseCommunityCode } from "../domain/division/division.ts";
import { toHex } from "../domain/hex.ts";
import type { CollectorView } from "../objects/community/rpc.ts";
import { accountsOf, communityOf, peopleOf } from "../objects/env.ts";
import { openDivisions } from "../storage/divisions.ts";
import { openHandle } from "../token/handle.ts";
import { checkCode } from "./check-code.ts";
import type { Env, OfActor } from "./env.ts";
import { actor } from "./middleware/actor.ts";
import { passes } from "./passes.ts";
import { problem } from "./problem.ts";
import { readBody } from "./read-body.ts";

const ID_BYTES = 12;

export function communities(readConfig: (env: Env) => Config) {
  return new Hono<OfActor>()
    .use(actor)
    .use("/:division/*", async (c, next) => {
      const code = parseCommunityCode(c.req.param("division"));
      const { issuer } = c.var;
      const here = code.ok && (issuer.code === "0" || code.value.startsWith(issuer.code));
      return here ? next() : problem({ code: "division_unknown" });
    })
    .get("/:division", async (c) => {
      const division = c.req.param("division");
      const view = await communityOf(c.env, c.var.issuer, division).workbench(c.var.actor);
      if (!view.ok) return problem(view.refusal);
      const { roles, points, post } = view.value;
      return c.json<Workbench>({ division, name: await nameOf(c.env, division), roles: [...roles], points: [...points], post });
    })
    .get("/:division/points", async (c) => {
      const view = await communityOf(c.env, c.var.issuer, c.req.param("division")).workbench(c.var.actor);
      return view.ok ? c.json({ points: view.value.points }) : problem(view.refusal);
    })
    .post("/:division/points", async (c) => {
      const body = await readBody(c.req.raw, addPointRequest);
      if (!body.ok) return problem(body.refusal);
      const { issuer, actor: asking, now } = c.var;
      const point = { ...body.value, id: body.value.id as PointId };
      const added = await communityOf(c.env, issuer, c.req.param("division")).addPoint(asking, point, now);
      return added.ok ? c.json<Point>({ ...added.value, standing: 0 }, 201) : problem(added.refusal);
    })
    .delete("/:division/points/:id", async (c) => {
      const { issuer, actor: asking, now } = c.var;
      const id = c.req.param("id") as PointId;
      const removed = await communityOf(c.env, issuer, c.req.param("division")).removePoint(asking, id, now);
      return removed.ok ? c.body(null, 204) : problem(removed.refusal);
    })
    .get("/:division/collectors", async (c) => {
      const listed = await communityOf(c.env, c.var.issuer, c.req.param("division")).collectors(c.var.actor);
      return listed.ok ? c.json<Collectors>({ collectors: listed.value.map(collectorOf) }) : problem(listed.refusal);
    })
    .post("/:division/collectors", async (c) => {
      const body = await readBody(c.req.raw, addCollectorRequest);
      if (!body.ok) return problem(body.refusal);
      const { issuer, secrets, actor: asking, now } = c.var;
      const division = c.req.param("division");
      const community = communityOf(c.env, issuer, division);
      const mayAsk = await community.mayAddCollector(asking);
      if (!mayAsk.ok) return problem(mayAsk.refusal);
      const checked = await checkCode(c.env, readConfig(c.env), body.value.code, now, (work) => c.executionCtx.waitUntil(work));
      if (!checked.ok) return codeNotAccepted(checked.refusal.code, sentenceOf(checked.refusal));
      const { claims } = checked.value;
      if (claims.issuer !== issuer.code) return problem({ code: "unknown_holder" });
      const person = toHex(await openHandle(secrets.handle, claims.handle)) as PersonKey;
      const people = peopleOf(c.env, issuer, person);
      const [holder, [account]] = await Promise.all([
        people.holder(person, toHex(claims.handle)),
        people.accountsOfHolder(person),
      ]);
      if (!holder.ok) return problem(holder.refusal);
      if (account === undefined) return problem({ code: "collector_has_no_account" });
      const accounts = accountsOf(c.env, issuer, account);
      const phone = await accounts.phone(account);
      if (phone === null) return problem({ code: "collector_has_no_account" });
      const collector = { id: base64url.encode(crypto.getRandomValues(new Uint8Array(ID_BYTES))), person, account, ...phone };
      const added = await community.addCollector(asking, { ...collector, maskedName: holder.value.maskedName }, now);
      if (!added.ok) return problem(added.refusal);
      await accounts.grant(account, { division, role: "collector", name: await nameOf(c.env, division) });
      return c.json<Collector>(collectorOf(added.value), 201);
    })
    .delete("/:division/collectors/:id", async (c) => {
      const { issuer, actor: asking } = c.var;
      const division = c.req.param("division");
      const removed = await communityOf(c.env, issuer, division).removeCollector(asking, c.req.param("id"));
      if (!removed.ok) return problem(removed.refusal);
      await accountsOf(c.env, issuer, removed.value).withdraw(removed.value, division, "collector");
      return c.body(null, 204);
    })
    .put("/:division/post", async (c) => {
      const body = await readBody(c.req.raw, switchPostRequest);
      if (!body.ok) return problem(body.refusal);
      const point = body.value.pointId as PointId;
      const switched = await communityOf(c.env, c.var.issuer, c.req.param("division")).switchPost(c.var.actor, point);
      return switched.ok ? c.body(null, 204) : problem(switched.refusal);
    })
    .route("/:division/passes", passes(readConfig));
}

function collectorOf({ addedAt, ...view }: CollectorView): Collector {
  return { ...view, addedAt: new Date(addedAt).toISOString() };
}

async function nameOf(env: Env, division: string): Promise<string> {
  return (await openDivisions(env.ASSETS).path(division))?.at(-1) ?? division;
}

/** The refusal of the code itself, in its own words. */
function codeNotAccepted(refusal: string, sentence: { readonly zh: string; readonly en: string }): Response {
  return problem({ code: "code_not_accepted", refusal, sentence, pointer: "/code" });
}

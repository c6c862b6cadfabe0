/** Collectors of one community: added by their health code or their phone number, listed by phone, removed at once, brought back. */
import { Hono } from "hono";
import type { Context } from "hono";
import type { Config } from "../../config.ts";
import {
  addCollectorRequest,
  type Collector,
  type CollectorRecord,
  type Collectors,
  findCollectorRequest,
  type FoundCollector,
} from "../../contract/community.ts";
import type { CollectorRecord as RecordView, CollectorView } from "../../objects/community/rpc.ts";
import { accountsOf, communityOf, peopleOf } from "../../objects/env.ts";
import { nameOf } from "../divisions/division-name.ts";
import type { Env, OfOffice } from "../env.ts";
import { findByCode, findByPhone, type Finding } from "./find-collector.ts";
import { inCharge } from "../who/in-charge.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";

export function collectors(readConfig: (env: Env) => Config) {
  const finding = (c: Context<OfOffice>): Finding => ({
    env: c.env,
    vars: c.var,
    config: readConfig(c.env),
    later: (work) => c.executionCtx.waitUntil(work),
  });
  return new Hono<OfOffice>()
    .use(inCharge)
    .get("/", async (c) => {
      const listed = await communityOf(c.env, c.var.issuer, divisionOf(c)).collectors();
      return c.json<Collectors>({ collectors: listed.map(collectorOf) });
    })
    .post("/found", async (c) => {
      const body = await readBody(c.req.raw, findCollectorRequest);
      if (!body.ok) return problem(body.refusal);
      const mayAsk = await communityOf(c.env, c.var.issuer, divisionOf(c)).mayAddCollector();
      if (!mayAsk.ok) return problem(mayAsk.refusal);
      const found = await findByPhone(finding(c), body.value.phone);
      return found.ok ? c.json<FoundCollector>({ maskedName: found.value.maskedName }) : problem(found.refusal);
    })
    .post("/", async (c) => {
      const body = await readBody(c.req.raw, addCollectorRequest);
      if (!body.ok) return problem(body.refusal);
      const { issuer, now } = c.var;
      const division = divisionOf(c);
      const community = communityOf(c.env, issuer, division);
      const mayAsk = await community.mayAddCollector();
      if (!mayAsk.ok) return problem(mayAsk.refusal);
      const asked = body.value;
      const found = await ("code" in asked ? findByCode(finding(c), asked.code) : findByPhone(finding(c), asked.phone));
      if (!found.ok) return problem(found.refusal);
      const added = await community.addCollector({ id: newOpaqueId(), ...found.value }, now);
      if (!added.ok) return problem(added.refusal);
      const { account } = found.value;
      const name = await nameOf(c.env, c.var, division);
      await accountsOf(c.env, issuer, account).grant(account, { division, role: "collector", name });
      return c.json<Collector>(collectorOf(added.value), 201);
    })
    .get("/:id", async (c) => {
      const { issuer, now } = c.var;
      const found = await communityOf(c.env, issuer, divisionOf(c)).collectorRecord(c.req.param("id"), now);
      return found.ok ? c.json<CollectorRecord>(recordOf(found.value)) : problem(found.refusal);
    })
    .delete("/:id", async (c) => {
      const { issuer, now } = c.var;
      const division = divisionOf(c);
      const removed = await communityOf(c.env, issuer, division).removeCollector(c.req.param("id"), now);
      if (!removed.ok) return problem(removed.refusal);
      await accountsOf(c.env, issuer, removed.value).withdraw(removed.value, division, "collector");
      return c.body(null, 204);
    })
    .post("/:id/restoration", async (c) => {
      const { issuer, now } = c.var;
      const division = divisionOf(c);
      const community = communityOf(c.env, issuer, division);
      const former = await community.formerCollector(c.req.param("id"), now);
      if (!former.ok) return problem(former.refusal);
      const { person, account } = former.value;
      const accounts = accountsOf(c.env, issuer, account);
      const [holders, phone] = await Promise.all([
        peopleOf(c.env, issuer, person).accountsOfHolder(person),
        accounts.phone(account),
      ]);
      // The right was the login's that was bound to this person; whoever took the person over meanwhile takes no gate over.
      if (!holders.includes(account) || phone === null) return problem({ code: "collector_has_no_account" });
      const restored = await community.restoreCollector(c.req.param("id"), phone.phone, now);
      if (!restored.ok) return problem(restored.refusal);
      await accounts.grant(account, { division, role: "collector", name: await nameOf(c.env, c.var, division) });
      return c.json<Collector>(collectorOf(restored.value));
    });
}

/** Checked by the router above. */
function divisionOf(c: { readonly req: { param(name: string): string | undefined } }): string {
  return c.req.param("division") ?? "";
}

function collectorOf({ addedAt, ...view }: CollectorView): Collector {
  return { ...view, addedAt: new Date(addedAt).toISOString() };
}

function recordOf({ addedAt, removedAt, since, counts, ...view }: RecordView): CollectorRecord {
  return {
    ...view,
    addedAt: new Date(addedAt).toISOString(),
    removedAt: removedAt === null ? null : new Date(removedAt).toISOString(),
    since: new Date(since).toISOString(),
    counts: [...counts],
  };
}

/** Collectors of one community: added by scanning that person's health code, listed by phone, removed at once. */
import { Hono } from "hono";
import type { Config } from "../config.ts";
import { addCollectorRequest, type Collector, type CollectorRecord, type Collectors } from "../contract/community.ts";
import type { PersonKey } from "../domain/access/keys.ts";
import { sentenceOf } from "../domain/code/refusal-sentence.ts";
import type { CodeRefusal } from "../domain/code/refusal.ts";
import { toHex } from "../domain/hex.ts";
import type { CollectorRecord as RecordView, CollectorView } from "../objects/community/rpc.ts";
import { accountsOf, communityOf, peopleOf } from "../objects/env.ts";
import { openHandle } from "../token/handle.ts";
import { checkCode } from "./check-code.ts";
import { nameOf } from "./division-name.ts";
import type { Env, OfOffice } from "./env.ts";
import { inCharge } from "./middleware/in-charge.ts";
import { problem } from "./problem.ts";
import { newOpaqueId } from "./opaque-id.ts";
import { readBody } from "./read-body.ts";

export function collectors(readConfig: (env: Env) => Config) {
  return new Hono<OfOffice>()
    .use(inCharge)
    .get("/", async (c) => {
      const listed = await communityOf(c.env, c.var.issuer, divisionOf(c)).collectors();
      return c.json<Collectors>({ collectors: listed.map(collectorOf) });
    })
    .post("/", async (c) => {
      const body = await readBody(c.req.raw, addCollectorRequest);
      if (!body.ok) return problem(body.refusal);
      const { issuer, secrets, now } = c.var;
      const division = divisionOf(c);
      const community = communityOf(c.env, issuer, division);
      const mayAsk = await community.mayAddCollector();
      if (!mayAsk.ok) return problem(mayAsk.refusal);
      const checked = await checkCode(c.env, readConfig(c.env), body.value.code, now, (work) => c.executionCtx.waitUntil(work));
      if (!checked.ok) return codeNotAccepted(checked.refusal);
      const { claims } = checked.value;
      if (claims.issuer !== issuer.code) return problem({ code: "unknown_holder" });
      const person = toHex(await openHandle(secrets.handle, claims.handle)) as PersonKey;
      const people = peopleOf(c.env, issuer, person);
      const [[holder], [account]] = await Promise.all([
        people.holders([{ person, handle: toHex(claims.handle) }]),
        people.accountsOfHolder(person),
      ]);
      if (!holder?.ok) return problem(holder?.refusal ?? { code: "unknown_holder" });
      if (account === undefined) return problem({ code: "collector_has_no_account" });
      const accounts = accountsOf(c.env, issuer, account);
      const phone = await accounts.phone(account);
      if (phone === null) return problem({ code: "collector_has_no_account" });
      const collector = { id: newOpaqueId(), person, account, ...phone };
      const added = await community.addCollector({ ...collector, maskedName: holder.value.maskedName }, now);
      if (!added.ok) return problem(added.refusal);
      await accounts.grant(account, { division, role: "collector", name: await nameOf(c.env, c.var, division) });
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

/** The refusal of the code itself, in its own words. */
function codeNotAccepted(refusal: CodeRefusal): Response {
  return problem({ code: "code_not_accepted", refusal: refusal.code, sentence: sentenceOf(refusal), pointer: "/code" });
}

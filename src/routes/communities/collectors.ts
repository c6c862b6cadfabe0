/** Collectors of one community: administrators add them by health code or phone number, list, remove and restore them. */
import type { Context } from "hono";
import type { Config } from "../../config.ts";
import { type Collector, type CollectorRecord, COLLECTORS } from "../../contract/collector.ts";
import { COMMUNITY } from "../../contract/operation.ts";
import { refuse } from "../../domain/result.ts";
import type { CollectorRecord as RecordView, CollectorView } from "../../objects/community/rpc.ts";
import { accountsOf, communityOf, peopleOf } from "../../objects/env.ts";
import { nameOf } from "../divisions/division-name.ts";
import type { Env, OfOffice } from "../env.ts";
import { findByCode, findByPhone, type Finding } from "./find-collector.ts";
import { inCharge } from "../who/in-charge.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { Routes } from "../http/operation.ts";
import { instantOf } from "../../domain/instant.ts";

export function collectors(readConfig: (env: Env) => Config) {
  const finding = (c: Context<OfOffice>): Finding => ({
    env: c.env,
    vars: c.var,
    config: readConfig(c.env),
    later: (work) => c.executionCtx.waitUntil(work),
  });
  return new Routes<OfOffice>(`${COMMUNITY}/collectors`)
    .use(inCharge)
    .on(COLLECTORS.collectors, async (c, { params, answer }) => {
      const listed = await communityOf(c.env, c.var.issuer, params.division).collectors();
      return answer(200, { collectors: listed.map(collectorOf) });
    })
    .on(COLLECTORS.findCollector, async (c, { params, body, answer }) => {
      const mayAsk = await communityOf(c.env, c.var.issuer, params.division).mayAddCollector();
      if (!mayAsk.ok) return mayAsk;
      const match = await findByPhone(finding(c), body.phone);
      return match.ok ? answer(200, { maskedName: match.value.maskedName }) : match;
    })
    .on(COLLECTORS.addCollector, async (c, { params, body, answer }) => {
      const { issuer, now } = c.var;
      const { division } = params;
      const community = communityOf(c.env, issuer, division);
      const mayAsk = await community.mayAddCollector();
      if (!mayAsk.ok) return mayAsk;
      const match = await ("code" in body ? findByCode(finding(c), body.code) : findByPhone(finding(c), body.phone));
      if (!match.ok) return match;
      const added = await community.addCollector({ id: newOpaqueId(), ...match.value }, now);
      if (!added.ok) return added;
      const { account } = match.value;
      const name = await nameOf(c.env, c.var, division);
      await accountsOf(c.env, issuer, account).grant(account, { division, role: "collector", name });
      return answer(201, collectorOf(added.value));
    })
    .on(COLLECTORS.collector, async (c, { params, answer }) => {
      const { issuer, now } = c.var;
      const record = await communityOf(c.env, issuer, params.division).collectorRecord(params.id, now);
      return record.ok ? answer(200, recordOf(record.value)) : record;
    })
    .on(COLLECTORS.removeCollector, async (c, { params, answer }) => {
      const { issuer, now } = c.var;
      const { division } = params;
      const removed = await communityOf(c.env, issuer, division).removeCollector(params.id, now);
      if (!removed.ok) return removed;
      await accountsOf(c.env, issuer, removed.value).withdraw(removed.value, division, "collector");
      return answer(204);
    })
    .on(COLLECTORS.restoreCollector, async (c, { params, answer }) => {
      const { issuer, now } = c.var;
      const { division } = params;
      const community = communityOf(c.env, issuer, division);
      const former = await community.formerCollector(params.id, now);
      if (!former.ok) return former;
      const { person, account } = former.value;
      const accounts = accountsOf(c.env, issuer, account);
      const [holders, phone] = await Promise.all([
        peopleOf(c.env, issuer, person).accountsOfHolder(person),
        accounts.phone(account),
      ]);
      // The right belonged to the login that was bound to this person. An account that has taken the person over since does not get it.
      if (!holders.includes(account) || phone === null) return refuse({ code: "collector_has_no_account" });
      const restored = await community.restoreCollector(params.id, phone.phone, now);
      if (!restored.ok) return restored;
      await accounts.grant(account, { division, role: "collector", name: await nameOf(c.env, c.var, division) });
      return answer(200, collectorOf(restored.value));
    });
}

function collectorOf({ addedAt, ...view }: CollectorView): Collector {
  return { ...view, addedAt: instantOf(addedAt) };
}

function recordOf({ addedAt, removedAt, since, counts, ...view }: RecordView): CollectorRecord {
  return {
    ...view,
    addedAt: instantOf(addedAt),
    removedAt: instantOf(removedAt),
    since: instantOf(since),
    counts: [...counts],
  };
}

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
import { findByCode, findByPhone, type Search } from "./find-collector.ts";
import { inCharge } from "../who/in-charge.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { Routes } from "../http/operation.ts";
import { instantOf } from "../../domain/instant.ts";

export function collectors(readConfig: (env: Env) => Config) {
  const searchOf = (c: Context<OfOffice>): Search => ({
    env: c.env,
    vars: c.var,
    config: readConfig(c.env),
    later: (work) => c.executionCtx.waitUntil(work),
  });
  return new Routes<OfOffice>(`${COMMUNITY}/collectors`)
    .use(inCharge)
    .on(COLLECTORS.collectors, async (c, { params, answer }) => {
      const all = await communityOf(c.env, c.var.issuer, params.division).collectors();
      return answer(200, { collectors: all.map(collectorOf) });
    })
    .on(COLLECTORS.findCollector, async (c, { params, body, answer }) => {
      const permission = await communityOf(c.env, c.var.issuer, params.division).mayAddCollector();
      if (!permission.ok) return permission;
      const match = await findByPhone(searchOf(c), body.phone);
      return match.ok ? answer(200, { maskedName: match.value.maskedName }) : match;
    })
    .on(COLLECTORS.addCollector, async (c, { params, body, answer }) => {
      const { issuer, now } = c.var;
      const { division } = params;
      const community = communityOf(c.env, issuer, division);
      const permission = await community.mayAddCollector();
      if (!permission.ok) return permission;
      const match = await ("code" in body ? findByCode(searchOf(c), body.code) : findByPhone(searchOf(c), body.phone));
      if (!match.ok) return match;
      const addition = await community.addCollector({ id: newOpaqueId(), ...match.value }, now);
      if (!addition.ok) return addition;
      const { account } = match.value;
      const name = await nameOf(c.env, c.var, division);
      await accountsOf(c.env, issuer, account).grant(account, { division, role: "collector", name });
      return answer(201, collectorOf(addition.value));
    })
    .on(COLLECTORS.collector, async (c, { params, answer }) => {
      const { issuer, now } = c.var;
      const record = await communityOf(c.env, issuer, params.division).collectorRecord(params.id, now);
      return record.ok ? answer(200, recordOf(record.value)) : record;
    })
    .on(COLLECTORS.removeCollector, async (c, { params, answer }) => {
      const { issuer, now } = c.var;
      const { division } = params;
      const removal = await communityOf(c.env, issuer, division).removeCollector(params.id, now);
      if (!removal.ok) return removal;
      await accountsOf(c.env, issuer, removal.value).withdraw(removal.value, division, "collector");
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
      const [own, phone] = await Promise.all([peopleOf(c.env, issuer, person).ownAccounts(person), accounts.phone(account)]);
      // The right belonged to the login that was bound to this person. An account that is no longer bound to the person does not get it back.
      if (!own.some((one) => one.account === account && one.bond !== null) || phone === null)
        return refuse({ code: "collector_has_no_account" });
      const restoration = await community.restoreCollector(params.id, phone.phone, now);
      if (!restoration.ok) return restoration;
      await accounts.grant(account, { division, role: "collector", name: await nameOf(c.env, c.var, division) });
      return answer(200, collectorOf(restoration.value));
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

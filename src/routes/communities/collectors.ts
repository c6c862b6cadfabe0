/** Collectors of one community: administrators add them by health code or phone number, list, remove and restore them. */
import type { Context } from "hono";
import type { Config } from "../../config.ts";
import { type Collector, type CollectorRecord, COLLECTORS } from "../../contract/collector.ts";
import { COMMUNITY } from "../../contract/operation.ts";
import type { Proof } from "../../domain/identity/proof.ts";
import { refuse } from "../../domain/result.ts";
import type { CollectorRecord as RecordView, CollectorView } from "../../objects/community/rpc.ts";
import { accountsOf, communityOf, peopleOf } from "../../objects/env.ts";
import { nameOf } from "../divisions/division-name.ts";
import { lookUp } from "../divisions/look-up.ts";
import type { Env, OfOffice } from "../env.ts";
import { withProofs } from "../people/proofs.ts";
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
  const byPhone = (c: Context<OfOffice>, phone: string) =>
    lookUp(c.env, c.var, { kind: "collector", text: null }, "phone_not_registered", () => findByPhone(searchOf(c), phone));
  return new Routes<OfOffice>(`${COMMUNITY}/collectors`)
    .use(inCharge)
    .on(COLLECTORS.collectors, async (c, { params, answer }) => {
      const { issuer, now } = c.var;
      const all = await communityOf(c.env, issuer, params.division).collectors();
      const proved = await withProofs(c.env, issuer, all, now);
      return answer(200, { collectors: proved.map(collectorOf) });
    })
    .on(COLLECTORS.findCollector, async (c, { params, body, answer }) => {
      const permission = await communityOf(c.env, c.var.issuer, params.division).mayAddCollector();
      if (!permission.ok) return permission;
      const match = await byPhone(c, body.phone);
      if (!match.ok) return match;
      const { maskedName, proof } = match.value;
      return answer(200, { maskedName, proof });
    })
    .on(COLLECTORS.addCollector, async (c, { params, body, answer }) => {
      const { issuer, now } = c.var;
      const { division } = params;
      const community = communityOf(c.env, issuer, division);
      const permission = await community.mayAddCollector();
      if (!permission.ok) return permission;
      const match = await ("code" in body ? findByCode(searchOf(c), body.code) : byPhone(c, body.phone));
      if (!match.ok) return match;
      const { proof, ...candidate } = match.value;
      const addition = await community.addCollector({ id: newOpaqueId(), ...candidate }, now);
      if (!addition.ok) return addition;
      const { account } = candidate;
      const name = await nameOf(c.env, c.var, division);
      await accountsOf(c.env, issuer, account).grant(account, { division, role: "collector", name });
      return answer(201, collectorOf({ ...addition.value, proof }));
    })
    .on(COLLECTORS.collector, async (c, { params, answer }) => {
      const { issuer, now } = c.var;
      const record = await communityOf(c.env, issuer, params.division).collectorRecord(params.id, now);
      if (!record.ok) return record;
      const [proved] = await withProofs(c.env, issuer, [record.value], now);
      return answer(200, recordOf(record.value, proved?.proof ?? "none"));
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
      const proof = own.find((one) => one.account === account)?.bond ?? null;
      if (proof === null || phone === null) return refuse({ code: "collector_has_no_account" });
      const restoration = await community.restoreCollector(params.id, phone.phone, now);
      if (!restoration.ok) return restoration;
      await accounts.grant(account, { division, role: "collector", name: await nameOf(c.env, c.var, division) });
      return answer(200, collectorOf({ ...restoration.value, proof }));
    });
}

function collectorOf({ id, phone, maskedName, proof, addedAt, post }: CollectorView & { proof: Proof | null }): Collector {
  return { id, phone, maskedName, proof: proof ?? "none", addedAt: instantOf(addedAt), post };
}

function recordOf({ id, maskedName, maskedPhone, ...view }: RecordView, proof: Proof): CollectorRecord {
  const { addedAt, removedAt, post, total, since, counts } = view;
  return {
    id,
    maskedName,
    maskedPhone,
    proof,
    addedAt: instantOf(addedAt),
    removedAt: instantOf(removedAt),
    post,
    total,
    since: instantOf(since),
    counts: [...counts],
  };
}

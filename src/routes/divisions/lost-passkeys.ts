/** Lost passkeys of administrators: two administrators in charge above let a new one be made. Each act is in the division's chain. Source: decision 58. */
import type { Context } from "hono";
import { DIVISION } from "../../contract/operation.ts";
import { LOST_PASSKEYS } from "../../contract/passkey/lost-passkey.ts";
import { instantOf } from "../../domain/instant.ts";
import { accept, refuse } from "../../domain/result.ts";
import { accountsOf, divisionOf } from "../../objects/env.ts";
import type { PasskeyAct } from "../../objects/division/appointment-rpc.ts";
import type { OfOffice } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { actingOfficer } from "../who/acting-officer.ts";
import { recentLoss } from "../who/passkeys/passkeys.ts";
import { inChargeToDecide } from "../who/in-charge.ts";

export const lostPasskeys = new Routes<OfOffice>(DIVISION)
  .on(LOST_PASSKEYS.passkeysOf, inChargeToDecide, async (c, { params: { division }, answer }) => {
    const { issuer, actor, passkeys: required, now } = c.var;
    const all = await divisionOf(c.env, issuer, division).administrators();
    const administrators = await Promise.all(
      all.map(async ({ id, account, phone, maskedName }) => {
        const { count, loss, permitUntil } = await accountsOf(c.env, issuer, account).passkeys(account);
        const recent = recentLoss(loss, permitUntil, now);
        const view = recent && {
          by: recent.by,
          at: instantOf(recent.at),
          reason: recent.reason,
          mine: recent.byPerson === actor.person,
          until: instantOf(permitUntil),
        };
        return { id, phone, maskedName, passkeys: count, own: account === actor.account, loss: view };
      }),
    );
    return answer(200, { required, administrators });
  })
  .on(LOST_PASSKEYS.reportLoss, inChargeToDecide, async (c, { params: { division, id }, body, answer }) => {
    const about = await lossOf(c, division, id);
    if (!about.ok) return about;
    const { account, order } = about.value;
    const reported = await accountsOf(c.env, c.var.issuer, account).reportPasskeyLoss(account, order, body.reason, c.var.now);
    if (!reported.ok) return reported;
    await note(c, division, id, "passkey_lost", body.reason);
    return answer(204);
  })
  .on(LOST_PASSKEYS.permitPasskey, inChargeToDecide, async (c, { params: { division, id }, body, answer }) => {
    const about = await lossOf(c, division, id);
    if (!about.ok) return about;
    const { account, order } = about.value;
    const permitted = await accountsOf(c.env, c.var.issuer, account).permitPasskey(account, order, c.var.now);
    if (!permitted.ok) return permitted;
    await note(c, division, id, "passkey_permitted", body.reason);
    return answer(204);
  });

/** The administrator whose passkeys are lost, and the acting one. */
async function lossOf(c: Context<OfOffice>, division: string, id: string) {
  const all = await divisionOf(c.env, c.var.issuer, division).administrators();
  const administrator = all.find((one) => one.id === id);
  if (administrator === undefined) return refuse({ code: "administrator_not_found" });
  const officer = await actingOfficer(c.env, c.var);
  if (!officer.ok) return officer;
  const { account, person } = administrator;
  return accept({ account, order: { person, officer: officer.value } });
}

async function note(c: Context<OfOffice>, division: string, id: string, act: PasskeyAct, reason: string): Promise<void> {
  const { issuer, actor, office, now } = c.var;
  await divisionOf(c.env, issuer, division).notePasskey(id, act, { actor: actor.account, office, reason }, now);
}

/** Appoints an administrator of a division without an operator's key. On one machine only. */
import { Hono } from "hono";
import * as z from "zod";
import { divisionCode } from "../contract/primitives.ts";
import { displayName } from "../domain/division/name.ts";
import { maskPhone } from "../domain/identity/mask.ts";
import { checkPhone } from "../domain/identity/phone.ts";
import { accountsOf, divisionOf, peopleOf } from "../objects/env.ts";
import type { OfIssuer } from "../routes/env.ts";
import { problem } from "../routes/http/problem.ts";
import { readBody } from "../routes/http/read-body.ts";
import { openDivisions } from "../storage/divisions.ts";
import { accountKeyOf } from "../token/secret/secrets.ts";

const appointment = z.strictObject({ division: divisionCode, phone: z.string().max(24) });

export const administrators = new Hono<OfIssuer>().post("/", async (c) => {
  const body = await readBody(c.req.raw, appointment);
  if (!body.ok) return problem(body.refusal);
  const phone = checkPhone(body.value.phone);
  if (!phone.ok) return problem(phone.refusal);
  const { issuer, secrets, now } = c.var;
  const { division } = body.value;
  const name = (await openDivisions(c.env, c.var).path(division))?.at(-1);
  if (name === undefined) return problem({ code: "division_unknown", pointer: "/division" });
  const account = await accountKeyOf(secrets, phone.value);
  const accounts = accountsOf(c.env, issuer, account);
  const self = (await accounts.view(account))?.people.find(({ relation }) => relation === "self");
  const person = self && (await peopleOf(c.env, issuer, self.person).view(self.person, account, now));
  const maskedPhone = maskPhone(phone.value);
  const administrator = {
    id: account.slice(0, 16),
    account,
    person: self?.person ?? null,
    phone: phone.value,
    maskedPhone,
    maskedName: person?.maskedName ?? maskedPhone,
  };
  const by = { actor: account, office: "operator", reason: "首任管理员 First administrator" };
  await divisionOf(c.env, issuer, division).appoint(administrator, by, now);
  await accounts.grant(account, { division, role: "administrator", name: displayName(name) });
  return c.body(null, 204);
});

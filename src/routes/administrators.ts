/** Administrators of one division: seen, appointed and let go by whoever is in charge above it. Source: product.md §4. */
import { Hono } from "hono";
import { base64url } from "jose";
import {
  type Administrator,
  type Administrators,
  appointRequest,
  removeAdministratorRequest,
} from "../contract/administrator.ts";
import { mayAppoint } from "../domain/administrator/appointment.ts";
import { parentOf, parseDivisionCode } from "../domain/division/division.ts";
import { checkName } from "../domain/identity/name.ts";
import { checkPhone } from "../domain/identity/phone.ts";
import type { AdministratorView } from "../objects/division/rpc.ts";
import { accountsOf, divisionOf, peopleOf } from "../objects/env.ts";
import { openDivisions } from "../storage/divisions.ts";
import { accountKeyOf } from "../token/secrets.ts";
import { nameOf } from "./division-name.ts";
import type { OfOffice } from "./env.ts";
import { officeOver } from "./in-charge.ts";
import { actor } from "./middleware/actor.ts";
import { problem } from "./problem.ts";
import { readBody } from "./read-body.ts";

const ID_BYTES = 12;

export const administrators = new Hono<OfOffice>()
  .use(actor)
  // Those of a division are its superiors' business: its own administrators see them, and change nothing.
  .use("/:division/*", async (c, next) => {
    const code = parseDivisionCode(c.req.param("division"));
    const { issuer, actor: asking } = c.var;
    const here = code.ok && (issuer.code === "0" || code.value.startsWith(issuer.code));
    if (!here || !(await openDivisions(c.env.ASSETS).exists(code.value))) return problem({ code: "division_unknown" });
    const about = c.req.method === "GET" ? code.value : parentOf(code.value);
    const office = about === "" ? null : await officeOver(c.env, issuer, asking, about);
    if (office === null) return problem({ code: "not_administrator" });
    c.set("office", office);
    return next();
  })
  .get("/:division/administrators", async (c) => {
    const division = divisionOf(c.env, c.var.issuer, c.req.param("division"));
    const [listed, appointments] = await Promise.all([division.administrators(), division.appointments()]);
    return c.json<Administrators>({
      administrators: listed.map(administratorOf),
      appointments: appointments.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    });
  })
  .post("/:division/administrators", async (c) => {
    const body = await readBody(c.req.raw, appointRequest);
    if (!body.ok) return problem(body.refusal);
    const name = checkName(body.value.name);
    if (!name.ok) return problem(name.refusal);
    const phone = checkPhone(body.value.phone);
    if (!phone.ok) return problem(phone.refusal);
    const { issuer, secrets, now, office, actor: asking } = c.var;
    const code = c.req.param("division");
    const allowed = mayAppoint(office, code);
    if (!allowed.ok) return problem(allowed.refusal);
    const account = await accountKeyOf(secrets, phone.value);
    const accounts = accountsOf(c.env, issuer, account);
    const [view, known] = await Promise.all([accounts.view(account), accounts.phone(account)]);
    const person = view?.people.find(({ relation, confirmed }) => relation === "self" && confirmed)?.person;
    if (person === undefined || known === null) return problem({ code: "phone_not_registered" });
    const maskedName = await peopleOf(c.env, issuer, person).maskedNameOf(person, name.value);
    if (maskedName === null) return problem({ code: "name_does_not_match" });
    const administrator = {
      id: base64url.encode(crypto.getRandomValues(new Uint8Array(ID_BYTES))),
      account,
      ...known,
      maskedName,
    };
    const by = { actor: asking.account, office, reason: body.value.reason };
    const appointed = await divisionOf(c.env, issuer, code).appoint(administrator, by, now);
    await accounts.grant(account, { division: code, role: "administrator", name: await nameOf(c.env, code) });
    return c.json<Administrator>(administratorOf(appointed), 201);
  })
  .post("/:division/administrators/:id/removal", async (c) => {
    const body = await readBody(c.req.raw, removeAdministratorRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now, office, actor: asking } = c.var;
    const code = c.req.param("division");
    const by = { actor: asking.account, office, reason: body.value.reason };
    const removed = await divisionOf(c.env, issuer, code).remove(c.req.param("id"), by, now);
    if (!removed.ok) return problem(removed.refusal);
    await accountsOf(c.env, issuer, removed.value).withdraw(removed.value, code, "administrator");
    return c.body(null, 204);
  });

function administratorOf({ since, ...view }: AdministratorView): Administrator {
  return { ...view, since: new Date(since).toISOString() };
}

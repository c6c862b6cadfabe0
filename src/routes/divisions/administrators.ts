/** Administrators of one division: seen, appointed, replaced and let go by whoever is in charge above it. Source: product.md §4. */
import { Hono } from "hono";
import {
  type Administrator,
  type Administrators,
  appointRequest,
  removeAdministratorRequest,
  replaceAdministratorRequest,
} from "../../contract/administrator.ts";
import { isWithin, parseDivisionCode } from "../../domain/division/division.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import type { AdministratorView } from "../../objects/division/rpc.ts";
import { accountsOf, divisionOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { divisionDecisions } from "../people/decisions.ts";
import type { OfOffice } from "../env.ts";
import { divisionLooks } from "../people/looks.ts";
import { actor } from "../who/actor.ts";
import { inCharge, inChargeAbove } from "../who/in-charge.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { addedBelow } from "./added-divisions.ts";
import { applications } from "./applications.ts";
import { appoint, byOf, candidateOf, checkApplicant, refusedCandidate, showGrant } from "./appoint.ts";
import { divisionAppeals, divisionReviews } from "./queues.ts";
import { statistics } from "./statistics.ts";
import { tracks } from "./tracks.ts";

export const administrators = new Hono<OfOffice>()
  .use(actor)
  .use("/:division/*", async (c, next) => {
    const code = parseDivisionCode(c.req.param("division"));
    const { issuer } = c.var;
    const here = code.ok && isWithin(code.value, regionOf(issuer.code));
    const exists = here && (await openDivisions(c.env, c.var).exists(code.value));
    return exists ? next() : problem({ code: "division_unknown" });
  })
  .get("/:division/administrators", inCharge, async (c) => {
    const division = divisionOf(c.env, c.var.issuer, c.req.param("division"));
    const [listed, appointments] = await Promise.all([division.administrators(), division.appointments()]);
    return c.json<Administrators>({
      administrators: listed.map(administratorOf),
      appointments: appointments.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    });
  })
  .post("/:division/administrators", inChargeAbove, async (c) => {
    const body = await readBody(c.req.raw, appointRequest);
    if (!body.ok) return problem(body.refusal);
    const applicant = checkApplicant(body.value);
    if (!applicant.ok) return problem(applicant.refusal);
    const asked = { ...applicant.value, division: c.req.param("division"), reason: body.value.reason };
    const appointed = await appoint(c.env, c.var, asked);
    if (!appointed.ok) return problem(await refusedCandidate(c.env, c.var, appointed.refusal));
    return c.json<Administrator>(administratorOf(appointed.value), 201);
  })
  .post("/:division/administrators/:id/removal", inChargeAbove, async (c) => {
    const body = await readBody(c.req.raw, removeAdministratorRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now } = c.var;
    const code = c.req.param("division");
    const by = byOf(c.var, body.value.reason);
    const removed = await divisionOf(c.env, issuer, code).remove(c.req.param("id"), by, now);
    if (!removed.ok) return problem(removed.refusal);
    await accountsOf(c.env, issuer, removed.value).withdraw(removed.value, code, "administrator");
    return c.body(null, 204);
  })
  .post("/:division/administrators/:id/replacement", inChargeAbove, async (c) => {
    const body = await readBody(c.req.raw, replaceAdministratorRequest);
    if (!body.ok) return problem(body.refusal);
    const applicant = checkApplicant(body.value);
    if (!applicant.ok) return problem(applicant.refusal);
    const candidate = await candidateOf(c.env, c.var, applicant.value);
    if (!candidate.ok) return problem(await refusedCandidate(c.env, c.var, candidate.refusal));
    const { issuer, now } = c.var;
    const code = c.req.param("division");
    const by = byOf(c.var, body.value.reason);
    const replaced = await divisionOf(c.env, issuer, code).replace(c.req.param("id"), candidate.value, by, now);
    if (!replaced.ok) return problem(replaced.refusal);
    const { administrator, leaving } = replaced.value;
    await showGrant(c.env, c.var, code, candidate.value.account);
    await accountsOf(c.env, issuer, leaving).withdraw(leaving, code, "administrator");
    return c.json<Administrator>(administratorOf(administrator), 201);
  })
  .route("/:division", addedBelow)
  .route("/:division/tracks", tracks)
  .route("/:division/decisions", divisionDecisions)
  .route("/:division/looks", divisionLooks)
  .route("/:division/reviews", divisionReviews)
  .route("/:division/applications", applications)
  .route("/:division/appeals", divisionAppeals)
  .route("/", statistics);

/** As it goes over the wire. */
export function administratorOf({ since, ...view }: AdministratorView): Administrator {
  return { ...view, since: new Date(since).toISOString() };
}

/** Administrators of one division: its administrators list them, and administrators above it appoint, replace and remove them. Also mounts all other routes below a division. Source: product.md §4. */
import { type Administrator, ADMINISTRATORS } from "../../contract/administrator.ts";
import { DIVISION } from "../../contract/operation.ts";
import { isWithin } from "../../domain/division/division.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import type { AdministratorView } from "../../objects/division/rpc.ts";
import { accountsOf, divisionOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { divisionDecisions } from "../people/decisions.ts";
import { withProofs } from "../people/proofs.ts";
import type { Env, OfActor, OfPlace } from "../env.ts";
import { waitingProposals } from "../officers/proposals.ts";
import { divisionLooks } from "../people/looks.ts";
import { actor } from "../who/actor.ts";
import { inCharge, inChargeAbove } from "../who/in-charge.ts";
import { check, Routes } from "../http/operation.ts";
import { addedBelow } from "./added-divisions.ts";
import { applications } from "./applications.ts";
import { aloneBy, appointAlone, byOf, candidateOf, checkApplicant, countRefusal, showGrant } from "./appoint.ts";
import { cases } from "./cases.ts";
import { divisionAppeals, divisionReviews } from "./queues.ts";
import { lostPasskeys } from "./lost-passkeys.ts";
import { proposedAppointments, proposedView, proposeIfTwo, waitingBelow } from "./proposed-appointments.ts";
import { statistics } from "./statistics.ts";
import { tracks } from "./tracks.ts";
import { instantOf } from "../../domain/instant.ts";

/** Requires that the division of the path exists in this issuer's region. */
const existing = check<OfPlace>(async (c) => {
  const code = c.req.param("division") ?? "";
  const here = isWithin(code, regionOf(c.var.issuer.code));
  const exists = here && (await openDivisions(c.env, c.var).exists(code));
  return exists ? null : refuse({ code: "division_unknown" });
});

const ofDivision = new Routes<OfPlace>(DIVISION)
  .use(existing)
  .on(ADMINISTRATORS.administrators, inCharge, async (c, { params, answer }) => {
    const division = divisionOf(c.env, c.var.issuer, params.division);
    const { now, actor: reader } = c.var;
    const [present, appointments, proposed, below] = await Promise.all([
      division.administrators(),
      division.appointments(),
      division.proposedAppointments(now),
      waitingBelow(c.env, c.var, params.division),
    ]);
    const proved = await withProofs(c.env, c.var.issuer, present, now);
    const own = reader.person === null ? null : { person: reader.person, maskedPhone: reader.maskedPhone };
    return answer(200, {
      administrators: proved.map(administratorOf),
      proposed: proposed.map((one) => proposedView(one, own, now)),
      below: [...below],
      appointments: appointments.map((one) => ({ ...one, at: instantOf(one.at) })),
    });
  })
  .on(ADMINISTRATORS.appoint, inChargeAbove, async (c, { params, body, answer }) => {
    const applicant = checkApplicant(body);
    if (!applicant.ok) return applicant;
    const { division } = params;
    const { id, reason } = body;
    const candidate = await candidateOf(c.env, c.var, applicant.value);
    if (!candidate.ok) return refuse(await countRefusal(c.env, c.var, candidate.refusal));
    const order = { division, id, candidate: candidate.value, replaces: null, reason };
    const proposed = await proposeIfTwo(c.env, c.var, order);
    if (proposed !== null) return proposed.ok ? answer(202, proposed.value) : proposed;
    const appointed = await appointAlone(c.env, c.var, order);
    return appointed.ok ? answer(201, await provedAdministrator(c.env, c.var, appointed.value)) : appointed;
  })
  .on(ADMINISTRATORS.removeAdministrator, inChargeAbove, async (c, { params, body, answer }) => {
    const { issuer, now } = c.var;
    const { division: code, id } = params;
    const by = byOf(c.var, body.reason);
    const removal = await divisionOf(c.env, issuer, code).remove(id, by, now);
    if (!removal.ok) return removal;
    await accountsOf(c.env, issuer, removal.value).withdraw(removal.value, code, "administrator");
    return answer(204);
  })
  .on(ADMINISTRATORS.replaceAdministrator, inChargeAbove, async (c, { params, body, answer }) => {
    const applicant = checkApplicant(body);
    if (!applicant.ok) return applicant;
    const candidate = await candidateOf(c.env, c.var, applicant.value);
    if (!candidate.ok) return refuse(await countRefusal(c.env, c.var, candidate.refusal));
    const { issuer, now } = c.var;
    const { division: code, id } = params;
    const leavingOne = (await divisionOf(c.env, issuer, code).administrators()).find((one) => one.id === id);
    if (leavingOne === undefined) return refuse({ code: "administrator_not_found" });
    const replaces = { id, maskedName: leavingOne.maskedName };
    const order = { division: code, id: body.id, candidate: candidate.value, replaces, reason: body.reason };
    const proposed = await proposeIfTwo(c.env, c.var, order);
    if (proposed !== null) return proposed.ok ? answer(202, proposed.value) : proposed;
    const by = aloneBy(c.var, body.reason);
    const replacement = await divisionOf(c.env, issuer, code).replace(id, candidate.value, by, now);
    if (!replacement.ok) return replacement;
    const { administrator, leaving } = replacement.value;
    await showGrant(c.env, c.var, code, candidate.value.account);
    await accountsOf(c.env, issuer, leaving).withdraw(leaving, code, "administrator");
    return answer(201, await provedAdministrator(c.env, c.var, administrator));
  })
  .with(
    proposedAppointments,
    waitingProposals,
    lostPasskeys,
    addedBelow,
    tracks,
    divisionDecisions,
    divisionLooks,
    divisionReviews,
    applications,
    cases,
    divisionAppeals,
    statistics,
  );

export const administrators = new Routes<OfActor>("/api/v1/divisions").use(actor).with(ofDivision);

/** An administrator in the shape of the contract, with the present proof of their login. */
export async function provedAdministrator(
  env: Env,
  { issuer, now }: Pick<OfActor["Variables"], "issuer" | "now">,
  view: AdministratorView,
): Promise<Administrator> {
  const [proved] = await withProofs(env, issuer, [view], now);
  return administratorOf({ ...view, proof: proved?.proof ?? null });
}

type ProvedView = AdministratorView & Pick<Administrator, "proof">;

function administratorOf({ id, phone, maskedName, proof, since }: ProvedView): Administrator {
  return { id, phone, maskedName, proof, since: instantOf(since) };
}

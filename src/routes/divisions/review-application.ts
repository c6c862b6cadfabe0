/** The decision of an administrator about an application: appoint to an existing division, add a community and appoint there, refuse, or reopen a refused application. */
import type * as z from "zod";
import type { ApplicationDecisionResult, applicationDecision, APPLICATIONS } from "../../contract/application.ts";
import { mayAppointAlone } from "../../domain/administrator/appointment.ts";
import { isWithin, parseDivisionCode } from "../../domain/division/division.ts";
import { maskName } from "../../domain/identity/mask.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { ApplicationView } from "../../objects/division/rpc.ts";
import type { NewAdministrator } from "../../objects/division/appointment-rpc.ts";
import { divisionOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { addAlias, addCommunity } from "./added-divisions.ts";
import { appointAlone, byOf, candidateOf } from "./appoint.ts";
import type { Env, OfOffice } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";

type Decision = z.infer<typeof applicationDecision>;
type Vars = OfOffice["Variables"];
type Refusal = WireRefusal<
  Exclude<(typeof APPLICATIONS.decideApplication.problems)[number], OfOffice["Problems"]> | "division_unknown"
>;
type Outcome = Promise<Result<ApplicationDecisionResult, Refusal>>;

/** Decides about an application. @param here the division where the application waits or was refused */
export async function review(env: Env, vars: Vars, here: string, id: string, decision: Decision): Outcome {
  const queue = divisionOf(env, vars.issuer, here);
  const by = byOf(vars, decision.reason);
  if (decision.decision === "reopen") {
    const reopening = await queue.reopenApplication(id, by, vars.now);
    return reopening.ok ? accept({ state: "waiting" }) : reopening;
  }
  const application = await queue.application(id);
  if (application === null) return refuse({ code: "application_not_found" });
  if (decision.decision === "refuse") {
    const refusal = await queue.refuseApplication(id, maskName(application.name), by, vars.now);
    return refusal.ok ? accept({ state: "refused" }) : refusal;
  }
  const outcome =
    decision.decision === "add"
      ? await addAndAppoint(env, vars, here, application, decision)
      : await appointThere(env, vars, application, decision);
  if (outcome.ok) await queue.settle(id);
  return outcome;
}

async function appointThere(
  env: Env,
  vars: Vars,
  application: ApplicationView,
  { division, alias, reason }: Extract<Decision, { readonly decision: "appoint" }>,
): Outcome {
  if (!(await openDivisions(env, vars).exists(division))) return refuse({ code: "division_unknown", pointer: "/division" });
  const permission = mayAppointAlone(vars.office, division);
  if (!permission.ok) return permission;
  const candidate = await candidateOf(env, vars, application);
  if (!candidate.ok) return candidate;
  const naming = alias === undefined ? accept(null) : await addAlias(env, vars, division, alias, byOf(vars, reason));
  return naming.ok ? appointTo(env, vars, division, candidate.value, reason) : naming;
}

async function addAndAppoint(
  env: Env,
  vars: Vars,
  here: string,
  application: ApplicationView,
  { street, reason, ...community }: Extract<Decision, { readonly decision: "add" }>,
): Outcome {
  const code = parseDivisionCode(street);
  if (!code.ok || !(await openDivisions(env, vars).exists(street)))
    return refuse({ code: "division_unknown", pointer: "/street" });
  if (!isWithin(street, here)) return refuse({ code: "street_elsewhere", pointer: "/street" });
  // The candidate is checked first, so that a refused candidate does not leave a new community behind.
  const candidate = await candidateOf(env, vars, application);
  if (!candidate.ok) return candidate;
  const addition = await addCommunity(env, vars, street, community, byOf(vars, reason));
  return addition.ok ? appointTo(env, vars, addition.value.code, candidate.value, reason) : addition;
}

async function appointTo(env: Env, vars: Vars, division: string, candidate: NewAdministrator, reason: string): Outcome {
  const appointed = await appointAlone(env, vars, { division, candidate, reason });
  if (!appointed.ok) return appointed;
  const { id, maskedName, since } = appointed.value;
  return accept({ state: "appointed", division, id, maskedName, already: since < vars.now });
}

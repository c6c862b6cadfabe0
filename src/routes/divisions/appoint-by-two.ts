/** Appointments that two decide, administrators or operators: stores proposals and decisions, and tells the divisions whose administrators can be the second one. Decision 55. */
import { isWithin, officeAbove } from "../../domain/division/division.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import type {
  AppointmentDecided,
  AppointmentDecisionOrder,
  AppointmentOrder,
  DecideAppointmentResult,
  ProposeAppointmentResult,
} from "../../objects/division/appointment-rpc.ts";
import { accountsOf, divisionOf } from "../../objects/env.ts";
import type { Env, OfIssuer } from "../env.ts";
import { proveSeen, showGrant } from "./appoint.ts";

type Vars = Pick<OfIssuer["Variables"], "issuer" | "secrets" | "now">;

/** Stores a proposed appointment. The caller has checked the candidate and the right of the first one. */
export async function proposeAppointment(
  env: Env,
  { issuer, now }: Vars,
  division: string,
  order: AppointmentOrder,
): Promise<ProposeAppointmentResult> {
  const proposed = await divisionOf(env, issuer, division).proposeAppointment(order, now);
  if (!proposed.ok) return proposed;
  const { id, at, by } = proposed.value;
  const waiting = { id, division, by, at };
  await Promise.all(decidersOf(division, issuer).map((one) => divisionOf(env, issuer, one).noteWaitingBelow(waiting, now)));
  return proposed;
}

/** Decides a proposed appointment. The caller has checked the right of the second one. A repeat by the same hand completes the first decision. */
export async function decideAppointment(
  env: Env,
  vars: Vars,
  division: string,
  id: string,
  order: AppointmentDecisionOrder,
): Promise<DecideAppointmentResult> {
  const { issuer, now } = vars;
  const decided = await divisionOf(env, issuer, division).decideAppointment(id, order, now);
  if (!decided.ok) return decided;
  await Promise.all(decidersOf(division, issuer).map((one) => divisionOf(env, issuer, one).dropWaitingBelow(id)));
  await complete(env, vars, division, decided.value);
  return decided;
}

/** The roles on the accounts, and the proof of a person whose document an operator has seen. */
async function complete(
  env: Env,
  vars: Vars,
  division: string,
  { state, account, person, leaving, seenBy }: AppointmentDecided,
): Promise<void> {
  if (state !== "appointed") return;
  if (person !== null && seenBy !== null) await proveSeen(env, vars, { person, account }, seenBy);
  await showGrant(env, vars, division, account);
  if (leaving !== null) await accountsOf(env, vars.issuer, leaving).withdraw(leaving, division, "administrator");
}

/** The divisions whose administrators decide: those above, up to the issuer's region; for the region itself, where operators propose, the region. */
function decidersOf(division: string, issuer: Pick<Issuer, "code">): readonly string[] {
  return division === issuer.code ? [division] : above(division, issuer.code);
}

function above(division: string, region: string): readonly string[] {
  const parent = officeAbove(division);
  return parent === "" || !isWithin(parent, region) ? [] : [parent, ...above(parent, region)];
}

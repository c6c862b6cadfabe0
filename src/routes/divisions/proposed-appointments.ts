/** Appointments that two decide: administrators above a county, a city or a province propose them and decide those of others. Source: decision 55. */
import type { Context } from "hono";
import { ADMINISTRATORS, type ProposedAppointment } from "../../contract/administrator.ts";
import { DIVISION } from "../../contract/operation.ts";
import { APPOINTMENT_LIFE_MS, type AppointmentDecision, mayPropose, needsTwo } from "../../domain/administrator/appointment.ts";
import { instantOf } from "../../domain/instant.ts";
import { type Hand, handView, isSameHand, officerOf } from "../../domain/officer/officer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { AppointmentProposal, Predecessor, ProposeAppointmentResult } from "../../objects/division/appointment-rpc.ts";
import type { NewAdministrator } from "../../objects/division/rpc.ts";
import { accountsOf, divisionOf } from "../../objects/env.ts";
import type { Env, OfOffice } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { type Input, Routes } from "../http/operation.ts";
import { actingOfficer } from "../who/acting-officer.ts";
import { inChargeAbove } from "../who/in-charge.ts";
import { showGrant } from "./appoint.ts";

export const proposedAppointments = new Routes<OfOffice>(DIVISION)
  .on(ADMINISTRATORS.approveAppointment, inChargeAbove, (c, input) => decide(c, input, "appointed"))
  .on(ADMINISTRATORS.declineAppointment, inChargeAbove, (c, input) => decide(c, input, "declined"))
  .on(ADMINISTRATORS.withdrawAppointment, inChargeAbove, (c, input) => decide(c, input, "withdrawn"));

async function decide(
  c: Context<OfOffice>,
  { params: { division: code, id }, body, answer }: Input<typeof ADMINISTRATORS.approveAppointment>,
  decision: AppointmentDecision,
) {
  const { issuer, now, actor, office } = c.var;
  const acting = await actingOfficer(c.env, c.var);
  if (!acting.ok) return acting;
  const { concerns } = acting.value;
  const order = { decision, by: officerOf(acting.value), concerns, note: body.note, actor: actor.account, office };
  const decided = await divisionOf(c.env, issuer, code).decideAppointment(id, order, now);
  if (!decided.ok) return decided;
  const { state, account, leaving } = decided.value;
  if (state === "appointed") await showGrant(c.env, c.var, code, account);
  if (leaving !== null) await accountsOf(c.env, issuer, leaving).withdraw(leaving, code, "administrator");
  return answer(200, { state });
}

type ProposeRefusal =
  | Extract<ProposeAppointmentResult, { readonly ok: false }>["refusal"]
  | { readonly code: "officer_not_bound" }
  | { readonly code: "own_appointment" }
  | { readonly code: "appointment_waits" };

interface Order {
  readonly division: string;
  /** The id that the page has made; absent in a request of the previous release. */
  readonly id: string | undefined;
  readonly candidate: NewAdministrator;
  readonly replaces: Predecessor | null;
  readonly reason: string;
}

/** Proposes the appointment if two decide it; null if one appoints here alone. */
export async function proposeIfTwo(
  env: Env,
  vars: OfOffice["Variables"],
  { division, id, ...order }: Order,
): Promise<Result<ProposedAppointment, ProposeRefusal> | null> {
  if (!needsTwo(division)) return null;
  const acting = await actingOfficer(env, vars);
  if (!acting.ok) return acting;
  const permission = mayPropose(acting.value, order.candidate.person);
  if (!permission.ok) return permission;
  const by = officerOf(acting.value);
  const { office, issuer, now, actor } = vars;
  const proposed = await divisionOf(env, issuer, division).proposeAppointment(
    { ...order, id: id ?? newOpaqueId(), by, actor: actor.account, office },
    now,
  );
  if (!proposed.ok) return proposed;
  // The page of the previous release would say that the person is appointed.
  return id === undefined ? refuse({ code: "appointment_waits" }) : accept(proposedView(proposed.value, by, now));
}

/** A proposed appointment in the shape of the contract. @param reader `mine` says whether they proposed it; null: nobody did */
export function proposedView(one: AppointmentProposal, reader: Hand | null, now: number): ProposedAppointment {
  const { id, at, by, office, reason, maskedName, phone, replaces, decision } = one;
  const expiresAt = at + APPOINTMENT_LIFE_MS;
  return {
    id,
    at: instantOf(at),
    expiresAt: instantOf(expiresAt),
    maskedName,
    phone,
    replaces: replaces?.maskedName ?? null,
    reason,
    ...handView(by),
    office,
    mine: reader !== null && isSameHand(by, reader),
    state: decision?.decision ?? (now >= expiresAt ? "expired" : "waiting"),
    decision: decision && { at: instantOf(decision.at), ...handView(decision.by), note: decision.note },
  };
}

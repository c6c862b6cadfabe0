/** Appointments that two decide: administrators above a county, a city or a province propose them and decide those of others. Source: decision 55. */
import type { Context } from "hono";
import { type Administrators, ADMINISTRATORS, type ProposedAppointment } from "../../contract/administrator.ts";
import { DIVISION } from "../../contract/operation.ts";
import { APPOINTMENT_LIFE_MS, type AppointmentDecision, mayPropose, needsTwo } from "../../domain/administrator/appointment.ts";
import type { Actor } from "../../domain/access/keys.ts";
import { instantOf } from "../../domain/instant.ts";
import { type Hand, handView, isSameHand, officerOf } from "../../domain/officer/officer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type {
  AppointmentProposal,
  Predecessor,
  ProposeAppointmentResult,
  NewAdministrator,
} from "../../objects/division/appointment-rpc.ts";
import { divisionOf } from "../../objects/env.ts";
import type { Env, OfActor, OfOffice } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { type Input, Routes } from "../http/operation.ts";
import { actingOfficer } from "../who/acting-officer.ts";
import { inCharge, inChargeToDecide } from "../who/in-charge.ts";
import { decideAppointment, proposeAppointment } from "./appoint-by-two.ts";
import { namesOf } from "./division-name.ts";

export const proposedAppointments = new Routes<OfOffice>(DIVISION)
  .on(ADMINISTRATORS.countAppointments, inCharge, async (c, { params, answer }) => {
    const { issuer, now, actor } = c.var;
    const below = await divisionOf(c.env, issuer, params.division).waitingBelow(now);
    return answer(200, { waiting: below.filter(({ by }) => !isBy(by, actor)).length });
  })
  .on(ADMINISTRATORS.approveAppointment, inChargeToDecide, (c, input) => decide(c, input, "appointed"))
  .on(ADMINISTRATORS.declineAppointment, inChargeToDecide, (c, input) => decide(c, input, "declined"))
  .on(ADMINISTRATORS.withdrawAppointment, inChargeToDecide, (c, input) => decide(c, input, "withdrawn"));

async function decide(
  c: Context<OfOffice>,
  { params: { division: code, id }, body, answer }: Input<typeof ADMINISTRATORS.approveAppointment>,
  decision: AppointmentDecision,
) {
  const { actor, office } = c.var;
  const acting = await actingOfficer(c.env, c.var);
  if (!acting.ok) return acting;
  const { concerns } = acting.value;
  const order = { decision, by: officerOf(acting.value), concerns, note: body.note, actor: actor.account, office };
  const decided = await decideAppointment(c.env, c.var, code, id, order);
  return decided.ok ? answer(200, { state: decided.value.state }) : decided;
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
  const { office, now, actor } = vars;
  const whole = { ...order, id: id ?? newOpaqueId(), by, actor: actor.account, office };
  const proposed = await proposeAppointment(env, vars, division, whole);
  if (!proposed.ok) return proposed;
  // The page of the previous release would say that the person is appointed.
  return id === undefined ? refuse({ code: "appointment_waits" }) : accept(proposedView(proposed.value, by, now));
}

function isBy(hand: Hand, { person }: Pick<Actor, "person">): boolean {
  return person !== null && isSameHand(hand, { person, maskedPhone: "" });
}

/** The divisions below where appointments of others wait, with their numbers. */
export async function waitingBelow(env: Env, vars: OfActor["Variables"], division: string): Promise<Administrators["below"]> {
  const all = await divisionOf(env, vars.issuer, division).waitingBelow(vars.now);
  const waiting = all.filter((one) => one.division !== division && !isBy(one.by, vars.actor));
  const codes = [...new Set(waiting.map((one) => one.division))];
  const names = await namesOf(env, vars, codes);
  return codes.map((code) => ({
    division: code,
    name: names.get(code) ?? code,
    waiting: waiting.filter((one) => one.division === code).length,
  }));
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

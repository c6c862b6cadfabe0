/** Administrators of a division: bodies and operations of /api/v1/divisions/{division}/administrators. Source: product.md §4. */
import * as z from "zod";
import { APPOINTMENT_ACTS, APPOINTMENT_DECISIONS } from "../domain/administrator/appointment.ts";
import { MAX_NAME_TEXT } from "../domain/identity/name.ts";
import { proofLevel } from "./custody/custody.ts";
import { DIVISION, NAME, OFFICE, feature, PHONE } from "./operation.ts";
import { divisionCode, instant, line, opaqueId, senderId, typed, typedPhone } from "./primitives.ts";

const reason = line(200);
export const appointRequest = z.strictObject({
  /** Chosen by the page, for an appointment that two decide: a repeated request makes no second one. Absent in requests of earlier releases. */
  id: senderId.optional(),
  name: typed(MAX_NAME_TEXT),
  phone: typedPhone,
  reason,
});
/** The name and phone of the successor of the administrator whose id is in the path. */
export const replaceAdministratorRequest = appointRequest;
export const removeAdministratorRequest = z.strictObject({ reason });

export const administrator = z.strictObject({
  id: opaqueId,
  phone: z.string(),
  maskedName: z.string(),
  /** How the login is proved to be the administrator's own. With `none` and `document` the office rests until it is proved again. Null: an earlier release appointed the login without a person. */
  proof: proofLevel.nullable(),
  since: instant,
});

/** An appointment of an administrator of a county or above, which two decide. */
export const proposedAppointment = z.strictObject({
  id: z.string(),
  at: instant,
  expiresAt: instant,
  maskedName: z.string(),
  phone: z.string(),
  /** The masked name of the administrator who is to be replaced; null: nobody is. */
  replaces: z.string().nullable(),
  reason: z.string(),
  /** The masked phone number of the administrator who proposed it, or the name of an operator. */
  by: z.string(),
  byOperator: z.boolean(),
  /** The division in whose name it was proposed; `operator` for an operator. */
  office: z.string(),
  /** True if the caller proposed it: then another one must decide it. */
  mine: z.boolean(),
  state: z.enum(["waiting", "expired", ...APPOINTMENT_DECISIONS]),
  decision: z.strictObject({ at: instant, by: z.string(), byOperator: z.boolean(), note: z.string() }).nullable(),
});

/** The decision of the second one, or the withdrawal. `note`: what they examined. */
export const appointmentDecision = z.strictObject({ note: reason });

/** The number of waiting appointments, for the menu. */
export const appointmentsWaiting = z.strictObject({ waiting: z.int() });

export const appointmentResult = z.strictObject({ state: z.enum(APPOINTMENT_DECISIONS) });

export const administrators = z.strictObject({
  administrators: z.array(administrator),
  /** Appointments that two decide: the waiting ones, then the decided ones of the last 30 days. */
  proposed: z.array(proposedAppointment),
  /** The divisions below where appointments of others than the caller wait for a second administrator. */
  below: z.array(z.strictObject({ division: divisionCode, name: z.string(), waiting: z.int() })),
  /** The newest 100 recorded acts, newest first: proposed, declined and withdrawn appointments, appointments and removals, refused and reopened applications, added communities and aliases. `office` is the division that acted, or `operator`; no field names the acting person. */
  appointments: z.array(
    z.strictObject({
      at: instant,
      act: z.enum([...APPOINTMENT_ACTS]),
      maskedName: z.string(),
      office: z.string(),
      reason: z.string(),
      /** False if the chain of hashes is broken at this row: the database was changed. */
      intact: z.boolean(),
    }),
  ),
});

/** The codes of problems with the name or the phone number of a candidate for administrator. */
export const CANDIDATE = [...NAME, ...PHONE, "phone_not_registered", "name_does_not_match", "not_proved"] as const;
/** The codes of problems with an appointment that two decide, or with the administrator whom it replaces. */
const PROPOSED = [
  "own_appointment",
  "officer_not_bound",
  "too_many_appointments",
  "appointment_id_used",
  "appointment_waits",
  "administrator_not_found",
  "same_administrator",
] as const;
/** The codes of problems with a decision about an appointment that two decide. */
export const DECIDED_APPOINTMENT = [
  "same_officer",
  "tied_officers",
  "not_proposer",
  "own_appointment",
  "appointment_expired",
  "appointment_decided",
  "appointment_not_found",
  "administrator_not_found",
  "same_administrator",
] as const;
const DECISION = [...OFFICE, "officer_not_bound", ...DECIDED_APPOINTMENT] as const;
const PROPOSED_PATH = `${DIVISION}/appointments/:id` as const;
const ADMINISTRATOR_PATH = `${DIVISION}/administrators` as const;

export const ADMINISTRATORS = feature("administrators", {
  administrators: {
    summary: "Administrators of a division",
    description:
      "For administrators of the division or above. Lists the present administrators, and the record of appointments with the newest first.",
    method: "GET",
    path: ADMINISTRATOR_PATH,
    answers: { 200: administrators },
    problems: [...OFFICE],
  },
  countAppointments: {
    summary: "Count of waiting appointments",
    description:
      "For administrators of the division or above. Counts the appointments of administrators below that wait for another one than their proposer, without those of the caller.",
    method: "GET",
    path: `${ADMINISTRATOR_PATH}/waiting`,
    answers: { 200: appointmentsWaiting },
    problems: [...OFFICE],
  },
  appoint: {
    summary: "Appoint an administrator",
    description:
      "For administrators above the division. The phone number must belong to a login whose holder has this name. In a street or a community the appointment takes effect at once (201). In a county or above it waits for a second one, who is above the division too (202). A repeated appointment changes nothing. At most 60 refused candidates per hour.",
    method: "POST",
    path: ADMINISTRATOR_PATH,
    event: "act",
    stepUp: true,
    body: appointRequest,
    answers: { 201: administrator, 202: proposedAppointment },
    problems: [...OFFICE, ...CANDIDATE, ...PROPOSED, "not_above", "two_appoint", "too_many_requests"],
  },
  approveAppointment: {
    summary: "Approve an appointment",
    description:
      "For an administrator above the division who did not propose the appointment and whom the candidate does not concern. No appointment by one person alone may tie the two. The appointment takes effect at once.",
    method: "POST",
    path: `${PROPOSED_PATH}/approvals`,
    event: "act",
    stepUp: true,
    body: appointmentDecision,
    answers: { 200: appointmentResult },
    problems: DECISION,
  },
  declineAppointment: {
    summary: "Decline an appointment",
    description: "For an administrator above the division who did not propose the appointment. Nobody is appointed.",
    method: "POST",
    path: `${PROPOSED_PATH}/refusals`,
    event: "act",
    stepUp: true,
    body: appointmentDecision,
    answers: { 200: appointmentResult },
    problems: DECISION,
  },
  withdrawAppointment: {
    summary: "Withdraw an appointment",
    description: "For the administrator who proposed the appointment. Nobody is appointed.",
    method: "POST",
    path: `${PROPOSED_PATH}/withdrawals`,
    event: "act",
    stepUp: true,
    body: appointmentDecision,
    answers: { 200: appointmentResult },
    problems: DECISION,
  },
  removeAdministrator: {
    summary: "Remove an administrator",
    description:
      "For administrators above the division. The administrator loses the right at once. The last administrator of a division cannot be removed, only replaced.",
    method: "POST",
    path: `${ADMINISTRATOR_PATH}/:id/removal`,
    event: "act",
    stepUp: true,
    body: removeAdministratorRequest,
    answers: { 204: null },
    problems: [...OFFICE, "administrator_not_found", "last_administrator"],
  },
  replaceAdministrator: {
    summary: "Replace an administrator",
    description:
      "For administrators above the division. One act removes the administrator and appoints the successor, so that the division always has an administrator. In a county or above it waits for a second one (202).",
    method: "POST",
    path: `${ADMINISTRATOR_PATH}/:id/replacement`,
    event: "act",
    stepUp: true,
    body: replaceAdministratorRequest,
    answers: { 201: administrator, 202: proposedAppointment },
    problems: [...OFFICE, ...CANDIDATE, ...PROPOSED, "too_many_requests"],
  },
});

export type Administrator = z.infer<typeof administrator>;
export type ProposedAppointment = z.infer<typeof proposedAppointment>;
export type Administrators = z.infer<typeof administrators>;

/** Decides which administrator may appoint and dismiss which others, alone or with a second one. Pure. Source: product.md §4; decision 55. */
import type { PersonKey } from "../access/keys.ts";
import { isWithin } from "../division/division.ts";
import { DAY_MS } from "../instant.ts";
import { type ActingOfficer, type Hand, isConcerned, isSameHand, type SecondRefusal, secondOf } from "../officer/officer.ts";
import { accept, refuse, type Result } from "../result.ts";

export type AppointRefusal = { readonly code: "not_above" };
export type AppointAloneRefusal = AppointRefusal | { readonly code: "two_appoint" };

/** The codes of counties, cities and provinces: their administrators decide colours. */
const COUNTY_DIGITS = 6;
/** A proposed appointment that nobody decides ends after this time. */
export const APPOINTMENT_LIFE_MS = 7 * DAY_MS;

/**
 * An office appoints the administrators of every division below it, never of its own division: a street those of its communities, a district those of
 * its streets, a city those of its districts. The same rule holds for a dismissal, so a division without administrators still has one above it.
 */
export function mayAppoint(office: string, division: string): Result<null, AppointRefusal> {
  return division.length > office.length && isWithin(division, office) ? accept(null) : refuse({ code: "not_above" });
}

/** Whether two appoint the administrators of this division: those of a county or above decide appeals, reviews, lists or rules. */
export function needsTwo(division: string): boolean {
  return division.length <= COUNTY_DIGITS;
}

/** Whether an administrator of the office may appoint here alone. */
export function mayAppointAlone(office: string, division: string): Result<null, AppointAloneRefusal> {
  return needsTwo(division) ? refuse({ code: "two_appoint" }) : mayAppoint(office, division);
}

/** An appointment that waits for the second one. */
export interface ProposedAppointment {
  readonly by: Hand;
  /** The time of the proposal, ms. */
  readonly at: number;
  readonly candidate: PersonKey | null;
}

export const APPOINTMENT_DECISIONS = ["appointed", "declined", "withdrawn"] as const;
/** The acts that the record of a division has: appointments, applications, added divisions. */
export const APPOINTMENT_ACTS = [
  "proposed",
  ...APPOINTMENT_DECISIONS,
  "removed",
  "refused",
  "reopened",
  "added",
  "alias",
  "passkey_lost",
  "passkey_permitted",
] as const;
export type AppointmentDecision = (typeof APPOINTMENT_DECISIONS)[number];

export type DecideAppointmentRefusal =
  | SecondRefusal
  | { readonly code: "appointment_expired" }
  | { readonly code: "not_proposer" }
  | { readonly code: "own_appointment" };

/** Whether this hand may decide a proposed appointment so. @param concerns the persons who concern the hand (officer/officer.ts) */
export function mayDecideAppointment(
  { by, at, candidate }: ProposedAppointment,
  decision: AppointmentDecision,
  hand: Hand,
  concerns: readonly PersonKey[],
  now: number,
): Result<null, DecideAppointmentRefusal> {
  if (now >= at + APPOINTMENT_LIFE_MS) return refuse({ code: "appointment_expired" });
  if (decision === "withdrawn") return isSameHand(by, hand) ? accept(null) : refuse({ code: "not_proposer" });
  const second = secondOf("appointment", by, hand, now);
  if (!second.ok) return second;
  return candidate !== null && concerns.includes(candidate) ? refuse({ code: "own_appointment" }) : accept(null);
}

/** Whether this officer may propose to appoint the candidate: nobody proposes themselves or a person who belongs to one of their accounts. */
export function mayPropose(
  officer: ActingOfficer,
  candidate: PersonKey | null,
): Result<null, { readonly code: "own_appointment" }> {
  return candidate !== null && isConcerned(officer, candidate) ? refuse({ code: "own_appointment" }) : accept(null);
}

/** RPC types of a division: appointments that two decide. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { APPOINTMENT_ACTS, AppointmentDecision, DecideAppointmentRefusal } from "../../domain/administrator/appointment.ts";
import type { Hand } from "../../domain/officer/officer.ts";
import type { Result } from "../../domain/result.ts";
import type { ProvedBy } from "../people/custody/rpc.ts";

export interface NewAdministrator {
  /** The API's id of this administrator. The worker chooses it. */
  readonly id: string;
  readonly account: AccountKey;
  /** The person that the account is bound to by real name; null for an unbound account. */
  readonly person: PersonKey | null;
  readonly phone: string;
  readonly maskedPhone: string;
  readonly maskedName: string;
}

/** An administrator who is to be replaced. */
export interface Predecessor {
  readonly id: string;
  readonly maskedName: string;
}

/** Who acts about passkeys, for the record. */
export interface PasskeyHand {
  readonly actor: AccountKey;
  readonly office: string;
  readonly reason: string;
}
export type PasskeyAct = Extract<(typeof APPOINTMENT_ACTS)[number], `passkey_${string}`>;

export interface AppointmentOrder {
  /** Chosen by the page, so that a repeat has the same id. */
  readonly id: string;
  readonly candidate: NewAdministrator;
  /** Null: the appointment replaces nobody. */
  readonly replaces: Predecessor | null;
  readonly by: Hand;
  /** The acting account, for the record; `operator` for an operator. */
  readonly actor: AccountKey;
  /** The division in whose name the first one acts; `operator` for an operator. */
  readonly office: string;
  readonly reason: string;
}

export interface AppointmentProposal extends Omit<AppointmentOrder, "candidate" | "actor"> {
  /** The time of the proposal, ms. */
  readonly at: number;
  readonly maskedName: string;
  /** The candidate's number, E.164, so that the second one can call. */
  readonly phone: string;
  readonly decision: {
    readonly decision: AppointmentDecision;
    readonly by: Hand;
    readonly at: number;
    readonly note: string;
    /** The account of the administrator who was replaced; null: nobody was. */
    readonly leaving: AccountKey | null;
  } | null;
}

/** The decision of the second one, or the withdrawal by the first one. */
export interface AppointmentDecisionOrder {
  readonly decision: AppointmentDecision;
  readonly by: Hand;
  /** The persons who concern the hand (officer/officer.ts); empty for an operator. */
  readonly concerns: readonly PersonKey[];
  readonly note: string;
  /** The acting account and office, for the record. */
  readonly actor: AccountKey;
  readonly office: string;
}

export interface AppointmentDecided {
  readonly state: AppointmentDecision;
  /** The account of the candidate, whose grant is to be shown after an appointment. */
  readonly account: AccountKey;
  readonly person: PersonKey | null;
  /** The operator who proposed the appointment has seen the candidate's document, which proves the person now; null: an administrator proposed it. */
  readonly seenBy: ProvedBy | null;
  /** The account of the administrator who was replaced, whose grant is to be withdrawn; null: nobody was. */
  readonly leaving: AccountKey | null;
}

export type ProposeAppointmentResult = Result<
  AppointmentProposal,
  | { readonly code: "too_many_appointments" }
  | { readonly code: "appointment_id_used" }
  | { readonly code: "administrator_not_found" }
  | { readonly code: "same_administrator" }
>;
export type DecideAppointmentResult = Result<
  AppointmentDecided,
  | DecideAppointmentRefusal
  | { readonly code: "appointment_not_found" }
  | { readonly code: "appointment_decided" }
  | { readonly code: "administrator_not_found" }
  | { readonly code: "same_administrator" }
>;

/** An appointment that waits in a division below. */
export interface WaitingBelow {
  readonly id: string;
  readonly division: string;
  readonly by: Hand;
  readonly at: number;
}

/** The methods of a division about appointments that two decide, as its callers see them. */
export interface AppointmentRpc extends Rpc.DurableObjectBranded {
  /** Stores a proposed appointment. The caller has checked the candidate and the right of the first one. */
  proposeAppointment(order: AppointmentOrder, now: number): Promise<ProposeAppointmentResult>;

  /** The waiting proposals and the decided ones of the last 30 days, each the newest first. */
  proposedAppointments(now: number): Promise<readonly AppointmentProposal[]>;

  /** Notes that an appointment waits in a division below this one. */
  noteWaitingBelow(one: WaitingBelow, now: number): void;

  /** An appointment in a division below waits no longer. */
  dropWaitingBelow(id: string): void;

  /** The appointments that wait in divisions below this one, the oldest first. */
  waitingBelow(now: number): readonly WaitingBelow[];

  /** Decides a proposed appointment by the rule of two persons. The caller has checked the right of the second one. */
  decideAppointment(id: string, order: AppointmentDecisionOrder, now: number): Promise<DecideAppointmentResult>;

  /** Records that an administrator's passkeys were reported lost, or that two let them make a new one. */
  notePasskey(id: string, act: PasskeyAct, by: PasskeyHand, now: number): Promise<void>;
}

/** RPC of a Division: its methods and their types. */
import type { AppointmentRpc, NewAdministrator } from "./appointment-rpc.ts";
import type { CaseRpc } from "./case-rpc.ts";
import type { LookRpc } from "./look-rpc.ts";
import type { APPOINTMENT_ACTS } from "../../domain/administrator/appointment.ts";
import type { AccountKey, Actor, PersonKey } from "../../domain/access/keys.ts";
import type { AddDivisionRefusal, NewCommunity } from "../../domain/division/added.ts";
import type { DivisionRow } from "../../domain/division/table.ts";
import type { PersonName } from "../../domain/identity/name.ts";
import type { PhoneNumber } from "../../domain/identity/phone.ts";
import type { LoneAppointment } from "../../domain/officer/officer.ts";
import type { Result } from "../../domain/result.ts";
import type { Counts, DaySketch, HourCounts } from "../../domain/statistics/counts.ts";
import type { DayRange } from "../../domain/statistics/range.ts";
import type { Bounds, Outcome, VerificationCount } from "../../domain/statistics/verifications.ts";

export interface AdministratorView {
  readonly id: string;
  readonly account: AccountKey;
  /** Null for an administrator of an earlier release, who was appointed without a person. */
  readonly person: PersonKey | null;
  /** E.164, so that an administrator of a parent division can call. */
  readonly phone: string;
  readonly maskedName: string;
  /** The time of the appointment, ms. */
  readonly since: number;
}

/** The account that acts, the division in whose name it acts, and the reason. */
export interface Office {
  readonly actor: Actor["account"];
  /** The division whose administrator acts; `operator` for an operator's command. */
  readonly office: string;
  readonly reason: string;
  /** The person who appoints alone; absent for an act of two, of an operator, and for other acts. */
  readonly aloneBy?: PersonKey | null;
}

/** A row of the chain of acts: an appointment, a removal, a refusal of an application, a reopening, an added community or alias. */
export interface AppointmentView {
  readonly at: number;
  readonly act: (typeof APPOINTMENT_ACTS)[number];
  readonly maskedName: string;
  readonly office: string;
  readonly reason: string;
  /** False if the hash of this row, or of the next row, does not fit. */
  readonly intact: boolean;
}

export type RemoveAdministratorResult = Result<
  AccountKey,
  { readonly code: "administrator_not_found" } | { readonly code: "last_administrator" }
>;

export interface Replacement {
  readonly administrator: AdministratorView;
  /** The account of the administrator who was replaced. */
  readonly leaving: AccountKey;
}

export type ReplaceAdministratorResult = Result<
  Replacement,
  { readonly code: "administrator_not_found" } | { readonly code: "same_administrator" }
>;

/** The content of an application. Stored sealed. */
export interface ApplicationText {
  readonly name: PersonName;
  readonly division: string;
  readonly phone: PhoneNumber;
}

export interface ApplicationView extends ApplicationText {
  readonly id: string;
  /** The time of the application, ms. */
  readonly at: number;
  /** The code of the refusal for which the application could not be decided automatically. */
  readonly why: string;
  /** The time of the refusal, ms; null while the application waits. */
  readonly refusedAt: number | null;
}

export type DecideApplicationResult = Result<null, { readonly code: "application_not_found" }>;

export type AddDivisionResult = Result<DivisionRow, AddDivisionRefusal>;
export type WaitResult = Result<null, { readonly code: "too_many_applications" }>;

/** The counts of a source for some hours and days. The values are absolute, so that a repeated report changes nothing. */
export interface CountReport {
  readonly hours: readonly HourCounts[];
  readonly days: readonly DaySketch[];
}

export interface CountsView extends Counts {
  /** The estimated number of different persons who passed; null for hours, and for several days whose sketches have been removed. */
  readonly persons: number | null;
}

export interface StatisticsView {
  readonly total: CountsView;
  /** Each hour or day that has counts, in order. */
  readonly bins: readonly (CountsView & { readonly at: number })[];
  /** Each division one level below that has counts, and the division's own gates and residents under its own code. */
  readonly children: readonly (CountsView & { readonly child: string })[];
}

/** The checks of codes of one issuer with one outcome. */
export interface OutcomeBounds extends Bounds {
  readonly issuer: string;
  readonly outcome: Outcome;
}

/** The checks of one hour (since 1970 UTC), of valid or of refused codes. */
export interface HourBounds extends Bounds {
  readonly hour: number;
  /** 1: valid codes; 0: refused ones. */
  readonly valid: number;
}

export interface VerificationsView {
  readonly outcomes: readonly OutcomeBounds[];
  readonly hours: readonly HourBounds[];
}

/** The methods of a division, as its callers see them. */
export interface DivisionRpc extends AppointmentRpc, CaseRpc, LookRpc {
  /** Stores the counts of a child division, of this division's own gates, or of the residents in a shard of persons. */
  report(source: string, report: CountReport): void;

  /** The counts that were reported for these days: in total, by hour or day, and by child. */
  statistics(range: DayRange, now: number): StatisticsView;

  /** Adds an isolate's counts of checked codes to those of one hour (hours since 1970 UTC). Not idempotent. Called for the issuer's own region. */
  addVerifications(hour: number, counts: readonly VerificationCount[]): void;

  /** The counts of codes that were checked on these days. */
  verifications(range: DayRange): VerificationsView;

  /** Whether this account of this person is an administrator now. */
  isAdministrator(actor: Pick<Actor, "account" | "person">): boolean;

  /** The present appointments of these accounts that one person made alone. */
  appointmentsAlone(accounts: readonly AccountKey[]): readonly LoneAppointment[];

  /** Appoints an administrator. For a person who is an administrator already it changes nothing and writes no second record. */
  appoint(administrator: NewAdministrator, by: Office, now: number): Promise<AdministratorView>;

  /** All administrators, the longest-serving first. */
  administrators(): Promise<readonly AdministratorView[]>;

  /**
   * Removes an administrator, effective at once. Answers with the account whose grant is to be withdrawn.
   * @param keepsOne refuses to remove the last administrator, for a caller without a right in a parent division
   */
  remove(id: string, by: Office, now: number, keepsOne?: boolean): Promise<RemoveAdministratorResult>;

  /** Replaces an administrator in one step, so that the division is never without one. */
  replace(id: string, administrator: NewAdministrator, by: Office, now: number): Promise<ReplaceAdministratorResult>;

  /** The newest 100 rows of the chain of acts, newest first. */
  appointments(): Promise<readonly AppointmentView[]>;

  /** Stores an application for the decision of an administrator. A repeat has the same id, because the id comes from the text; it keeps its place and takes the newer reason. A refused application waits again. */
  wait(id: string, application: ApplicationText, why: string, now: number): Promise<WaitResult>;

  /** The number of waiting applications. */
  waiting(): number;

  /** The waiting applications, oldest first. */
  applications(): Promise<readonly ApplicationView[]>;

  /** Applications that were refused within the last day, at most the latest 50, newest refusal first. */
  refusedApplications(): Promise<readonly ApplicationView[]>;

  /** A waiting application; null if it does not wait. */
  application(id: string): Promise<ApplicationView | null>;

  /** Removes an application whose applicant an administrator has appointed. */
  settle(id: string): void;

  /** Refuses an application, with a row in the chain of acts. The refusal can be withdrawn within a day. */
  refuseApplication(id: string, maskedName: string, by: Office, now: number): Promise<DecideApplicationResult>;

  /** Withdraws a refusal: the application waits again. */
  reopenApplication(id: string, by: Office, now: number): Promise<DecideApplicationResult>;

  /** Adds a community below this street. @param table the rows of the division table below this street */
  addCommunity(community: NewCommunity, table: readonly DivisionRow[], by: Office, now: number): Promise<AddDivisionResult>;

  /** Adds an alias to a community below this street. */
  addAlias(code: string, alias: string, table: readonly DivisionRow[], by: Office, now: number): Promise<AddDivisionResult>;
}

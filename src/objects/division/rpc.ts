/** What crosses the boundary of a Division. */
import type { AccountKey, Actor, PersonKey } from "../../domain/access/keys.ts";
import type { AddDivisionRefusal, NewCommunity } from "../../domain/division/added.ts";
import type { DivisionRow } from "../../domain/division/table.ts";
import type { PersonName } from "../../domain/identity/name.ts";
import type { PhoneNumber } from "../../domain/identity/phone.ts";
import type { LookExtent, Purpose } from "../../domain/look/look.ts";
import type { Result } from "../../domain/result.ts";
import type { Counts, DaySketch, HourCounts } from "../../domain/statistics/counts.ts";
import type { DayRange } from "../../domain/statistics/range.ts";

export interface NewAdministrator {
  /** Made by the worker: how the API names this administrator. */
  readonly id: string;
  readonly account: AccountKey;
  /** To whom the login belongs by real name; null where it was bound to nobody yet. */
  readonly person: PersonKey | null;
  readonly phone: string;
  readonly maskedPhone: string;
  readonly maskedName: string;
}

export interface AdministratorView {
  readonly id: string;
  /** E.164: whoever is above calls them. */
  readonly phone: string;
  readonly maskedName: string;
  /** ms */
  readonly since: number;
}

/** In whose name something is done here. */
export interface Office {
  readonly actor: Actor["account"];
  /** The division whose administrator acts; `operator` for the command of operators. */
  readonly office: string;
  readonly reason: string;
}

/** A row of the append-only chain of appointments. */
export interface AppointmentView {
  readonly at: number;
  readonly act: "appointed" | "removed" | "refused" | "reopened" | "added" | "alias";
  readonly maskedName: string;
  readonly office: string;
  readonly reason: string;
  /** False where this row, or the one after it, does not follow from the row before it. */
  readonly intact: boolean;
}

export type RemoveAdministratorResult = Result<
  AccountKey,
  { readonly code: "administrator_not_found" } | { readonly code: "last_administrator" }
>;

export interface Replaced {
  readonly administrator: AdministratorView;
  /** Whose right ended. */
  readonly leaving: AccountKey;
}

export type ReplaceAdministratorResult = Result<
  Replaced,
  { readonly code: "administrator_not_found" } | { readonly code: "same_administrator" }
>;

/** An application as it was written, sealed at rest. */
export interface ApplicationText {
  readonly name: PersonName;
  readonly division: string;
  readonly phone: PhoneNumber;
}

export interface ApplicationView extends ApplicationText {
  readonly id: string;
  /** ms */
  readonly at: number;
  /** Refusal code: why it could not be decided at once. */
  readonly why: string;
  /** ms; null while it waits. */
  readonly refusedAt: number | null;
}

export type DecideApplicationResult = Result<null, { readonly code: "application_not_found" }>;

export type AddDivisionResult = Result<DivisionRow, AddDivisionRefusal>;
export type WaitResult = Result<null, { readonly code: "too_many_applications" }>;

/** What a source knows of some hours and days, absolute: told twice it is told once. */
export interface CountReport {
  readonly hours: readonly HourCounts[];
  readonly days: readonly DaySketch[];
}

export interface CountsView extends Counts {
  /** Different persons who passed, about; null where that is not known: by the hour, and of days long ago together. */
  readonly persons: number | null;
}

export interface StatisticsView {
  readonly total: CountsView;
  /** Each hour or day that has counts, in order. */
  readonly bins: readonly (CountsView & { readonly at: number })[];
  /** Each division one level below that has counts, and the division's own gates and residents under its own code. */
  readonly children: readonly (CountsView & { readonly child: string })[];
}

/** A look as those in charge of whoever looked see it. */
export interface NewDivisionLook {
  /** ms */
  readonly at: number;
  readonly office: string;
  /** Of the administrator who looked. */
  readonly maskedPhone: string;
  /** Of the person. */
  readonly maskedName: string;
  readonly purpose: Purpose;
  readonly extent: LookExtent;
}

export interface DivisionLook extends NewDivisionLook {
  readonly seq: number;
  /** False where this row, or the one after it, does not follow from the row before it. */
  readonly intact: boolean;
}

/** The methods of a division, as its callers see them. */
export interface DivisionRpc extends Rpc.DurableObjectBranded {
  /** Takes the counts of a child, of this division's own gates, or of a shard of persons who live here. */
  report(source: string, report: CountReport): void;

  /** What was reported of those days. */
  statistics(range: DayRange, now: number): StatisticsView;

  /** Whether this login of this person is in charge now. */
  isAdministrator(actor: Pick<Actor, "account" | "person">): boolean;

  /** Appoints an administrator; one who is in charge already is answered as they are, and nothing is recorded twice. */
  appoint(administrator: NewAdministrator, by: Office, now: number): Promise<AdministratorView>;

  /** Who is in charge. */
  administrators(): Promise<readonly AdministratorView[]>;

  /**
   * Lets an administrator go, at once effective; answers with the account from which the grant has to be withdrawn.
   * @param keepsOne refuses to let the last one go: for whoever is not in charge above
   */
  remove(id: string, by: Office, now: number, keepsOne?: boolean): Promise<RemoveAdministratorResult>;

  /** Replaces an administrator in one step, so that the division is never without one. */
  replace(id: string, administrator: NewAdministrator, by: Office, now: number): Promise<ReplaceAdministratorResult>;

  /** The newest of what was done here. */
  appointments(): Promise<readonly AppointmentView[]>;

  /** Keeps an application for review under the sender's id; the same one again is the same. */
  wait(id: string, application: ApplicationText, why: string, now: number): Promise<WaitResult>;

  /** How many wait here. */
  waiting(): number;

  /** What waits here, oldest first. */
  applications(): Promise<readonly ApplicationView[]>;

  /** What was turned down within the day, newest first. */
  refusedApplications(): Promise<readonly ApplicationView[]>;

  /** One that waits. */
  application(id: string): Promise<ApplicationView | null>;

  /** An application is decided: it waits no longer. */
  settle(id: string): void;

  /** An application is turned down: that is written where appointments are. It can be taken back for a day. */
  refuseApplication(id: string, maskedName: string, by: Office, now: number): Promise<DecideApplicationResult>;

  /** A refusal of before is taken back: the application waits again. */
  reopenApplication(id: string, by: Office, now: number): Promise<DecideApplicationResult>;

  /** A community of its own below this street. @param table what the table has below this street */
  addCommunity(asked: NewCommunity, table: readonly DivisionRow[], by: Office, now: number): Promise<AddDivisionResult>;

  /** One more name for a community below this street. */
  addAlias(code: string, alias: string, table: readonly DivisionRow[], by: Office, now: number): Promise<AddDivisionResult>;

  /** Notes a look that was made in the name of this division or of one below it. */
  noteLook(look: NewDivisionLook): Promise<void>;

  /** Looks of this division and of those below it, newest first, below the number `before`. */
  looks(before: number, limit: number, now: number): Promise<readonly DivisionLook[]>;
}

/**
 * One division of any level: its administrators, applications to become one, added communities, counts and looks. The routes check the right of an administrator
 * with `isAdministrator` before each act; an operator's act needs a signed request instead.
 */
import { DurableObject } from "cloudflare:workers";
import type { AccountKey, Actor } from "../../domain/access/keys.ts";
import type { NewCommunity } from "../../domain/division/added.ts";
import type { DivisionRow } from "../../domain/division/table.ts";
import type { DayRange } from "../../domain/statistics/range.ts";
import type { VerificationCount } from "../../domain/statistics/verifications.ts";
import { Alarm } from "../duty/alarm.ts";
import type { ObjectsEnv } from "../env.ts";
import { migrate } from "../migrate.ts";
import { isInCharge } from "./administrators.ts";
import type {
  AppointmentDecisionOrder,
  AppointmentOrder,
  PasskeyAct,
  WaitingBelow,
  NewAdministrator,
} from "./appointment-rpc.ts";
import type { DecideCase, NewCase } from "./case-rpc.ts";
import type { NewDivisionLook } from "./look-rpc.ts";
import { migrations } from "./migrations.ts";
import { type DivisionParts, openDivision } from "./open.ts";
import type { ApplicationText, CountReport, DivisionRpc, Office } from "./rpc.ts";
import { statisticsOf } from "./statistics.ts";

const LATEST_APPOINTMENTS = 100;

export class Division extends DurableObject<ObjectsEnv> implements DivisionRpc {
  readonly #parts: DivisionParts;
  readonly #alarm: Alarm;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    const { parts, duties } = openDivision(state, env, (at) => this.#alarm.wake(at));
    this.#parts = parts;
    this.#alarm = new Alarm(state, duties);
  }

  report(source: string, report: CountReport): void {
    const now = Date.now();
    if (this.#parts.reports.take(source, report, now)) this.#alarm.arm(now);
  }

  statistics(range: DayRange, now: number) {
    return statisticsOf(this.#parts.counts, range, now);
  }

  addVerifications(hour: number, counts: readonly VerificationCount[]): void {
    const now = Date.now();
    this.#parts.verifications.add(hour, counts, now);
    this.#alarm.arm(now);
  }

  verifications(range: DayRange) {
    return this.#parts.verifications.view(range);
  }

  isAdministrator(actor: Pick<Actor, "account" | "person">): boolean {
    return isInCharge(this.#parts.rows, actor);
  }

  appointmentsAlone(accounts: readonly AccountKey[]) {
    return this.#parts.administrators.alone(accounts);
  }

  appoint(administrator: NewAdministrator, by: Office, now: number) {
    return this.#parts.administrators.appoint(administrator, by, now);
  }

  administrators() {
    return this.#parts.administrators.views();
  }

  remove(id: string, by: Office, now: number, keepsOne = false) {
    return this.#parts.administrators.remove(id, by, now, keepsOne);
  }

  replace(id: string, administrator: NewAdministrator, by: Office, now: number) {
    return this.#parts.administrators.replace(id, administrator, by, now);
  }

  notePasskey(id: string, act: PasskeyAct, by: Office, now: number) {
    return this.#parts.administrators.notePasskey(id, act, by, now);
  }

  proposeAppointment(order: AppointmentOrder, now: number) {
    return this.#parts.proposed.propose(order, now);
  }

  proposedAppointments(now: number) {
    return this.#parts.proposed.all(now);
  }

  noteWaitingBelow(one: WaitingBelow, now: number): void {
    this.#parts.below.note(one, now);
  }

  dropWaitingBelow(id: string): void {
    this.#parts.below.drop(id);
  }

  waitingBelow(now: number) {
    return this.#parts.below.all(now);
  }

  decideAppointment(id: string, order: AppointmentDecisionOrder, now: number) {
    return this.#parts.proposed.decide(id, order, now);
  }

  appointments() {
    return this.#parts.chain.newest(LATEST_APPOINTMENTS);
  }

  wait(id: string, application: ApplicationText, why: string, now: number) {
    return this.#parts.applications.wait(id, application, why, now);
  }

  waiting(): number {
    return this.#parts.applications.count();
  }

  applications() {
    return this.#parts.applications.waiting();
  }

  refusedApplications() {
    return this.#parts.applications.refused(Date.now());
  }

  application(id: string) {
    return this.#parts.applications.one(id);
  }

  settle(id: string): void {
    this.#parts.applications.settle(id);
  }

  refuseApplication(id: string, maskedName: string, by: Office, now: number) {
    return this.#parts.applications.refuse(id, maskedName, by, now);
  }

  reopenApplication(id: string, by: Office, now: number) {
    return this.#parts.applications.reopen(id, by, now);
  }

  addCommunity(community: NewCommunity, table: readonly DivisionRow[], by: Office, now: number) {
    return this.#parts.additions.community(community, table, by, now);
  }

  addAlias(code: string, alias: string, table: readonly DivisionRow[], by: Office, now: number) {
    return this.#parts.additions.alias(code, alias, table, by, now);
  }

  openCase(one: NewCase, now: number) {
    return this.#parts.cases.open(one, now);
  }

  cases(now: number) {
    return this.#parts.cases.all(now);
  }

  case(id: string) {
    return this.#parts.cases.one(id);
  }

  waitingCases(): number {
    return this.#parts.cases.waiting();
  }

  decideCase(decision: DecideCase, now: number): Promise<void> {
    return this.#parts.cases.decide(decision, now);
  }

  noteLook(look: NewDivisionLook): Promise<void> {
    return this.#parts.looks.note(look);
  }

  looks(before: number, limit: number, now: number) {
    return this.#parts.looks.page(before, limit, now);
  }

  beginLookUp(now: number) {
    return this.#parts.looks.begin(now);
  }

  endLookUp(begunAt: number): void {
    this.#parts.looks.end(begunAt);
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring(Date.now());
  }
}

/**
 * One division of any level: its administrators, applications to become one, added communities, counts and looks. The routes check the right of an administrator
 * with `isAdministrator` before each act; an operator's act needs a signed request instead.
 */
import { DurableObject } from "cloudflare:workers";
import type { AccountKey, Actor } from "../../domain/access/keys.ts";
import type { NewCommunity } from "../../domain/division/added.ts";
import { parentOf } from "../../domain/division/division.ts";
import type { DivisionRow } from "../../domain/division/table.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import type { DayRange } from "../../domain/statistics/range.ts";
import { publishDivision } from "../../storage/added-divisions.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { Alarm } from "../duty/alarm.ts";
import { chainCheckDuty, checkLater } from "../chain/chain-check.ts";
import { LookChain, lookRetention } from "../chain/look-chain.ts";
import { divisionOf, type ObjectsEnv } from "../env.ts";
import { issuerOf, placeOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { DivisionAdditions, addedDuty, AddedStore } from "./additions.ts";
import { AppointmentChain } from "./appointment-chain.ts";
import { AdministratorStore } from "./administrator-store.ts";
import { Administrators, isInCharge } from "./administrators.ts";
import type { AppointmentDecisionOrder, AppointmentOrder, WaitingBelow } from "./appointment-rpc.ts";
import type { CaseView, DecideCase, NewCase, OpenCaseResult } from "./case-rpc.ts";
import { Cases } from "./cases.ts";
import { CountStore } from "./count-store.ts";
import { countDuty, countRetention, take } from "./counting.ts";
import type { NewDivisionLook } from "./look-rpc.ts";
import { DivisionLooks } from "./looks.ts";
import { migrations } from "./migrations.ts";
import { ApplicationStore, Applications, refusedRetention } from "./applications.ts";
import type {
  ApplicationText,
  CountReport,
  DivisionRpc,
  NewAdministrator,
  Office,
  RemoveAdministratorResult,
  ReplaceAdministratorResult,
  WaitResult,
} from "./rpc.ts";
import { ProposedAppointments } from "./proposed-appointments.ts";
import { statisticsOf } from "./statistics.ts";
import { WaitingBelowStore } from "./waiting-below.ts";

const LATEST_APPOINTMENTS = 100;

export class Division extends DurableObject<ObjectsEnv> implements DivisionRpc {
  readonly #administrators: AdministratorStore;
  readonly #appointments: AppointmentChain;
  readonly #administration: Administrators;
  readonly #proposed: ProposedAppointments;
  readonly #below: WaitingBelowStore;
  readonly #applications: Applications;
  readonly #additions: DivisionAdditions;
  readonly #cases: Cases;
  readonly #counts: CountStore;
  readonly #divisionLooks: DivisionLooks;
  readonly #alarm: Alarm;
  /** The number of reports that changed counts, since the start of this object. */
  #changes = 0;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#administrators = new AdministratorStore(state.storage.sql);
    this.#counts = new CountStore(state.storage.sql);
    const own = placeOf(state.id);
    const issuer = { code: issuerOf(state.id) };
    const above = own === regionOf(issuer.code) ? "" : parentOf(own);
    const tell = (report: CountReport) => divisionOf(env, issuer, above).report(own, report);
    const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuer.code);
    const wake = (at: number) => this.#alarm.wake(at);
    const looks = new LookChain(state.storage, checkLater(wake));
    this.#divisionLooks = new DivisionLooks(own, looks, wake);
    this.#appointments = new AppointmentChain(state.storage, checkLater(wake));
    this.#administration = new Administrators(this.#administrators, this.#appointments, secrets);
    this.#below = new WaitingBelowStore(state.storage.sql);
    this.#proposed = new ProposedAppointments(state.storage.sql, this.#administration, this.#appointments, wake);
    const [added, applications] = [new AddedStore(state.storage.sql), new ApplicationStore(state.storage.sql)];
    const publication = addedDuty(added, (row) => publishDivision(env.PUBLISHED, issuer.code, row));
    this.#additions = new DivisionAdditions(own, added, this.#appointments, publication, wake);
    this.#applications = new Applications(applications, this.#appointments, secrets, wake);
    this.#cases = new Cases(state.storage.sql, secrets, wake);
    this.#alarm = new Alarm(state, [
      publication,
      this.#cases.retention(),
      this.#proposed.retention(),
      refusedRetention(applications),
      countDuty(this.#counts, env, above === "" ? null : tell, () => this.#changes),
      countRetention(state.storage, this.#counts),
      lookRetention(state.storage, looks),
      chainCheckDuty(state, this.#appointments.table),
      chainCheckDuty(state, looks.table),
    ]);
  }

  report(source: string, report: CountReport): void {
    const now = Date.now();
    const changed = this.ctx.storage.transactionSync(() => take(this.#counts, placeOf(this.ctx.id), source, report, now));
    if (!changed) return;
    this.#changes += 1;
    this.#alarm.arm(now);
  }

  statistics(range: DayRange, now: number) {
    return statisticsOf(this.#counts, range, now);
  }

  isAdministrator(actor: Pick<Actor, "account" | "person">): boolean {
    return isInCharge(this.#administrators, actor);
  }

  appointmentsAlone(accounts: readonly AccountKey[]) {
    return this.#administration.alone(accounts);
  }

  appoint(administrator: NewAdministrator, by: Office, now: number) {
    return this.#administration.appoint(administrator, by, now);
  }

  administrators() {
    return this.#administration.views();
  }

  remove(id: string, by: Office, now: number, keepsOne = false): Promise<RemoveAdministratorResult> {
    return this.#administration.remove(id, by, now, keepsOne);
  }

  replace(id: string, administrator: NewAdministrator, by: Office, now: number): Promise<ReplaceAdministratorResult> {
    return this.#administration.replace(id, administrator, by, now);
  }

  proposeAppointment(order: AppointmentOrder, now: number) {
    return this.#proposed.propose(order, now);
  }

  proposedAppointments(now: number) {
    return this.#proposed.all(now);
  }

  noteWaitingBelow(one: WaitingBelow, now: number): void {
    this.#below.note(one, now);
  }

  dropWaitingBelow(id: string): void {
    this.#below.drop(id);
  }

  waitingBelow(now: number) {
    return this.#below.all(now);
  }

  decideAppointment(id: string, order: AppointmentDecisionOrder, now: number) {
    return this.#proposed.decide(id, order, now);
  }

  appointments() {
    return this.#appointments.newest(LATEST_APPOINTMENTS);
  }

  wait(id: string, application: ApplicationText, why: string, now: number): Promise<WaitResult> {
    return this.#applications.wait(id, application, why, now);
  }

  waiting(): number {
    return this.#applications.count();
  }

  applications() {
    return this.#applications.waiting();
  }

  refusedApplications() {
    return this.#applications.refused(Date.now());
  }

  application(id: string) {
    return this.#applications.one(id);
  }

  settle(id: string): void {
    this.#applications.settle(id);
  }

  refuseApplication(id: string, maskedName: string, by: Office, now: number) {
    return this.#applications.refuse(id, maskedName, by, now);
  }

  reopenApplication(id: string, by: Office, now: number) {
    return this.#applications.reopen(id, by, now);
  }

  addCommunity(community: NewCommunity, table: readonly DivisionRow[], by: Office, now: number) {
    return this.#additions.community(community, table, by, now);
  }

  addAlias(code: string, alias: string, table: readonly DivisionRow[], by: Office, now: number) {
    return this.#additions.alias(code, alias, table, by, now);
  }

  openCase(one: NewCase, now: number): Promise<OpenCaseResult> {
    return this.#cases.open(one, now);
  }

  cases(now: number): Promise<readonly CaseView[]> {
    return this.#cases.all(now);
  }

  case(id: string): Promise<CaseView | null> {
    return this.#cases.one(id);
  }

  waitingCases(): number {
    return this.#cases.waiting();
  }

  decideCase(decision: DecideCase, now: number): Promise<void> {
    return this.#cases.decide(decision, now);
  }

  noteLook(look: NewDivisionLook): Promise<void> {
    return this.#divisionLooks.note(look);
  }

  looks(before: number, limit: number, now: number) {
    return this.#divisionLooks.page(before, limit, now);
  }

  beginLookUp(now: number) {
    return this.#divisionLooks.begin(now);
  }

  endLookUp(begunAt: number): void {
    this.#divisionLooks.end(begunAt);
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring(Date.now());
  }
}

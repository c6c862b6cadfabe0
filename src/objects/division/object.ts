/** One division of any level: who is in charge of it, who has applied to be, and what was added below. The truth about an administrator's right, asked at the time of each act. */
import { DurableObject } from "cloudflare:workers";
import type { Actor } from "../../domain/access/keys.ts";
import type { NewCommunity } from "../../domain/division/added.ts";
import { parentOf } from "../../domain/division/division.ts";
import type { DivisionRow } from "../../domain/division/table.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { dueAt, overUntil } from "../../domain/retention.ts";
import type { DayRange } from "../../domain/statistics/range.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { Alarm } from "../duty/alarm.ts";
import { Chain } from "../chain/chain.ts";
import { LookChain, lookRetention } from "../chain/look-chain.ts";
import { divisionOf, issuerOf, type ObjectsEnv, placeOf } from "../env.ts";
import { migrate } from "../migrate.ts";
import { Added } from "./added.ts";
import { AdministratorStore } from "./administrator-store.ts";
import { Charge, isInCharge } from "./administrators.ts";
import { CountStore } from "./count-store.ts";
import { countRetention, take, telling } from "./counting.ts";
import { migrations } from "./migrations.ts";
import { Queue } from "./applications.ts";
import type {
  AddDivisionResult,
  AdministratorView,
  ApplicationText,
  ApplicationView,
  AppointmentView,
  CountReport,
  DecideApplicationResult,
  DivisionLook,
  NewAdministrator,
  NewDivisionLook,
  Office,
  RemoveAdministratorResult,
  ReplaceAdministratorResult,
  StatisticsView,
  WaitResult,
} from "./rpc.ts";
import { statisticsOf } from "./statistics.ts";

const LATEST_APPOINTMENTS = 100;

export class Division extends DurableObject<ObjectsEnv> {
  readonly #administrators: AdministratorStore;
  readonly #charge: Charge;
  readonly #queue: Queue;
  readonly #added: Added;
  readonly #counts: CountStore;
  readonly #looks: LookChain;
  readonly #alarm: Alarm;
  /** Reports that changed something, since this object woke. */
  #changes = 0;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#administrators = new AdministratorStore(state.storage.sql);
    this.#looks = new LookChain(state.storage.sql);
    this.#counts = new CountStore(state.storage.sql);
    const own = placeOf(state.id);
    const issuer = { code: issuerOf(state.id) };
    const above = own === regionOf(issuer.code) ? "" : parentOf(own);
    const tell = (report: CountReport) => divisionOf(env, issuer, above).report(own, report);
    const chain = new Chain(state.storage, this.#administrators);
    const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuer.code);
    const wake = (at: number) => this.#alarm.wake(at);
    this.#charge = new Charge(this.#administrators, chain, secrets);
    this.#added = new Added(state, env, chain, wake);
    this.#queue = new Queue(state.storage.sql, chain, secrets, wake);
    this.#alarm = new Alarm(state, [
      this.#added.duty,
      this.#queue.duty,
      telling(this.#counts, env, above === "" ? null : tell, () => this.#changes),
      countRetention(state.storage, this.#counts),
      lookRetention(state.storage, this.#looks),
    ]);
  }

  /** Takes the counts of a child, of this division's own gates, or of a shard of persons who live here. */
  report(source: string, report: CountReport): void {
    const now = Date.now();
    const changed = this.ctx.storage.transactionSync(() => take(this.#counts, placeOf(this.ctx.id), source, report, now));
    if (!changed) return;
    this.#changes += 1;
    this.#alarm.arm(now);
  }

  /** What was reported of those days. */
  statistics(range: DayRange, now: number): StatisticsView {
    return statisticsOf(this.#counts, range, now);
  }

  isAdministrator(actor: Pick<Actor, "account" | "person">): boolean {
    return isInCharge(this.#administrators, actor);
  }

  /** Appoints an administrator; one who is in charge already is answered as they are, and nothing is recorded twice. */
  appoint(administrator: NewAdministrator, by: Office, now: number): Promise<AdministratorView> {
    return this.#charge.appoint(administrator, by, now);
  }

  administrators(): Promise<readonly AdministratorView[]> {
    return this.#charge.views();
  }

  /**
   * Lets an administrator go, at once effective; answers with the account from which the grant has to be withdrawn.
   * @param keepsOne refuses to let the last one go: for whoever is not in charge above
   */
  remove(id: string, by: Office, now: number, keepsOne = false): Promise<RemoveAdministratorResult> {
    return this.#charge.remove(id, by, now, keepsOne);
  }

  /** One goes and another comes in one act, so that nobody is in charge at no moment. */
  replace(id: string, administrator: NewAdministrator, by: Office, now: number): Promise<ReplaceAdministratorResult> {
    return this.#charge.replace(id, administrator, by, now);
  }

  /** The newest of what was done here. */
  appointments(): readonly AppointmentView[] {
    return this.#administrators.appointments(LATEST_APPOINTMENTS);
  }

  /** Keeps an application for review under the sender's id; the same one again is the same. */
  wait(id: string, application: ApplicationText, why: string, now: number): Promise<WaitResult> {
    return this.#queue.wait(id, application, why, now);
  }

  /** How many wait here. */
  waiting(): number {
    return this.#queue.count();
  }

  /** What waits here, oldest first. */
  applications(): Promise<readonly ApplicationView[]> {
    return this.#queue.waiting();
  }

  /** What was turned down within the day, newest first. */
  refusedApplications(): Promise<readonly ApplicationView[]> {
    return this.#queue.refused(Date.now());
  }

  /** One that waits. */
  application(id: string): Promise<ApplicationView | null> {
    return this.#queue.one(id);
  }

  /** An application is decided: it waits no longer. */
  settle(id: string): void {
    this.#queue.settle(id);
  }

  /** An application is turned down: that is written where appointments are. It can be taken back for a day. */
  refuseApplication(id: string, maskedName: string, by: Office, now: number): Promise<DecideApplicationResult> {
    return this.#queue.refuse(id, maskedName, by, now);
  }

  /** A refusal of before is taken back: the application waits again. */
  reopenApplication(id: string, by: Office, now: number): Promise<DecideApplicationResult> {
    return this.#queue.reopen(id, by, now);
  }

  /** A community of its own below this street. @param table what the table has below this street */
  addCommunity(asked: NewCommunity, table: readonly DivisionRow[], by: Office, now: number): Promise<AddDivisionResult> {
    return this.#added.community(asked, table, by, now);
  }

  /** One more name for a community below this street. */
  addAlias(code: string, alias: string, table: readonly DivisionRow[], by: Office, now: number): Promise<AddDivisionResult> {
    return this.#added.alias(code, alias, table, by, now);
  }

  /** Notes a look that was made in the name of this division or of one below it. */
  async noteLook({ maskedPhone, maskedName, ...look }: NewDivisionLook): Promise<void> {
    await this.#looks.append({ ...look, subject: maskedName, detail: maskedPhone });
    this.#alarm.wake(dueAt("look", look.at));
  }

  /** Looks of this division and of those below it, newest first, below the number `before`. */
  looks(before: number, limit: number, now: number): readonly DivisionLook[] {
    return this.#looks
      .page(overUntil("look", now), before, limit)
      .map(({ subject, detail, ...look }) => ({ ...look, maskedName: subject, maskedPhone: detail }));
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring(Date.now());
  }
}

/** One division of any level: who is in charge of it, and who has applied to be. The truth about an administrator's right, asked at the time of each act. */
import { DurableObject } from "cloudflare:workers";
import type { AccountKey } from "../../domain/access/keys.ts";
import { toHex } from "../../domain/hex.ts";
import { parentOf } from "../../domain/division/division.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { lookDue, lookOverUntil } from "../../domain/look/retention.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { DayRange } from "../../domain/statistics/range.ts";
import { open, seal } from "../../token/seal.ts";
import { type Secrets, openSecrets } from "../../token/secrets.ts";
import { Alarm } from "../alarm.ts";
import { type ObjectsEnv, divisionOf, issuerOf, placeOf } from "../env.ts";
import { LookChain } from "../look-chain.ts";
import { lookRetention } from "../look-retention.ts";
import { migrate } from "../migrate.ts";
import { AdministratorStore, type AppointmentRow } from "./administrator-store.ts";
import { ApplicationStore } from "./application-store.ts";
import { openApplication } from "./application-view.ts";
import { CountStore } from "./count-store.ts";
import { countRetention, take, telling } from "./counting.ts";
import { migrations } from "./migrations.ts";
import type {
  ApplicationText,
  ApplicationView,
  WaitResult,
  AdministratorView,
  AppointmentView,
  CountReport,
  DivisionLook,
  NewAdministrator,
  NewDivisionLook,
  Office,
  RemoveAdministratorResult,
  StatisticsView,
} from "./rpc.ts";
import { statisticsOf } from "./statistics.ts";

const LATEST_APPOINTMENTS = 100;
/** A queue that nobody reviews does not grow without end. */
const MAX_WAITING = 500;

export class Division extends DurableObject<ObjectsEnv> {
  readonly #administrators: AdministratorStore;
  readonly #applications: ApplicationStore;
  readonly #counts: CountStore;
  readonly #looks: LookChain;
  readonly #alarm: Alarm;
  /** Reports that changed something, since this object woke. */
  #changes = 0;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#administrators = new AdministratorStore(state.storage.sql);
    this.#applications = new ApplicationStore(state.storage.sql);
    this.#looks = new LookChain(state.storage.sql);
    this.#counts = new CountStore(state.storage.sql);
    const own = placeOf(state.id);
    const issuer = { code: issuerOf(state.id) };
    const above = own === regionOf(issuer.code) ? "" : parentOf(own);
    const tell = (report: CountReport) => divisionOf(env, issuer, above).report(own, report);
    this.#alarm = new Alarm(state, [
      telling(this.#counts, above === "" ? null : tell, () => this.#changes),
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

  override alarm(): Promise<void> {
    return this.#alarm.ring(Date.now());
  }

  isAdministrator(account: AccountKey): boolean {
    return this.#administrators.one(account) !== null;
  }

  /** Appoints an administrator; one who is in charge already is answered as they are, and nothing is recorded twice. */
  async appoint(administrator: NewAdministrator, by: Office, now: number): Promise<AdministratorView> {
    const { account, id, phone, maskedName } = administrator;
    const sealedPhone = await seal(await this.#secrets(), ownerOf(account), phone);
    await this.#record({ at: now, act: "appointed", account, maskedName, ...by }, () => {
      if (this.#administrators.one(account) !== null) return false;
      this.#administrators.add({ account, id, sealedPhone, maskedName, since: now });
      return true;
    });
    const row = this.#administrators.one(account);
    return { id: row?.id ?? id, phone, maskedName, since: row?.since ?? now };
  }

  async administrators(): Promise<readonly AdministratorView[]> {
    const secrets = await this.#secrets();
    return Promise.all(
      this.#administrators.all().map(async ({ account, id, maskedName, since, sealedPhone }) => ({
        id,
        maskedName,
        since,
        phone: await open<string>(secrets, ownerOf(account), sealedPhone),
      })),
    );
  }

  /** Lets an administrator go, at once effective; answers with the account from which the grant has to be withdrawn. */
  async remove(id: string, by: Office, now: number): Promise<RemoveAdministratorResult> {
    const leaving = this.#administrators.all().find((row) => row.id === id);
    if (leaving === undefined) return refuse({ code: "administrator_not_found" });
    const { account, maskedName } = leaving;
    await this.#record({ at: now, act: "removed", account, maskedName, ...by }, () => this.#administrators.remove(account));
    return accept(account);
  }

  /** The newest appointments and removals. */
  appointments(): readonly AppointmentView[] {
    return this.#administrators.appointments(LATEST_APPOINTMENTS);
  }

  /** Keeps an application for review under the sender's id; the same one again is the same. */
  async wait(id: string, application: ApplicationText, why: string, now: number): Promise<WaitResult> {
    const sealed = await seal(await this.#secrets(), `application/${id}`, application);
    if (this.#applications.one(id) === null && this.#applications.count() >= MAX_WAITING)
      return refuse({ code: "too_many_applications" });
    this.#applications.save({ id, at: now, sealed, why });
    return accept(null);
  }

  /** What waits here, oldest first. */
  async applications(): Promise<readonly ApplicationView[]> {
    const secrets = await this.#secrets();
    return Promise.all(this.#applications.all(MAX_WAITING).map((row) => openApplication(secrets, row)));
  }

  /** How many wait here. */
  waiting(): number {
    return this.#applications.count();
  }

  async application(id: string): Promise<ApplicationView | null> {
    const row = this.#applications.one(id);
    return row && openApplication(await this.#secrets(), row);
  }

  /** An application is decided: it waits no longer. */
  settle(id: string): void {
    this.#applications.drop(id);
  }

  /** An application is turned down: that is written where appointments are. */
  async refuseApplication(id: string, maskedName: string, by: Office, now: number): Promise<void> {
    await this.#record({ at: now, act: "refused", account: id as AccountKey, maskedName, ...by }, () =>
      this.#applications.drop(id),
    );
  }

  /** Acts and appends to the chain in one step: each hash covers its row and the hash before it. Hashing takes time, so the head is asked again. */
  async #record(row: Omit<AppointmentRow, "hash">, act: () => boolean): Promise<void> {
    const head = this.#administrators.head();
    const text = JSON.stringify([head, row.at, row.act, row.account, row.office, row.actor, row.reason]);
    const hash = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
    if (this.#administrators.head() !== head) return this.#record(row, act);
    this.ctx.storage.transactionSync(() => {
      if (act()) this.#administrators.append({ ...row, hash });
    });
  }

  /** Notes a look that was made in the name of this division or of one below it. */
  async noteLook({ maskedPhone, maskedName, ...look }: NewDivisionLook): Promise<void> {
    await this.#looks.append({ ...look, subject: maskedName, detail: maskedPhone });
    this.#alarm.wake(lookDue(look.at));
  }

  /** Looks of this division and of those below it, newest first, below the number `before`. */
  looks(before: number, limit: number, now: number): readonly DivisionLook[] {
    return this.#looks
      .page(lookOverUntil(now), before, limit)
      .map(({ subject, detail, ...look }) => ({ ...look, maskedName: subject, maskedPhone: detail }));
  }

  #secrets(): Promise<Secrets> {
    return openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
  }
}

function ownerOf(account: AccountKey): string {
  return `administrator/${account}`;
}

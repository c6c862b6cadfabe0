/** A shard of accounts: one-time passwords, the persons that an account manages, and its grants (roles in divisions, which the divisions confirm). session-object.ts has the methods about sessions. */
import { ACTS_PER_HOUR, type LimitedAct, MAX_PEOPLE_TRIED_PER_DAY } from "../../domain/access/hour-limit.ts";
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import {
  MAX_REQUESTS_PER_ADDRESS_AND_HOUR,
  type MessagePool,
  countInDay,
  countInHour,
  mayEnter,
} from "../../domain/access/one-time-password.ts";
import type { Proof } from "../../domain/identity/proof.ts";
import { accept, refuse } from "../../domain/result.ts";
import { dueAt, overUntil, RETENTION } from "../../domain/retention.ts";
import { open, seal } from "../../token/secret/seal.ts";
import { type Secrets, openSecrets } from "../../token/secret/secrets.ts";
import type { ObjectsEnv } from "../env.ts";
import { issuerOf } from "../names.ts";
import { AccountStore } from "./account-store.ts";
import { LoginStore, PEOPLE_TRIED } from "./login-store.ts";
import { forgetMessage, MessageBudget, noteMessage } from "./messages.ts";
import { SessionKeeper } from "./session-object.ts";
import type {
  AccountsRpc,
  AccountTies,
  AccountView,
  AddPersonResult,
  EnterResult,
  GrantRow,
  LoginAttempt,
  NewChallenge,
  NoteResult,
  SessionAccount,
  ManagedPerson,
  ProviderLogin,
  Role,
  SendResult,
  SessionMade,
} from "./rpc.ts";

const MAX_PEOPLE_PER_ACCOUNT = 10;
/** A request enters a person in the account first, and then claims them in their shard, within this time. */
const CLAIM_WITHIN_MS = 10_000;
const SWEEP_EVERY_MS = RETENTION.loginCount.ms;

interface CheckedLogin extends Omit<ProviderLogin, "provider" | "phone"> {
  readonly provider: string | null;
  readonly sealedPhone: string;
}

export class Accounts extends SessionKeeper implements AccountsRpc {
  readonly #logins: LoginStore;
  readonly #accounts: AccountStore;
  /** Of the whole deployment: only the object of `messageBudgetOf` counts. */
  readonly #budget = new MessageBudget();

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    this.#logins = new LoginStore(state.storage.sql);
    this.#accounts = new AccountStore(state.storage.sql);
  }

  countAddress(address: AccountKey, now: number): Promise<SendResult> {
    return this.#count(`address/${address}`, MAX_REQUESTS_PER_ADDRESS_AND_HOUR, now);
  }

  countAct(account: AccountKey, act: LimitedAct, now: number): Promise<SendResult> {
    return this.#count(`${act}/${account}`, ACTS_PER_HOUR[act], now);
  }

  async notePassword(account: AccountKey, challenge: NewChallenge, now: number): Promise<NoteResult> {
    await this.#armSweep(now);
    return noteMessage(this.#logins, account, challenge, now);
  }

  forgetPassword(account: AccountKey, challenge: string, uncount: MessagePool | null): void {
    forgetMessage(this.#logins, account, challenge, uncount);
  }

  countMessage(perMinute: number, now: number): SendResult {
    return this.#budget.count(perMinute, now);
  }

  async enter(account: AccountKey, login: LoginAttempt, now: number): Promise<EnterResult> {
    const sealedPhone = await seal(await this.#secrets(), `account/${account}`, login.phone);
    const entered = mayEnter(now, this.#logins.password(account, login.challenge), login.passwordHash);
    if (!entered.ok) {
      this.#logins.countTry(account, login.challenge);
      return entered;
    }
    this.#logins.dropPassword(account, login.challenge);
    return accept(this.#openSession(account, { ...login, provider: null, sealedPhone }, now));
  }

  async enterByProvider(account: AccountKey, login: ProviderLogin, now: number): Promise<SessionMade> {
    await this.#armSweep(now);
    const sealedPhone = login.phone === null ? "" : await seal(await this.#secrets(), `account/${account}`, login.phone);
    return this.#openSession(account, { ...login, sealedPhone }, now);
  }

  loggedIn(hash: string, now: number, isNoted = true): SessionAccount | null {
    const actor = isNoted ? this.keeper.use(hash, now) : this.keeper.find(hash, now);
    if (actor === null) return null;
    return { actor, people: this.#accounts.people(actor.account), grants: this.#accounts.grants(actor.account) };
  }

  view(account: AccountKey): AccountView | null {
    const phone = this.#accounts.phone(account);
    if (phone === null) return null;
    return { maskedPhone: phone.masked, people: this.#accounts.people(account), grants: this.#accounts.grants(account) };
  }

  ties(account: AccountKey, now: number): AccountTies {
    const administered = this.#accounts.grants(account).filter(({ role }) => role === "administrator");
    return { people: this.#accounts.tied(account, now), divisions: administered.map(({ division }) => division) };
  }

  async phone(account: AccountKey): Promise<{ readonly phone: string; readonly maskedPhone: string } | null> {
    const row = this.#accounts.phone(account);
    if (row === null || row.sealed === "") return null;
    return { phone: await open<string>(await this.#secrets(), `account/${account}`, row.sealed), maskedPhone: row.masked };
  }

  async addPerson(account: AccountKey, person: ManagedPerson, now: number): Promise<AddPersonResult> {
    const counted = await this.#count(`${PEOPLE_TRIED}/${account}`, MAX_PEOPLE_TRIED_PER_DAY, now, countInDay);
    if (!counted.ok) return counted;
    const people = this.#accounts.people(account);
    if (people.some((managed) => managed.person === person.person)) return refuse({ code: "already_managed" });
    if (person.relation === "self" && people.some(({ relation }) => relation === "self"))
      return refuse({ code: "self_already_bound" });
    if (people.length >= MAX_PEOPLE_PER_ACCOUNT) return refuse({ code: "too_many_people" });
    this.#accounts.addPerson(account, person, now);
    return accept(person);
  }

  confirmPerson(account: AccountKey, id: string, proof: Proof): void {
    this.#accounts.confirmPerson(account, id, proof);
  }

  noteProof(account: AccountKey, person: PersonKey, proof: Proof | null): void {
    const entry = this.#accounts.people(account).find((managed) => managed.person === person);
    if (entry === undefined) return;
    if (proof !== null) return this.#accounts.confirmPerson(account, entry.id, proof);
    // The account has added the person again since: its claim waits, or is on its way.
    if (!entry.confirmed) return;
    this.#accounts.removePerson(account, entry.id, Date.now());
    if (entry.relation === "self") this.keeper.endAll(account);
  }

  forgetPerson(account: AccountKey, id: string, now: number): void {
    this.#accounts.removeOlder(account, id, now - CLAIM_WITHIN_MS);
  }

  async removePerson(account: AccountKey, id: string): Promise<void> {
    await this.#armSweep(Date.now());
    this.#accounts.removePerson(account, id, Date.now());
  }

  grant(account: AccountKey, grant: GrantRow): void {
    this.#accounts.grant(account, grant);
  }

  withdraw(account: AccountKey, division: string, role: Role): void {
    this.#accounts.withdraw(account, division, role);
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    this.#logins.sweep(now);
    this.keeper.sweep(now);
    this.#accounts.forgetRemovals(overUntil("formerPerson", now));
    const removal = this.#accounts.oldestRemoval();
    const dues = [this.#logins.nextDue(), this.keeper.nextDue(), removal === null ? null : dueAt("formerPerson", removal)];
    const next = Math.min(...dues.map((due) => due ?? Number.POSITIVE_INFINITY));
    if (Number.isFinite(next)) await this.ctx.storage.setAlarm(Math.max(next, now + SWEEP_EVERY_MS));
  }

  /** Counts in the subject's hour, or another time, or refuses until it is over. */
  async #count(subject: string, limit: number, now: number, countIn = countInHour): Promise<SendResult> {
    await this.#armSweep(now);
    const counted = countIn(now, this.#logins.hourCount(subject), limit);
    if (!counted.ok) return counted;
    this.#logins.saveHourCount(subject, counted.value);
    return accept(null);
  }

  #openSession(account: AccountKey, login: CheckedLogin, now: number): SessionMade {
    this.#accounts.open(account, login.sealedPhone, login.maskedPhone, now);
    const { sessionHash: hash, provider, device = "" } = login;
    return this.keeper.begin({ hash, account, provider, device }, now);
  }

  async #armSweep(now: number): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(now + SWEEP_EVERY_MS);
  }

  #secrets(): Promise<Secrets> {
    return openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
  }
}

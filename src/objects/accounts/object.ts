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
import { opensRoles, type Proof } from "../../domain/identity/proof.ts";
import { accept } from "../../domain/result.ts";
import { open, seal } from "../../token/secret/seal.ts";
import { type Secrets, openSecrets } from "../../token/secret/secrets.ts";
import { Alarm } from "../duty/alarm.ts";
import { type ObjectsEnv, peopleOf } from "../env.ts";
import { issuerIn } from "../issuers.ts";
import { issuerOf } from "../names.ts";
import { AccountStore, formerPersonRetention, mayAdd } from "./account-store.ts";
import { LoginStore, PEOPLE_TRIED, SWEEP_EVERY_MS, sweepDuty } from "./login-store.ts";
import { forgetMessage, MessageBudget, noteMessage } from "./messages.ts";
import { restDuty, Rests } from "./rests.ts";
import { SessionKeeper } from "./session-object.ts";
import type {
  AccountsRpc,
  AddPersonResult,
  GrantRow,
  LoginAttempt,
  NewChallenge,
  ManagedPerson,
  ProviderLogin,
  Role,
  SendResult,
  SessionMade,
} from "./rpc.ts";

interface CheckedLogin extends Omit<ProviderLogin, "provider" | "phone"> {
  readonly provider: string | null;
  readonly sealedPhone: string;
}

export class Accounts extends SessionKeeper implements AccountsRpc {
  readonly #logins: LoginStore;
  readonly #accounts: AccountStore;
  readonly #rests: Rests;
  readonly #alarm: Alarm;
  /** Of the whole deployment: only the object of `messageBudgetOf` counts. */
  readonly #budget = new MessageBudget();

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    this.#logins = new LoginStore(state.storage.sql);
    this.#accounts = new AccountStore(state.storage.sql);
    this.#rests = new Rests(state.storage.sql, this.#accounts);
    this.#alarm = new Alarm(state, [
      sweepDuty([this.#logins, this.keeper]),
      formerPersonRetention(this.#accounts),
      restDuty(this.#rests, async (person, ...rest) =>
        peopleOf(env, await issuerIn(env, state.id), person).restWith(person, ...rest),
      ),
    ]);
  }

  countAddress(address: AccountKey, now: number): Promise<SendResult> {
    return this.#count(`address/${address}`, MAX_REQUESTS_PER_ADDRESS_AND_HOUR, now);
  }

  countAct(account: AccountKey, act: LimitedAct, now: number): Promise<SendResult> {
    return this.#count(`${act}/${account}`, ACTS_PER_HOUR[act], now);
  }

  async notePassword(account: AccountKey, challenge: NewChallenge, now: number) {
    this.#alarm.wake(now + SWEEP_EVERY_MS);
    return noteMessage(this.#logins, account, challenge, now);
  }

  forgetPassword(account: AccountKey, challenge: string, uncount: MessagePool | null): void {
    forgetMessage(this.#logins, account, challenge, uncount);
  }

  countMessage(perMinute: number, now: number): SendResult {
    return this.#budget.count(perMinute, now);
  }

  async enter(account: AccountKey, login: LoginAttempt, now: number) {
    const sealedPhone = await seal(await this.#secrets(), `account/${account}`, login.phone);
    const entered = mayEnter(now, this.#logins.password(account, login.challenge), login.passwordHash);
    if (!entered.ok) {
      this.#logins.countTry(account, login.challenge);
      return entered;
    }
    this.#logins.dropPassword(account, login.challenge);
    return accept(this.#openSession(account, { ...login, provider: null, sealedPhone }, now));
  }

  async enterByProvider(account: AccountKey, login: ProviderLogin, now: number) {
    this.#alarm.wake(now + SWEEP_EVERY_MS);
    const sealedPhone = login.phone === null ? "" : await seal(await this.#secrets(), `account/${account}`, login.phone);
    return this.#openSession(account, { ...login, sealedPhone }, now);
  }

  loggedIn(hash: string, now: number, isNoted = true) {
    const actor = isNoted ? this.keeper.use(hash, now) : this.keeper.find(hash, now);
    if (actor === null) return null;
    return { actor, people: this.#accounts.people(actor.account), grants: this.#accounts.grants(actor.account) };
  }

  view(account: AccountKey) {
    const phone = this.#accounts.phone(account);
    if (phone === null) return null;
    return { maskedPhone: phone.masked, people: this.#accounts.people(account), grants: this.#accounts.grants(account) };
  }

  ties(account: AccountKey, now: number) {
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
    const added = mayAdd(this.#accounts.people(account), person);
    if (added.ok) this.#accounts.addPerson(account, person, now);
    return added;
  }

  confirmPerson(account: AccountKey, id: string, proof: Proof): void {
    this.#accounts.confirmPerson(account, id, proof);
  }

  async noteProof(account: AccountKey, person: PersonKey, proof: Proof | null, rests: boolean): Promise<void> {
    if (this.#rests.note(account, person, proof, rests)) this.#alarm.arm(Date.now());
    const entry = this.#accounts.people(account).find((managed) => managed.person === person);
    if (entry === undefined) return;
    const isOwn = entry.relation === "self";
    if (proof !== null) {
      this.#accounts.confirmPerson(account, entry.id, proof);
      if (isOwn && !opensRoles(proof)) await this.keeper.closeBoards(account, null);
      return;
    }
    // The account has added the person again since: its claim waits, or is on its way.
    if (!entry.confirmed) return;
    await this.removePerson(account, entry.id);
    if (isOwn) await this.keeper.endOthers(account, null);
  }

  forgetPerson(account: AccountKey, id: string, now: number): void {
    this.#accounts.removeUnclaimed(account, id, now);
  }

  async removePerson(account: AccountKey, id: string): Promise<void> {
    this.#alarm.wake(Date.now() + SWEEP_EVERY_MS);
    this.#accounts.removePerson(account, id, Date.now());
    await this.keeper.closeBoards(account, null);
  }

  grant(account: AccountKey, grant: GrantRow): void {
    this.#accounts.grant(account, grant, Date.now());
  }

  async withdraw(account: AccountKey, division: string, role: Role): Promise<void> {
    this.#accounts.withdraw(account, division, role);
    if (role === "administrator") await this.keeper.closeBoards(account, division);
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring(Date.now());
  }

  /** Counts in the subject's hour, or another time, or refuses until it is over. */
  async #count(subject: string, limit: number, now: number, countIn = countInHour): Promise<SendResult> {
    this.#alarm.wake(now + SWEEP_EVERY_MS);
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

  #secrets(): Promise<Secrets> {
    return openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
  }
}

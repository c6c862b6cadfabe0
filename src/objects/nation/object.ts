/** The nation among the issuers: collects the officers' signatures of the register and the statements of its members, and signs the state. docs/trust.md. */
import { DurableObject } from "cloudflare:workers";
import type { SignedStatement } from "../../domain/federation/kept-trust.ts";
import { STATEMENT_COUNTS_MS, statementWaitMs } from "../../domain/federation/statement-limit.ts";
import { isReadmitted, memberOf, statementFault } from "../../domain/federation/take-trust.ts";
import type { Suspension } from "../../domain/federation/trust-files.ts";
import { type IssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { bookText, statedIssuer } from "../../token/federation/book.ts";
import { textHash } from "../../token/federation/read-file.ts";
import { fitsState } from "../../token/federation/state.ts";
import { readSuspension } from "../../token/federation/suspension.ts";
import { readStatement } from "../../token/federation/statement.ts";
import { signedPart } from "../../token/status/jws.ts";
import { Alarm, periodMs } from "../duty/alarm.ts";
import { mailboxOf, type ObjectsEnv, trustOfDeployment } from "../env.ts";
import { issuersHere } from "../issuers.ts";
import { migrate } from "../migrate.ts";
import { onlineKey, pinnedRoot } from "../trust/settings.ts";
import { Hostings } from "./hosting.ts";
import { migrations } from "./migrations.ts";
import { NationStore } from "./nation-store.ts";
import { Examinations, membersView, toExamine } from "./members.ts";
import { Registers } from "./registers.ts";
import type {
  Asked,
  ExamineeRefusal,
  HostingOrder,
  MembersView,
  NationRpc,
  OfferedRegister,
  RegisterRefusal,
  SentLetter,
  StatementRefusal,
  SuspendRefusal,
  ToExamine,
} from "./rpc.ts";
import { States } from "./states.ts";

export class Nation extends DurableObject<ObjectsEnv> implements NationRpc {
  readonly #store: NationStore;
  readonly #registers: Registers;
  readonly #states: States;
  readonly #hostings: Hostings;
  readonly #alarm: Alarm;
  readonly #onOneMachine: boolean;
  readonly #examinations = new Examinations();

  /** @param onOneMachine whether the members are on one machine */
  constructor(state: DurableObjectState, env: ObjectsEnv, onOneMachine = false) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#onOneMachine = onOneMachine;
    this.#store = new NationStore(state.storage.sql, onOneMachine);
    this.#registers = new Registers(state.storage, this.#store, () => pinnedRoot(env), onOneMachine);
    // Without the answer: the reader asks this object for the files.
    const made = (text: string, isNews: boolean) => state.waitUntil(this.#announce(isNews ? text : null));
    this.#states = new States(state, this.#store, { root: () => pinnedRoot(env), signer: () => onlineKey(env) }, made);
    this.#hostings = new Hostings(state.storage, env);
    this.#alarm = new Alarm(state, [this.#states.plan, this.#hostings.publication]);
  }

  async root(version: number): Promise<string | null> {
    return (await pinnedRoot(this.env)).version === version ? (this.env.YIMA_TRUST_ROOT ?? null) : null;
  }

  state(): string | null {
    return this.#store.lastState()?.text ?? null;
  }

  register(seq: number): string | null {
    return this.#store.register(seq);
  }

  book(since: number): string {
    return bookText({ seq: this.#store.bookSeq(), statements: this.#store.served() }, since);
  }

  candidates(): readonly string[] {
    return this.#store.candidates();
  }

  async offerRegister(text: string, now: number): Promise<Result<OfferedRegister, RegisterRefusal>> {
    const offered = await this.#registers.offer(text, now);
    if (offered.ok && offered.value.isNew) await this.#tell(now);
    return offered.ok ? accept(offered.value.answer) : offered;
  }

  async offerStatement(text: string, now: number): Promise<Result<boolean, StatementRefusal>> {
    const code = statedIssuer(text);
    const member = code === null ? undefined : memberOf(this.#store.presentRegister()?.file, code);
    if (member === undefined) return refuse({ code: "issuer_not_member" });
    const read = await readStatement(text, member);
    if (!read.ok) return refuse({ code: "statement_left_out", reason: "unreadable" });
    const signed = { ...read.value, hash: await textHash(text) };
    const taken = this.ctx.storage.transactionSync(() => this.#takeStatement(member.code, text, signed, now));
    if (taken.ok) await this.#tell(now);
    return taken;
  }

  /** Takes a statement into the book, from any sender. The limit counts new statements, for each identity key alone: only the owner of a key can reach its limit. */
  #takeStatement(code: IssuerCode, text: string, signed: SignedStatement, now: number): Result<boolean, StatementRefusal> {
    const last = this.#store.statement(code);
    if (last !== null && last.text !== null && signedPart(last.text) === signedPart(text)) return accept(false);
    const reason = statementFault({ signed }, last?.signed ?? null, now);
    if (reason !== null) {
      this.#store.putLeftOut({ code, at: now, reason });
      return refuse({ code: "statement_left_out", reason });
    }
    const before = this.#store.statementsTaken(code, signed.key.since);
    const waitMs = statementWaitMs(before, now, periodMs(this.env, STATEMENT_COUNTS_MS));
    if (waitMs > 0) return refuse({ code: "too_many_statements", retryAfterSeconds: Math.ceil(waitMs / 1000) });
    this.#store.putStatement(code, text, signed, now);
    this.#store.outdateState();
    return accept(true);
  }

  originOf(code: IssuerCode): string | null {
    return memberOf(this.#store.presentRegister()?.file, code)?.origin ?? null;
  }

  noteLetter(sent: SentLetter): void {
    this.#store.putLetter(sent);
  }

  async suspend(order: string, now: number): Promise<Result<Suspension, SuspendRefusal>> {
    const { register: officers } = (await pinnedRoot(this.env)).roles;
    const ordered = await readSuspension(order, officers, now);
    if (ordered === null) return refuse({ code: "suspension_refused" });
    const suspension = this.#store.suspensions.by(order, ordered, now);
    const fault = this.ctx.storage.transactionSync((): SuspendRefusal | null => {
      const register = this.#store.presentRegister()?.file;
      const member = memberOf(register, suspension.code);
      if (register === undefined || member === undefined) return { code: "issuer_not_member" };
      // A readmission of the same second would end it at once.
      if (isReadmitted(member, suspension.at)) return { code: "suspension_refused" };
      const others = this.#store.suspensions.holding(register).filter(({ code }) => code !== suspension.code);
      // Readers would refuse a longer state, and with it every later change.
      if (!fitsState([...others, suspension])) return { code: "too_many_suspensions" };
      if (this.#store.suspensions.add(suspension, order)) this.#store.outdateState();
      return null;
    });
    if (fault !== null) return refuse(fault);
    await this.#tell(now);
    return accept(suspension);
  }

  async members(now: number): Promise<MembersView> {
    return membersView(this.#store, await pinnedRoot(this.env), this.#onOneMachine, now);
  }

  async beginExamination(asked: Asked, now: number): Promise<Result<ToExamine, ExamineeRefusal>> {
    const examinee = await toExamine(this.#store, asked, this.#onOneMachine);
    const begun = examinee.ok ? this.#examinations.begin(examinee.value.member.origin, now) : examinee;
    return begun.ok ? examinee : begun;
  }

  async orderHosting(order: HostingOrder, now: number) {
    const hosting = await this.#hostings.take(order, this.#store.presentRegister()?.file ?? null, now);
    this.#alarm.arm(now);
    return hosting;
  }

  withdrawHosting(operator: string, code: IssuerCode, now: number) {
    return this.#hostings.withdraw(operator, code, now);
  }

  hostings(now: number) {
    return this.#hostings.waiting(now);
  }

  /** Signs what has changed. What fails now is tried again by the alarm. */
  async #tell(now: number): Promise<void> {
    this.#alarm.arm(now);
    await this.#states.make(now);
    this.#alarm.arm(now);
  }

  /** Lets the reader of this deployment take what is new at once, and sends it to all other members. Who does not hear of it asks within 20 s. @param news the state, if it says more than the one before */
  async #announce(news: string | null): Promise<void> {
    await trustOfDeployment(this.env)
      .pull(Date.now())
      .catch((bug: unknown) => console.error("the reader of trust did not take what is new", bug));
    // Now the reader serves what the state names.
    if (news !== null) await this.#sendNews(news);
  }

  async #sendNews(file: string): Promise<void> {
    const here = new Set((await issuersHere(this.env)).map(({ code }) => code));
    const others = (this.#store.presentRegister()?.file.members ?? []).filter(({ code }) => !here.has(code));
    const handed = others.map(({ code, origin }) =>
      mailboxOf(this.env, NATION, code).hand({ kind: "trust", file, origin }, Date.now()),
    );
    for (const one of await Promise.allSettled(handed)) if (one.status === "rejected") console.error("a letter", one.reason);
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(Date.now());
  }
}

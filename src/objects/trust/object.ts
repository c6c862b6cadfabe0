/** The reader of trust of a deployment: takes the files of the nation, verified once for all its verifiers, and publishes to KV what they and other readers need. docs/trust.md §5. */
import { DurableObject } from "cloudflare:workers";
import type { ItemResult } from "../../domain/federation/letter.ts";
import type { KeptTrust } from "../../domain/federation/kept-trust.ts";
import type { FileKey } from "../../domain/federation/trust-files.ts";
import { memberOf } from "../../domain/federation/take-trust.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { publishTables } from "../../storage/colour-tables.ts";
import { publishedStatement } from "../../storage/published.ts";
import { publishBook, publishRegister, publishRoot, publishState } from "../../storage/trust.ts";
import { believedWithColours } from "../../token/federation/colours.ts";
import { sealKeyIn } from "../../token/federation/sealed-content.ts";
import { pullFiles } from "../../token/federation/pull-files.ts";
import { jwsOf, signedPart } from "../../token/status/jws.ts";
import { Alarm, type Duty, periodMs } from "../duty/alarm.ts";
import { publicationDuty, PUBLICATIONS, PublicationStore } from "../duty/publication.ts";
import { issuerObjectOf, type ObjectsEnv } from "../env.ts";
import { issuersHere } from "../issuers.ts";
import { migrate } from "../migrate.ts";
import { BELIEVED_VALUES, BelievedValues } from "./believed-values.ts";
import { COLOUR_TABLES, ColourTables } from "./colour-tables.ts";
import { KEPT, KeptStore } from "./kept-store.ts";
import { changedTopics, type Topic } from "./changed-topics.ts";
import type { TrustRpc } from "./rpc.ts";
import { pinnedRoot } from "./settings.ts";
import { type Nation, nationOf } from "./source.ts";

/** The schema, in the order in which it grew. */
const migrations: readonly string[] = [KEPT, PUBLICATIONS, BELIEVED_VALUES, COLOUR_TABLES];

/** A suspension whose announcement was lost is known this much later. */
const ASKED_EVERY_MS = 20_000;

export class Trust extends DurableObject<ObjectsEnv> implements TrustRpc {
  readonly #store: KeptStore;
  readonly #believed: BelievedValues;
  readonly #tables: ColourTables;
  readonly #unpublished: PublicationStore<Topic>;
  readonly #publication: Duty;
  readonly #alarm: Alarm;
  readonly #onOneMachine: boolean;
  #kept: KeptTrust | null = null;
  /** When to ask next, ms. In memory only: a reader that begins again asks at once. */
  #askAt = 0;
  /** Whether the last pull of the alarm failed. */
  #isUnanswered = false;
  /** The codes of the refusals of the last pull. */
  #refused: ReadonlySet<string> = new Set();
  #running: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | null = null;
  /** A state that the nation has sent, for the next pull: the source may serve the one before for half a minute. */
  #heard: string | null = null;

  /** @param onOneMachine whether the members are on one machine */
  constructor(state: DurableObjectState, env: ObjectsEnv, onOneMachine = false) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#onOneMachine = onOneMachine;
    this.#store = new KeptStore(state.storage.sql, onOneMachine);
    this.#believed = new BelievedValues(state.storage.sql);
    this.#tables = new ColourTables(state.storage.sql);
    this.#unpublished = new PublicationStore(state.storage.sql);
    this.#publication = publicationDuty(this.#unpublished, (topic, now) => this.#publish(topic, now));
    const asking: Duty = {
      name: "trust",
      due: () => (nationOf(env) === null ? null : this.#askAt),
      run: (now) => this.#ask(now),
    };
    const tables = this.#tables.duty(
      env,
      () => this.#kept,
      () => this.#tablesChanged(),
    );
    this.#alarm = new Alarm(state, [asking, this.#publication, tables]);
  }

  pull(now: number): Promise<void> {
    // One pull after another, and one for all callers that come while another one runs.
    this.#waiting ??= this.#running.then(() => {
      this.#waiting = null;
      const pulling = this.#pullAlone(now);
      this.#running = pulling.catch(() => undefined);
      return pulling;
    });
    return this.#waiting;
  }

  async hear(state: string, now: number): Promise<ItemResult["state"]> {
    if ((await this.#current()).state?.text === state) return "known";
    this.#heard = state;
    await this.pull(now);
    return (await this.#current()).state?.text === state ? "taken" : "refused";
  }

  async sealOf(code: IssuerCode): Promise<FileKey | null> {
    const { register, book } = await this.#current();
    const entry = book.get(code);
    const isUsable = memberOf(register?.file, code) !== undefined && entry !== undefined && entry.signed !== null;
    return isUsable ? sealKeyIn(entry.text, code) : null;
  }

  /** Asks again after the usual time, also a nation that did not answer: a failed duty would rest up to ten minutes, and a suspension would be as late. */
  async #ask(now: number): Promise<void> {
    try {
      await this.pull(now);
      this.#isUnanswered = false;
    } catch (bug) {
      if (!this.#isUnanswered) console.error("the files of trust did not come", bug);
      this.#isUnanswered = true;
    }
  }

  async #pullAlone(now: number): Promise<void> {
    const source = nationOf(this.env);
    if (source === null) return;
    const heard = this.#heard;
    this.#heard = null;
    const offered = heard === null ? source : { ...source, state: () => Promise.resolve(heard) };
    this.#askAt = now + periodMs(this.env, ASKED_EVERY_MS);
    const before = await this.#current();
    const { kept, refusals, roots } = await pullFiles(before, offered, this.#onOneMachine, now);
    this.#note(refusals);
    const topics = changedTopics(before, kept);
    if (topics.length > 0) {
      this.ctx.storage.transactionSync(() => {
        this.#store.keep(before, kept, roots);
        for (const topic of topics) this.#unpublished.change(topic);
      });
      this.#kept = kept;
      await this.#publication.run(Date.now());
    }
    await this.#offerStatements(source, kept, now);
    this.#alarm.arm(now);
  }

  async #tablesChanged(): Promise<void> {
    for (const topic of ["believed", "colours"] as const) this.#unpublished.change(topic);
    await this.#publication.run(Date.now());
  }

  /** Hands to the nation each statement of this deployment's issuers that is not in the book. */
  async #offerStatements(nation: Nation, { register, book }: KeptTrust, now: number): Promise<void> {
    for (const { code } of await issuersHere(this.env)) {
      const identity = memberOf(register?.file, code)?.keys.at(-1);
      if (identity === undefined) continue;
      const text = await publishedStatement(this.env.PUBLISHED, code);
      // An issuer that nobody has visited yet has no keys.
      if (text === null) await issuerObjectOf(this.env, code).jwks(now);
      else if (jwsOf(text)?.header["kid"] !== identity.kid) await issuerObjectOf(this.env, code).identityListed(identity, now);
      else if (signedPart(text) !== signedPart(book.get(code)?.text ?? ""))
        await nation.offerStatement(text, code).catch((bug: unknown) => console.error(bug));
    }
  }

  /** A refusal that lasts is logged once. */
  #note(refusals: readonly { readonly code: string }[]): void {
    const codes = new Set(refusals.map(({ code }) => code));
    for (const code of codes) if (!this.#refused.has(code)) console.error(`a file of trust was refused: ${code}`);
    this.#refused = codes;
  }

  async #current(): Promise<KeptTrust> {
    if (this.#kept !== null) return this.#kept;
    const pinned = await pinnedRoot(this.env);
    if (this.#store.isBefore(pinned)) this.#unpublished.change("root");
    return (this.#kept ??= this.#store.kept(pinned));
  }

  async #publish(topic: Topic, now: number): Promise<void> {
    const kv = this.env.PUBLISHED;
    const kept = await this.#current();
    const { root, register, state, bookName } = kept;
    if (topic === "root") {
      await publishRoot(kv, root.version, this.#store.root(root.version) ?? this.env.YIMA_TRUST_ROOT ?? "");
    }
    if (topic === "register" && register !== null) await publishRegister(kv, register.file.seq, register.text);
    if (topic === "state" && state !== null) {
      // Topics are written beside each other, and a reader of the state asks for its register.
      const isLate = this.#unpublished.unpublished().some((one) => one.topic === "register");
      if (isLate && register !== null) await publishRegister(kv, register.file.seq, register.text);
      await publishState(kv, { text: state.text, register: register?.file.seq ?? null });
    }
    if (topic === "book" && bookName !== null) {
      const statements = this.#store.statements().map(({ code, text, changed }) => ({ code, text, changed }));
      await publishBook(kv, { seq: bookName.seq, statements });
    }
    if (topic === "colours") await publishTables(kv, this.#tables.texts());
    if (topic === "believed" && state !== null) {
      const { issuedAt, expiresAt } = state.file;
      await this.#believed.publish(kv, believedWithColours(kept, this.#tables.tables()), { issuedAt, expiresAt }, now);
    }
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(Date.now());
  }
}

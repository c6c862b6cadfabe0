/** The letters between an issuer and one peer: sends files again until the peer has answered them, and takes the peer's letters. docs/trust.md §10. */
import { DurableObject } from "cloudflare:workers";
import { MINUTE_MS } from "../../domain/instant.ts";
import {
  type ItemKind,
  type ItemResult,
  type Letter,
  type LetterItem,
  LETTER_VALID_MS,
  type LetterKind,
} from "../../domain/federation/letter.ts";
import { type IssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import type { Result } from "../../domain/result.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import type { TrustedIssuer } from "../../token/status/trust.ts";
import { Alarm, periodMs } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import { mailboxOf, nationObjectOf, type ObjectsEnv } from "../env.ts";
import { signingKey } from "../issuer/signing-key.ts";
import { migrate } from "../migrate.ts";
import { issuersHere } from "../issuers.ts";
import { issuerOf, placeOf } from "../names.ts";
import { believedAmong } from "../trust/believed-among.ts";
import { AppealPost } from "./appeal-post.ts";
import { AppealLines } from "./appeal-store.ts";
import { LineStore, migrations, type WaitingRow } from "./line-store.ts";
import { Incoming } from "./incoming.ts";
import { GATHER_MS, type ItemPost, itemPosts } from "./item-post.ts";
import { type Contents, type Posted, postLetter } from "./post-letter.ts";
import type {
  AppealAnswerGiven,
  GiveAnswerResult,
  LetterOrder,
  LetterRefusal,
  MailboxRpc,
  OutgoingAppeal,
  Told,
  ToldOrder,
} from "./rpc.ts";

/** A file that the peer has answered is not sent again for this time, however often it is handed in. */
const ANSWERED_MS = 10 * MINUTE_MS;
export class Mailbox extends DurableObject<ObjectsEnv> implements MailboxRpc {
  readonly #store: LineStore;
  readonly #outbox: Outbox<LetterKind>;
  readonly #alarm: Alarm;
  readonly #own: IssuerCode;
  readonly #peer: IssuerCode;
  readonly #posts: Readonly<Record<ItemKind, ItemPost>>;
  readonly #incoming: Incoming;
  readonly #appeals: AppealLines;
  readonly #appealPost: AppealPost;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#store = new LineStore(state.storage.sql);
    this.#own = issuerOf(state.id);
    this.#peer = placeOf(state.id) as IssuerCode;
    this.#outbox = new Outbox({ name: `letters to ${this.#peer}`, rests: this.#store.rests });
    this.#appeals = new AppealLines(state.storage.sql);
    const line = { env, sql: state.storage.sql, own: this.#own, peer: this.#peer, appeals: this.#appeals };
    this.#incoming = new Incoming(
      line,
      async () => this.#peer !== this.#own && (await this.#peerRow())?.membership?.isSuspended === true,
    );
    this.#posts = itemPosts(periodMs(env, GATHER_MS), (kind, items) => this.#deliverItems(kind, items, Date.now()));
    this.#appealPost = new AppealPost({
      env,
      own: this.#own,
      peer: this.#peer,
      lines: this.#appeals,
      send: (kind, items) => this.send(kind, items),
      wake: (at) => this.#alarm.wake(at),
    });
    const due = () => this.#outbox.due(this.#store.waiting().map(({ kind }) => kind));
    const letters = { name: "letters", due, run: (now: number) => this.#send(now) };
    const appeals = this.#appealPost.duties(() => this.#outbox.readyAt("appeal_answer"));
    this.#alarm = new Alarm(state, [letters, ...this.#incoming.duties, ...appeals]);
  }

  hand({ kind, file, origin }: LetterOrder, now: number): void {
    const waiting = this.#store.waiting().find((row) => row.kind === kind);
    const last = this.#store.answered(kind);
    if (waiting?.file === file && waiting.origin === origin) return;
    if (waiting === undefined && last?.file === file && now < last.at + ANSWERED_MS) return;
    this.#store.put({ kind, id: crypto.randomUUID(), file, origin });
    this.#alarm.wake(Math.max(now, this.#outbox.readyAt(kind)));
  }

  async #send(now: number): Promise<void> {
    const parcels = this.#store.waiting().map((row) => [row.kind, row] as const);
    await this.#outbox.send(parcels, (_, row) => this.#deliver(row, now), now);
  }

  /** Rejects if the peer has not answered the file. */
  async #deliver(row: WaitingRow, now: number): Promise<void> {
    if (!(await this.#isListed(row))) {
      this.#store.drop(row);
      return;
    }
    const { kind, file, origin } = row;
    const posted = await this.#post({ kind, items: [{ id: row.id, file }] }, origin, await this.#peerRow(), now);
    const at = Date.now();
    const result = posted.receipt?.results.find(({ id }) => id === row.id);
    if (result !== undefined) this.#store.answer(row, at);
    if (result?.state === "refused") console.error(`${this.#peer} refuses a letter: ${row.kind} ${result.code ?? ""}`);
    await this.#report(posted, at);
    if (result === undefined) throw new Error(posted.receipt === null ? `${posted.fault} ${posted.detail ?? ""}` : "no result");
  }

  /** Whether the register still leads there: a member may have left, or moved, since the file was handed in. An issuer's own setting leads to the nation. */
  async #isListed({ origin }: WaitingRow): Promise<boolean> {
    return this.#own !== NATION || (await nationObjectOf(this.env).originOf(this.#peer)) === origin;
  }

  send(kind: ItemKind, items: readonly LetterItem[]): Promise<readonly ItemResult[]> {
    if (this.#outbox.readyAt(kind) > Date.now()) throw new Error(`${this.#peer} rests after failures`);
    return this.#posts[kind].add(items);
  }

  sendAppeals(appeals: readonly OutgoingAppeal[]): Promise<readonly ItemResult[]> {
    return this.#appealPost.sendAppeals(appeals, Date.now());
  }

  giveAnswer(id: string, answer: AppealAnswerGiven, now: number): Promise<GiveAnswerResult> {
    return this.#appealPost.give(id, answer, now);
  }

  async #deliverItems(kind: ItemKind, items: readonly LetterItem[], now: number): Promise<readonly ItemResult[]> {
    let results: readonly ItemResult[] | undefined;
    const send = async (): Promise<void> => {
      results = await this.#answered(kind, items, now);
    };
    await this.#outbox.send([[kind, items]], send, now);
    if (results === undefined) throw new Error(`${this.#peer} has not answered`);
    return results;
  }

  async #answered(kind: ItemKind, items: readonly LetterItem[], now: number): Promise<readonly ItemResult[]> {
    if ((await issuersHere(this.env)).some(({ code }) => code === this.#peer)) return this.#handOver(kind, items, now);
    const peer = await this.#peerRow();
    if (peer?.origin == null || peer.membership?.isSuspended === true) throw new Error("no member now");
    const posted = await this.#post({ kind, items }, peer.origin, peer, now);
    await this.#report(posted, Date.now());
    if (posted.receipt === null) throw new Error(`${posted.fault} ${posted.detail ?? ""}`);
    const { results } = posted.receipt;
    // An earlier release there: it takes them after its update.
    if (results.some(({ code }) => code === "kind_unknown")) throw new Error("it does not know the kind yet");
    return results;
  }

  /** To an issuer of the same deployment. */
  async #handOver(kind: ItemKind, items: readonly LetterItem[], now: number): Promise<readonly ItemResult[]> {
    const letter = { from: this.#own, to: this.#peer, issuedAt: now, expiresAt: now + LETTER_VALID_MS, id: crypto.randomUUID() };
    const mailbox = this.#peer === this.#own ? this : mailboxOf(this.env, this.#peer, this.#own);
    const taken = await mailbox.take({ ...letter, kind, items }, now);
    if (!taken.ok) throw new Error(taken.refusal.code);
    return taken.value;
  }

  async #post(contents: Contents, origin: string, peer: TrustedIssuer | undefined, now: number): Promise<Posted> {
    const key = await signingKey(this.env, await openSecrets(this.env.YIMA_MASTER_KEY, this.#own), now);
    return postLetter(key, contents, this.#own, { code: this.#peer, origin, keys: peer?.keys ?? new Map() });
  }

  /** What is believed of the peer, such as the keys with which it signs its receipts; undefined if it is no member. */
  async #peerRow(): Promise<TrustedIssuer | undefined> {
    return (await believedAmong(this.env.PUBLISHED, [this.#peer]))?.issuers.get(this.#peer);
  }

  /** The nation's officers see what became of its letters; other issuers have the log. */
  async #report({ receipt, ...failed }: Posted, at: number): Promise<void> {
    if (this.#own !== NATION) return;
    const outcome = "fault" in failed ? failed : { fault: null, detail: null };
    const clockMs = receipt === null ? null : receipt.issuedAt - Math.floor(at / 1000) * 1000;
    await nationObjectOf(this.env).noteLetter({ code: this.#peer, at, ...outcome, clockMs });
  }

  async take(letter: Letter, now: number): Promise<Result<readonly ItemResult[], LetterRefusal>> {
    const taken = await this.#incoming.take(letter, now);
    this.#alarm.arm(now);
    return taken;
  }

  told(): Told {
    return this.#incoming.told();
  }

  obey(order: ToldOrder, now: number): void {
    if (this.#incoming.orders.add(order)) this.#alarm.wake(now);
  }

  override async alarm(): Promise<void> {
    await this.#alarm.ring(Date.now());
  }
}

/** One file of facts, named by its SHA-256: keeps its pieces sealed until their lines were taken to the persons' shards, and then no word of them. */
import { DurableObject } from "cloudflare:workers";
import { today } from "../../domain/identity/calendar-date.ts";
import { canonicalDocument } from "../../domain/identity/document.ts";
import { shardOf } from "../../domain/issuer/shard.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { open, seal } from "../../token/seal.ts";
import { openSecrets, personKeyOf, type Secrets } from "../../token/secrets.ts";
import { Alarm } from "../alarm.ts";
import { type ObjectsEnv, issuerOf, peopleShard } from "../env.ts";
import { migrate } from "../migrate.ts";
import { ImportStore } from "./import-store.ts";
import { migrations } from "./migrations.ts";
import type { Beginning, ImportView } from "./rpc.ts";
import type { FactEntry } from "../people/rpc.ts";
import { taking } from "./taking.ts";

const OWNER = "fact-import";

export class FactImport extends DurableObject<ObjectsEnv> {
  readonly #store: ImportStore;
  readonly #alarm: Alarm;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#store = new ImportStore(state.storage.sql);
    const duty = taking(state.storage, this.#store, {
      open: async (sealed) => open<string>(await this.#secrets(), OWNER, sealed),
      keyOf: async ({ document }) => personKeyOf(await this.#secrets(), canonicalDocument(document)),
      sourceExists: (code) => openDivisions(env, { issuer: { code: issuerOf(state.id) }, now: Date.now() }).exists(code),
      enter: (entries, shards, now) => this.#enter(entries, shards, now),
      today,
    });
    this.#alarm = new Alarm(state, [duty]);
  }

  /** Somebody sends the file: the number of this attempt, which ends any earlier one; null where it has come whole and nothing of it was refused. */
  begin(beginning: Beginning, now: number): number | null {
    const before = this.#store.row();
    const isTaken = before !== null && before.pieces !== null && (before.finishedAt === null || before.refused === 0);
    // What was refused may be right by now: its day has come, its source was added, its format is said rightly.
    if (isTaken) return null;
    const attempt = (before?.attempt ?? 0) + 1;
    this.ctx.storage.transactionSync(() => {
      this.#store.forget();
      this.#store.begin(beginning, attempt, now);
    });
    this.#alarm.arm(now);
    return attempt;
  }

  /** A piece of whole lines, from 0. */
  async add(attempt: number, n: number, text: string): Promise<void> {
    const sealed = await seal(await this.#secrets(), OWNER, text);
    if (this.#isReceiving(attempt)) this.#store.add({ n, sealed });
  }

  /** The file has come whole, in so many pieces: its lines are taken from now on. */
  close(attempt: number, pieces: number, now: number): void {
    if (this.#isReceiving(attempt)) this.#store.close(pieces);
    this.#alarm.arm(now);
  }

  /** What came is not the file that was announced. */
  forget(attempt: number): void {
    if (this.#isReceiving(attempt)) this.ctx.storage.transactionSync(() => this.#store.forget());
  }

  /** Null where no such file was sent. */
  view(): ImportView | null {
    const row = this.#store.row();
    if (row === null) return null;
    const { begunAt, finishedAt, lines, entered, known, refused, pieces } = row;
    const state = pieces === null ? "receiving" : finishedAt === null ? "running" : "done";
    return { state, begunAt, finishedAt, lines, entered, known, refused, errors: this.#store.errors() };
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring(Date.now());
  }

  #isReceiving(attempt: number): boolean {
    const row = this.#store.row();
    return row !== null && row.pieces === null && row.attempt === attempt;
  }

  async #enter(entries: readonly FactEntry[], shards: number, now: number): Promise<number> {
    const issuer = issuerOf(this.ctx.id);
    const byShard = Map.groupBy(entries, ({ person }) => shardOf(person, shards));
    const counts = await Promise.all(
      [...byShard].map(([shard, some]) => peopleShard(this.env, issuer, shard).enterFacts(some, now)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  #secrets(): Promise<Secrets> {
    return openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
  }
}

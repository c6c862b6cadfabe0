/**
 * The import of one file of facts or risk levels; the object is named by the file's SHA-256. Stores the pieces sealed, and deletes each piece once its
 * lines are imported.
 */
import { DurableObject } from "cloudflare:workers";
import { open, seal } from "../../token/secret/seal.ts";
import { openSecrets, type Secrets } from "../../token/secret/secrets.ts";
import { Alarm } from "../duty/alarm.ts";
import type { ObjectsEnv } from "../env.ts";
import { issuerOf, listOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { ImportStore } from "./import-store.ts";
import { areaList, factLinesAtOnce, factList } from "./lists.ts";
import type { ImportOrder, FactImportRpc, ImportView } from "./rpc.ts";
import { importDuty } from "./import-duty.ts";

const OWNER = "fact-import";

/** The schema, in the order in which it grew. */
const migrations: readonly string[] = [
  `CREATE TABLE import (only INTEGER PRIMARY KEY CHECK (only = 1), format TEXT NOT NULL, actor TEXT NOT NULL, shards INTEGER NOT NULL, attempt INTEGER NOT NULL, begun_at INTEGER NOT NULL,
     pieces INTEGER, finished_at INTEGER, heading TEXT, lines INTEGER NOT NULL DEFAULT 0, entered INTEGER NOT NULL DEFAULT 0,
     known INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0) STRICT;
   CREATE TABLE pieces (n INTEGER PRIMARY KEY, sealed TEXT NOT NULL) STRICT;
   CREATE TABLE errors (line INTEGER PRIMARY KEY, code TEXT NOT NULL, field TEXT) STRICT`,
  // The division whose lists the sender may enter; empty: every division.
  "ALTER TABLE import ADD COLUMN scope TEXT NOT NULL DEFAULT ''",
];

export class FactImport extends DurableObject<ObjectsEnv> implements FactImportRpc {
  readonly #store: ImportStore;
  readonly #alarm: Alarm;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#store = new ImportStore(state.storage.sql);
    const issuer = issuerOf(state.id);
    const opening = async (sealed: string) => open<string>(await this.#secrets(), OWNER, sealed);
    const duty =
      listOf(state.id) === "areas"
        ? importDuty(state.storage, this.#store, areaList(env, issuer), opening)
        : importDuty(state.storage, this.#store, factList(env, issuer), opening);
    this.#alarm = new Alarm(state, [duty]);
  }

  begin(order: ImportOrder, now: number): number | null {
    const before = this.#store.row();
    const isTaken = before !== null && before.pieces !== null && (before.finishedAt === null || before.refused === 0);
    // A finished file with refused lines may be sent again: its day has come, its source was added, or the format is given correctly now.
    if (isTaken) return null;
    const attempt = (before?.attempt ?? 0) + 1;
    this.ctx.storage.transactionSync(() => {
      this.#store.forget();
      this.#store.begin(order, attempt, now);
    });
    this.#alarm.arm(now);
    return attempt;
  }

  async add(attempt: number, n: number, text: string): Promise<void> {
    const shards = this.#store.row()?.shards ?? 0;
    const secrets = await this.#secrets();
    const sealed = await Promise.all(this.#partsOf(text, shards).map((part) => seal(secrets, OWNER, part)));
    if (this.#isReceiving(attempt)) this.ctx.storage.transactionSync(() => this.#store.add(n, sealed));
  }

  close(attempt: number, pieces: number, now: number): void {
    if (this.#isReceiving(attempt)) this.#store.close(pieces);
    this.#alarm.arm(now);
  }

  forget(attempt: number): void {
    if (this.#isReceiving(attempt)) this.ctx.storage.transactionSync(() => this.#store.forget());
  }

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

  #partsOf(text: string, shards: number): readonly string[] {
    const atOnce = listOf(this.ctx.id) === "facts" ? factLinesAtOnce(shards) : Number.POSITIVE_INFINITY;
    const lines = text.split("\n");
    const parts: string[] = [];
    for (let from = 0; from < lines.length; from += atOnce) parts.push(lines.slice(from, from + atOnce).join("\n"));
    return parts;
  }

  #isReceiving(attempt: number): boolean {
    const row = this.#store.row();
    return row !== null && row.pieces === null && row.attempt === attempt;
  }

  #secrets(): Promise<Secrets> {
    return openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
  }
}

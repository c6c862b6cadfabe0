/**
 * One file of facts or risk levels; the object is named by the file's SHA-256. Stores the pieces sealed, and deletes each piece once its lines are
 * entered. A client's file is entered at once. An officer's file is read, and entered when the issuer says that a second officer has approved it.
 */
import { DurableObject } from "cloudflare:workers";
import type { PersonKey } from "../../domain/access/keys.ts";
import { shardOf } from "../../domain/issuer/issuer.ts";
import { open, seal } from "../../token/secret/seal.ts";
import { openSecrets, type Secrets } from "../../token/secret/secrets.ts";
import { Alarm, type Duty } from "../duty/alarm.ts";
import { issuerObjectOf, type ObjectsEnv, peopleShard } from "../env.ts";
import { issuerOf, listOf, placeOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { countingDuty } from "./counting-duty.ts";
import { importDuty, readPiece } from "./import-duty.ts";
import { areaList, factLinesAtOnce, factList } from "./lists.ts";
import { migrations } from "./migrations.ts";
import { readingDuty, type Sealing, stageAreas, type StagedFact, stageFacts, unproposedDuty } from "./reading-duty.ts";
import { readingOf } from "./reading.ts";
import type {
  FactImportRpc,
  ImportOrder,
  ImportView,
  LevelsPiece,
  ListOrder,
  ListReading,
  RefusedLine,
  RefusedLines,
} from "./rpc.ts";
import { forgetList, type ListStores, listStores, maySendAgain, stateOf } from "./stores.ts";
import { beginTakeBack, reportDuty, takeBackDuty } from "./take-back-duty.ts";

const OWNER = "fact-import";
/** The characters of the hash in the id of a client's list; the number of the attempt follows. */
const ID_CHARACTERS = 16;

export class FactImport extends DurableObject<ObjectsEnv> implements FactImportRpc {
  readonly #stores: ListStores;
  readonly #sealing: Sealing;
  readonly #alarm: Alarm;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#stores = listStores(state.storage);
    this.#sealing = {
      seal: async (value) => seal(await this.#secrets(), OWNER, value),
      open: async <T>(sealed: string) => open<T>(await this.#secrets(), OWNER, sealed),
    };
    this.#alarm = new Alarm(state, this.#duties());
  }

  begin(order: ImportOrder, now: number): number | null {
    const { files } = this.#stores;
    const before = files.row();
    if (before !== null && !maySendAgain(before, order.sender)) return null;
    const attempt = (before?.attempt ?? 0) + 1;
    this.ctx.storage.transactionSync(() => {
      forgetList(this.#stores);
      files.begin(order, attempt, now);
      if (order.sender.officer === null) files.setList(`${placeOf(this.ctx.id).slice(0, ID_CHARACTERS)}-${attempt}`);
    });
    this.#alarm.arm(now);
    return attempt;
  }

  async add(attempt: number, n: number, text: string): Promise<void> {
    const { files } = this.#stores;
    const shards = files.row()?.shards ?? 0;
    const sealed = await Promise.all(this.#partsOf(text, shards).map((part) => this.#sealing.seal(part)));
    if (this.#isReceiving(attempt)) this.ctx.storage.transactionSync(() => files.add(n, sealed));
  }

  close(attempt: number, pieces: number, now: number): void {
    if (this.#isReceiving(attempt)) this.#stores.files.close(pieces);
    this.#alarm.arm(now);
  }

  forget(attempt: number): void {
    if (this.#isReceiving(attempt)) this.ctx.storage.transactionSync(() => forgetList(this.#stores));
  }

  view(): ImportView | null {
    const row = this.#stores.files.row();
    if (row === null) return null;
    const { begunAt, finishedAt, lines, entered, known, refused } = row;
    return { state: stateOf(row), begunAt, finishedAt, lines, entered, known, refused, errors: this.#stores.lines.errors() };
  }

  reading(): ListReading | null {
    return readingOf(this.#stores, listOf(this.ctx.id), placeOf(this.ctx.id), issuerOf(this.ctx.id));
  }

  async names(persons: readonly PersonKey[]): Promise<boolean> {
    const shards = this.#stores.files.row()?.shards ?? 1;
    const among = [...new Set(persons.map((person) => shardOf(person, shards)))];
    for (const facts of among.flatMap((shard) => this.#stores.readings.staged(shard)))
      if ((await this.#sealing.open<readonly StagedFact[]>(facts)).some(({ person }) => persons.includes(person))) return true;
    return false;
  }

  async levels(from: number, now: number): Promise<LevelsPiece> {
    const { files } = this.#stores;
    const [row, piece] = [files.row(), files.next(from)];
    if (row === null || piece === null || listOf(this.ctx.id) !== "areas") return { levels: [], next: null };
    const text = await this.#sealing.open<string>(piece.sealed);
    const { read } = await readPiece(text, row, areaList(this.env, issuerOf(this.ctx.id)), now);
    return { levels: read.entries.map(({ entry }) => entry), next: files.next(piece.n + 1)?.n ?? null };
  }

  async refusedLines(from: number): Promise<RefusedLines> {
    const { files, lines } = this.#stores;
    const piece = lines.refused(from);
    const heading = files.row()?.heading ?? null;
    if (piece === null) return { heading, lines: [], next: null };
    const texts = await this.#sealing.open<readonly RefusedLine[]>(piece.sealed);
    return { heading, lines: texts, next: lines.refused(piece.n + 1)?.n ?? null };
  }

  obey({ act, id, attempt }: ListOrder, now: number): void {
    const { files } = this.#stores;
    const row = files.row();
    const isUndecided = row !== null && row.attempt === attempt && (row.phase === "ready" || row.phase === "proposed");
    this.ctx.storage.transactionSync(() => {
      if (act === "take_back") beginTakeBack(files, id, now);
      else if (isUndecided && act === "drop") forgetList(this.#stores);
      else if (isUndecided) {
        files.setList(id);
        if (act === "proposed") files.setPhase("proposed", now);
        else files.enter(now);
        if (act === "enter") this.#stores.lines.forget();
      } else if (act === "enter" && row?.list !== id) throw new Error(`list ${id} is no longer the one that was approved`);
    });
    this.#alarm.arm(now);
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring(Date.now());
  }

  #duties(): readonly Duty[] {
    const [stores, sealing, { env }, issuer] = [this.#stores, this.#sealing, this, issuerOf(this.ctx.id)];
    const opening = (sealed: string) => sealing.open<string>(sealed);
    const file = { list: listOf(this.ctx.id), file: placeOf(this.ctx.id), region: issuer };
    const report = reportDuty(stores, file, (told, now) => issuerObjectOf(env, issuer).noteList(told, now));
    const common = [unproposedDuty(stores), report];
    if (file.list === "areas") {
      const list = areaList(env, issuer);
      const takeBack = takeBackDuty(stores, "areas", (row, now) =>
        issuerObjectOf(env, issuer).takeBackAreas(row.list, row.shards, now),
      );
      return [
        importDuty(stores, list, opening),
        readingDuty(stores, list, sealing, stageAreas(stores), "ready"),
        takeBack,
        ...common,
      ];
    }
    const list = factList(env, issuer);
    const takeBack = takeBackDuty(stores, "facts", (row, now) =>
      peopleShard(env, issuer, row.cursor).takeBackList({ list: row.list, after: row.part }, now),
    );
    const counting = countingDuty(stores, sealing, (shard, query, now) =>
      peopleShard(env, issuer, shard).foreseeFacts(query, now),
    );
    return [
      importDuty(stores, list, opening),
      readingDuty(stores, list, sealing, stageFacts(stores), "count"),
      counting,
      takeBack,
      ...common,
    ];
  }

  #partsOf(text: string, shards: number): readonly string[] {
    const atOnce = listOf(this.ctx.id) === "facts" ? factLinesAtOnce(shards) : Number.POSITIVE_INFINITY;
    const lines = text.split("\n");
    const parts: string[] = [];
    for (let from = 0; from < lines.length; from += atOnce) parts.push(lines.slice(from, from + atOnce).join("\n"));
    return parts;
  }

  #isReceiving(attempt: number): boolean {
    const row = this.#stores.files.row();
    return row !== null && row.pieces === null && row.attempt === attempt;
  }

  #secrets(): Promise<Secrets> {
    return openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
  }
}

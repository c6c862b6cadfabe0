/**
 * The nation's conversions of the codes in one status list of another issuer: which handle of the nation stands for which handle of the home. Revokes the nation's
 * codes with the home's, sends passes by them to the home, and deletes itself after its time. It knows no person. docs/trust.md §13.
 */
import { DurableObject } from "cloudflare:workers";
import { STATUS, statusListEnd, statusListName } from "../../domain/code/status.ts";
import { MAX_LETTER_ITEMS } from "../../domain/federation/letter.ts";
import { fromHex, toHex } from "../../domain/hex.ts";
import { DAY_MS } from "../../domain/instant.ts";
import { type IssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { RETENTION } from "../../domain/retention.ts";
import { toBase64url } from "../../token/code/base64url.ts";
import { sealHandles } from "../../token/secret/handle.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { statusIn } from "../../token/status/read-status-list.ts";
import { Alarm, type Duty, periodMs } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import { mailboxOf, type ObjectsEnv, statusListOf } from "../env.ts";
import { migrate } from "../migrate.ts";
import { placeOf } from "../names.ts";
import { type ConversionRow, ConversionStore, migrations } from "./conversion-store.ts";
import { homeList } from "./home-list.ts";
import type {
  ConversionOrder,
  ConversionRefusal,
  ConversionsRpc,
  ConvertedDraft,
  ConvertedPass,
  ForwardedState,
  HomeList,
} from "./rpc.ts";

/** A revocation by the home is published a second later, and noted here within this time. */
const WATCH_MS = 10_000;
/** A phone makes four credentials at a time, for two hours or more. */
const MAX_A_DAY = 12;
const NONCE_BYTES = 4;

export class Conversions extends DurableObject<ObjectsEnv> implements ConversionsRpc {
  readonly #store: ConversionStore;
  readonly #alarm: Alarm;
  readonly #outbox = new Outbox<IssuerCode>({ name: "passes by converted codes" });
  readonly #watchMs: number;
  /** When the home's list was read last, ms. */
  #watchedAt = 0;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#store = new ConversionStore(state.storage.sql);
    this.#watchMs = periodMs(env, WATCH_MS);
    this.#alarm = new Alarm(state, [this.#watch(), this.#send(), { name: "end", due: () => this.#over(), run: () => {} }]);
  }

  async convert(order: ConversionOrder, now: number): Promise<Result<readonly ConvertedDraft[], ConversionRefusal>> {
    const begun = this.#begin(order, now);
    if (!begun.ok) return begun;
    const { community, validity, count, turn, homeHandle, homeIndex } = order;
    const statusList = statusListName(community, validity.expiresAt);
    const indexes = await statusListOf(this.env, NATION, statusList).allot(count, turn);
    const secrets = await openSecrets(this.env.YIMA_MASTER_KEY, NATION);
    const nonces = indexes.map(() => crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
    const handles = await sealHandles(secrets.handle, fromHex(placeOf(this.ctx.id)), nonces);
    const drafts = handles.map((handle, at) => ({ handle, statusIndex: indexes[at] ?? 0 }));
    const made = { homeHandle, homeIndex, statusList, expiresAt: validity.expiresAt };
    this.ctx.storage.transactionSync(() => {
      for (const { handle, statusIndex } of drafts) this.#store.add({ ...made, handle: toHex(handle), statusIndex });
    });
    this.#alarm.arm(now);
    return accept(drafts);
  }

  /** The hand-over is used from here on, also if this conversion fails: the phone makes another one. */
  #begin({ home, homeHandle, handedOverAt }: ConversionOrder, now: number): Result<null, ConversionRefusal> {
    return this.ctx.storage.transactionSync(() => {
      if (this.#store.usedSince(homeHandle, now - DAY_MS) >= MAX_A_DAY)
        return refuse({ code: "too_many_requests", retryAfterSeconds: 3600 });
      if (!this.#store.use(homeHandle, handedOverAt)) return refuse({ code: "handover_used" });
      this.#store.setHome(home);
      return accept(null);
    });
  }

  forward(passes: readonly ConvertedPass[], now: number): readonly ForwardedState[] {
    const states = this.ctx.storage.transactionSync(() => passes.map((pass) => this.#keep(pass)));
    this.#alarm.arm(now);
    return states;
  }

  #keep({ handle, item }: ConvertedPass): ForwardedState {
    const home = this.#store.homeHandleOf(handle);
    if (home === null) return "unknown";
    return this.#store.addPass({ ...item, home: toBase64url(fromHex(home)) }) ? "taken" : "known";
  }

  #watch(): Duty {
    return {
      name: "codes of the home",
      due: () => (this.#store.isWatching() ? this.#watchedAt + this.#watchMs : null),
      run: async (now) => {
        this.#watchedAt = now;
        const [home, watched] = [this.#store.home(), this.#store.watched(now)];
        if (home !== null && watched.length > 0) await this.#revoke(await this.#withdrawn(home, watched, now));
      },
    };
  }

  /** Those whose code at home counts no longer. */
  async #withdrawn(home: HomeList, watched: readonly ConversionRow[], now: number): Promise<readonly ConversionRow[]> {
    const list = await homeList(this.env, home, now);
    if (list === null) return [];
    return list === "ended" ? watched : watched.filter(({ homeIndex }) => (statusIn(list, homeIndex) ?? 0) !== STATUS.valid);
  }

  async #revoke(rows: readonly ConversionRow[]): Promise<void> {
    for (const [list, some] of Map.groupBy(rows, ({ statusList }) => statusList)) {
      const indexes = some.map(({ statusIndex }) => statusIndex);
      await statusListOf(this.env, NATION, list).withdraw(indexes, "revoked");
      this.#store.unwatch(some);
    }
  }

  #send(): Duty {
    const waiting = (limit: number) => {
      const home = this.#store.home();
      return home === null ? [] : this.#store.passes(limit).map((item) => [home.issuer, item] as const);
    };
    return {
      name: "passes",
      due: () => this.#outbox.due(waiting(1).map(([issuer]) => issuer)),
      run: async (now) => {
        const parcels = Map.groupBy(waiting(MAX_LETTER_ITEMS), ([issuer]) => issuer);
        const post = async (issuer: IssuerCode, some: ReturnType<typeof waiting>): Promise<void> => {
          const items = some.map(([, item]) => item);
          const results = await mailboxOf(this.env, NATION, issuer).send("passes", items);
          const refused = results.filter(({ state }) => state === "refused");
          if (refused.length > 0) console.error(`${issuer} refuses ${refused.length} passes: ${refused[0]?.code ?? ""}`);
          this.#store.dropPasses(results.map(({ id }) => id));
        };
        await this.#outbox.send(parcels, post, now);
      },
    };
  }

  /** The time of the deletion, ms; null before the first conversion. */
  #over(): number | null {
    const home = this.#store.home();
    return home === null ? null : statusListEnd(home.list) + RETENTION.conversion.ms;
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    if (now < (this.#over() ?? Number.POSITIVE_INFINITY)) return this.#alarm.ring(now);
    await this.ctx.storage.deleteAll();
  }
}

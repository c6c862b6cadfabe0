/**
 * The live board: who watches a community by WebSocket, and what they are told. Nothing is sent to anybody whose right was not asked for just
 * before; where nobody watches, a pass costs one look at an empty list. Sockets may outlive this object in memory.
 */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import { accountsShard, divisionOf, type ObjectsEnv } from "../env.ts";
import { issuerOf } from "../names.ts";
import { type BoardStores, BoardView } from "./board-view.ts";
import { waitingPasses } from "./delivery.ts";
import type { Upkeep } from "./upkeep.ts";
import { instantOf } from "../../domain/instant.ts";

/** What happens within it is told together. */
const GATHER_MS = 1000;
/** How old an answer on a watcher's right may be when something is sent to them. */
const RIGHT_MS = 15_000;
const MAX_WATCHERS = 100;
/** Private use, RFC 6455 §7.4.2: the right is gone. */
const NO_RIGHT = 4403;
const PING = "ping";

/** In whose name somebody watches, and by which login. */
export interface Watcher {
  readonly account: AccountKey;
  readonly person: PersonKey | null;
  readonly office: string;
  readonly shard: number;
  readonly sessionHash: string;
}

export interface BoardDesk {
  readonly view: BoardView;
  /** How many passes have not reached their tracks. */
  readonly waiting: () => number;
  /** Whether somebody may still watch; rejects where that cannot be asked. */
  readonly mayWatch: (watcher: Watcher, now: number) => Promise<boolean>;
}

export class Board {
  readonly #state: DurableObjectState;
  readonly #desk: BoardDesk;
  /** Up to which pass the watchers have been told; null where nobody in memory knows. */
  #seq: number | null = null;
  #staff = "";
  #waiting = 0;
  #isDue = false;
  #askedAt = 0;

  constructor(state: DurableObjectState, desk: BoardDesk) {
    this.#state = state;
    this.#desk = desk;
  }

  /** Something has changed: watchers are told within a second. */
  touch(): void {
    if (this.#isDue || this.#state.getWebSockets().length === 0) return;
    this.#isDue = true;
    setTimeout(() => void this.#tell().catch((bug) => console.error("the board could not be told", bug)), GATHER_MS);
  }

  /** Takes a watcher whose right was asked for just now; 429 where too many watch. */
  admit(watcher: Watcher, now: number): Response {
    if (this.#state.getWebSockets().length >= MAX_WATCHERS) return new Response(null, { status: 429 });
    // Whoever watches already is told first, so that all stand at the same pass.
    this.#sendNews(now);
    const { 0: theirs, 1: ours } = new WebSocketPair();
    ours.serializeAttachment(watcher);
    this.#state.acceptWebSocket(ours);
    ours.send(this.#whole(now));
    return new Response(null, { status: 101, webSocket: theirs });
  }

  /** A watcher says that they are there: whether they still may be is asked, whatever else there is to tell. */
  async heard(socket: WebSocket, message: string | ArrayBuffer, now: number): Promise<void> {
    if (message !== PING) return socket.close(1003, "");
    await this.#dismiss(now);
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "pong" }));
  }

  async #tell(): Promise<void> {
    try {
      await this.#dismiss(Date.now());
    } finally {
      this.#isDue = false;
    }
    this.#sendNews(Date.now());
  }

  /** Closes the sockets of those who may watch no longer, or of whom that cannot be known. */
  async #dismiss(now: number): Promise<void> {
    if (now - this.#askedAt < RIGHT_MS) return;
    await Promise.all(
      this.#state.getWebSockets().map(async (socket) => {
        const may = await this.#desk.mayWatch(socket.deserializeAttachment() as Watcher, now).catch(() => false);
        if (!may) socket.close(NO_RIGHT, "");
      }),
    );
    this.#askedAt = now;
  }

  #sendNews(now: number): void {
    const watchers = this.#state.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN);
    if (watchers.length === 0) return;
    for (const text of this.#news(now)) for (const socket of watchers) socket.send(text);
  }

  /** What has changed since the last time; all of it where that is not known any more. */
  #news(now: number): readonly string[] {
    if (this.#seq === null) return [this.#whole(now)];
    const { view, waiting } = this.#desk;
    const { seq, hours } = view.since(this.#seq);
    this.#seq = seq;
    const staff = JSON.stringify({ type: "staff", ...view.staff() });
    const isNew = staff !== this.#staff;
    this.#staff = staff;
    const waits = waiting();
    const isSame = hours.length === 0 && waits === this.#waiting;
    this.#waiting = waits;
    const passes = isSame ? [] : [JSON.stringify({ type: "passes", hours, latest: view.latest(), waiting: waits })];
    return isNew ? [...passes, staff] : passes;
  }

  #whole(now: number): string {
    const { view, waiting } = this.#desk;
    const { seq, ...today } = view.today(now);
    this.#seq = seq;
    const staff = view.staff();
    this.#staff = JSON.stringify({ type: "staff", ...staff });
    const state = {
      type: "state",
      now: instantOf(now),
      ...today,
      ...staff,
      latest: view.latest(),
      waiting: waiting(),
    };
    return JSON.stringify(state);
  }
}

export function boardOf(
  state: DurableObjectState,
  env: ObjectsEnv,
  stores: Omit<BoardStores, "sql" | "counts">,
  { counts, deliveries }: Upkeep,
): Board {
  return new Board(state, {
    view: new BoardView({ sql: state.storage.sql, counts, ...stores }),
    waiting: () => waitingPasses(stores.passes, deliveries),
    async mayWatch({ account, person, office, shard, sessionHash }, now) {
      const issuer = { code: issuerOf(state.id) };
      const [isInCharge, session] = await Promise.all([
        divisionOf(env, issuer, office).isAdministrator({ account, person }),
        accountsShard(env, issuer, shard).session(sessionHash, now),
      ]);
      return isInCharge && session !== null;
    },
  });
}

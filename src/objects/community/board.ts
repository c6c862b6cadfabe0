/**
 * The live board: the watchers of a community by WebSocket, and the messages to them. The watchers' rights are checked before a message, unless they were
 * checked less than 15 s ago; the news that go out when a new watcher joins are sent without a check. Without watchers, a pass costs one read of an empty
 * list. Sockets survive the eviction of this object from memory.
 */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import { accountsShard, divisionOf, type ObjectsEnv } from "../env.ts";
import { issuerOf } from "../names.ts";
import { type BoardStores, BoardView } from "./board-view.ts";
import { waitingPasses } from "./delivery.ts";
import type { Upkeep } from "./upkeep.ts";
import { instantOf } from "../../domain/instant.ts";

/** Changes within this time go into one message to the watchers. */
const GATHER_MS = 1000;
/** For this time after a check of the watchers' rights, messages are sent without another check. */
const RIGHT_MS = 15_000;
const MAX_WATCHERS = 100;
/** The close code for a watcher who has lost the right: one for private use, RFC 6455 §7.4.2. */
const NO_RIGHT = 4403;
const PING = "ping";

/** An administrator who watches: the division in whose name, and the session of their login with the shard that stores it. */
export interface Watcher {
  readonly account: AccountKey;
  readonly person: PersonKey | null;
  readonly office: string;
  readonly shard: number;
  readonly sessionHash: string;
}

export interface BoardDesk {
  readonly view: BoardView;
  /** The number of passes that are not yet delivered to the tracks of their persons. */
  readonly waiting: () => number;
  /** Whether the watcher still has the right. Rejects if this cannot be checked. */
  readonly mayWatch: (watcher: Watcher, now: number) => Promise<boolean>;
}

export class Board {
  readonly #state: DurableObjectState;
  readonly #desk: BoardDesk;
  /** The sequence number of the last pass of which the watchers know; null after an eviction from memory. */
  #seq: number | null = null;
  #staff = "";
  #waiting = 0;
  #secondUse = 0;
  #isDue = false;
  #checkedAt = 0;

  constructor(state: DurableObjectState, desk: BoardDesk) {
    this.#state = state;
    this.#desk = desk;
  }

  /** Called after each change: if there are watchers, schedules the messages to them for a second after the first change. */
  touch(): void {
    if (this.#isDue || this.#state.getWebSockets().length === 0) return;
    this.#isDue = true;
    setTimeout(() => void this.#update().catch((bug) => console.error("the board could not send its news", bug)), GATHER_MS);
  }

  /** Accepts a watcher whose right the worker has just checked. Answers 429 if MAX_WATCHERS are connected. */
  admit(watcher: Watcher, now: number): Response {
    if (this.#state.getWebSockets().length >= MAX_WATCHERS) return new Response(null, { status: 429 });
    // The other watchers receive the changes first, so that afterwards all watchers know of the same last pass.
    this.#sendNews(now);
    const { 0: theirs, 1: ours } = new WebSocketPair();
    ours.serializeAttachment(watcher);
    this.#state.acceptWebSocket(ours);
    ours.send(this.#whole(now));
    return new Response(null, { status: 101, webSocket: theirs });
  }

  /**
   * Answers a ping; any other message closes the socket. The right of all watchers is checked here too, because there may be no other message for a long
   * time.
   */
  async heard(socket: WebSocket, message: string | ArrayBuffer, now: number): Promise<void> {
    if (message !== PING) return socket.close(1003, "");
    await this.#dismiss(now);
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "pong" }));
  }

  async #update(): Promise<void> {
    try {
      await this.#dismiss(Date.now());
    } finally {
      this.#isDue = false;
    }
    this.#sendNews(Date.now());
  }

  /** At most every RIGHT_MS, closes the sockets of watchers who have lost the right, or whose right cannot be checked. */
  async #dismiss(now: number): Promise<void> {
    if (now - this.#checkedAt < RIGHT_MS) return;
    await Promise.all(
      this.#state.getWebSockets().map(async (socket) => {
        const may = await this.#desk.mayWatch(socket.deserializeAttachment() as Watcher, now).catch(() => false);
        if (!may) socket.close(NO_RIGHT, "");
      }),
    );
    this.#checkedAt = now;
  }

  #sendNews(now: number): void {
    const watchers = this.#state.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN);
    if (watchers.length === 0) return;
    for (const text of this.#news(now)) for (const socket of watchers) socket.send(text);
  }

  /** The messages about the changes since the last ones; after an eviction from memory, a message with the whole state. */
  #news(now: number): readonly string[] {
    if (this.#seq === null) return [this.#whole(now)];
    const { view, waiting } = this.#desk;
    const { seq, hours } = view.since(this.#seq);
    this.#seq = seq;
    const staff = JSON.stringify({ type: "staff", ...view.staff() });
    const isNew = staff !== this.#staff;
    this.#staff = staff;
    const waits = waiting();
    const secondUse = view.newestSecondUse();
    const isSame = hours.length === 0 && waits === this.#waiting && secondUse === this.#secondUse;
    this.#waiting = waits;
    this.#secondUse = secondUse;
    const passes = isSame ? [] : [JSON.stringify({ type: "passes", hours, latest: view.latest(), waiting: waits })];
    return isNew ? [...passes, staff] : passes;
  }

  #whole(now: number): string {
    const { view, waiting } = this.#desk;
    const { seq, ...today } = view.today(now);
    this.#seq = seq;
    this.#secondUse = view.newestSecondUse();
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
      // A login whose proof has ended has no right in the office, although its session goes on.
      return isInCharge && session !== null && session.person === person;
    },
  });
}

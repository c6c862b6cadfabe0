/**
 * The live board: the watchers of a community by WebSocket, and the messages to them. A watcher whose session ends or whose right goes is closed at once, by a
 * call of the account's shard. The rights of all are also checked whenever a watcher joins, and before a message unless that was less than 15 s ago, because
 * such a call can be lost. Without watchers, a pass costs one read of an empty list. Sockets survive the eviction of this object from memory.
 */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { EndedWatch } from "./rpc.ts";
import type { BoardView } from "./board-view.ts";
import { instantOf } from "../../domain/instant.ts";

/** Changes within this time go into one message to the watchers. */
const GATHER_MS = 1000;
/** For this time after a check of the watchers' rights, messages are sent without another check. */
const RIGHT_MS = 15_000;
const MAX_WATCHERS = 100;
/** The boards that one account may have open: the screens of an office. A further one closes the oldest. */
const MAX_PER_ACCOUNT = 4;
/** The close codes for a watcher who has lost the right, and for a board in whose place the account has opened others: codes for private use, RFC 6455 §7.4.2. */
const NO_RIGHT = 4403;
const REPLACED = 4409;
const PING = "ping";

/** An administrator who watches: the division in whose name, and the session of their login with the shard that stores it. */
export interface Watcher {
  readonly account: AccountKey;
  readonly person: PersonKey | null;
  readonly office: string;
  readonly shard: number;
  readonly sessionHash: string;
}

/** The attachment of a socket. */
interface Attached extends Watcher {
  /** The time of the admission, ms; absent for a socket that the previous release admitted. */
  readonly at?: number;
}

export interface BoardDesk {
  readonly view: BoardView;
  /** The number of passes that are not yet delivered to the tracks of their persons. */
  readonly waiting: () => number;
  /** Notes at the account's shard that this session watches, so that the shard closes the board. Resolves to whether the session is open. */
  readonly begin: (watcher: Watcher, now: number) => Promise<boolean>;
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
  /** The number of `end` calls: a check that was under way during one may be wrong after it. */
  #ends = 0;

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

  /** Accepts a watcher. Answers 403 if they have no right any more, and 429 if MAX_WATCHERS are connected. */
  async admit(watcher: Watcher, now: number): Promise<Response> {
    if (!(await this.#mayJoin(watcher, now))) return new Response(null, { status: 403 });
    // Before anything is sent to the others: one of them may have lost the right a moment ago.
    await this.#dismiss(now, 0);
    const own = this.#sockets().filter(({ watcher: { account } }) => account === watcher.account);
    const oldest = own.toSorted((one, other) => (one.watcher.at ?? 0) - (other.watcher.at ?? 0));
    for (const { socket } of oldest.slice(0, Math.max(0, own.length - MAX_PER_ACCOUNT + 1))) socket.close(REPLACED, "");
    if (this.#sockets().length >= MAX_WATCHERS) return new Response(null, { status: 429 });
    // The other watchers receive the changes first, so that afterwards all watchers know of the same last pass.
    this.#sendNews(now);
    const { 0: theirs, 1: ours } = new WebSocketPair();
    ours.serializeAttachment({ ...watcher, at: now } satisfies Attached);
    this.#state.acceptWebSocket(ours);
    ours.send(this.#whole(now));
    return new Response(null, { status: 101, webSocket: theirs });
  }

  /** Closes the boards of watchers whose session has ended or whose right is gone. */
  end({ account, office, hashes }: EndedWatch): void {
    this.#ends += 1;
    for (const { socket, watcher } of this.#sockets())
      if (
        (account === null || watcher.account === account) &&
        (office === null || watcher.office === office) &&
        (hashes === null || hashes.includes(watcher.sessionHash))
      )
        socket.close(NO_RIGHT, "");
  }

  /** Whether the watcher has the right now. Their right may go, and `end` be called, while it is checked. */
  async #mayJoin(watcher: Watcher, now: number): Promise<boolean> {
    if (!(await this.#desk.begin(watcher, now))) return false;
    for (;;) {
      const before = this.#ends;
      if (!(await this.#desk.mayWatch(watcher, now))) return false;
      if (before === this.#ends) return true;
    }
  }

  #sockets(): readonly { readonly socket: WebSocket; readonly watcher: Attached }[] {
    return this.#state
      .getWebSockets()
      .filter(({ readyState }) => readyState === WebSocket.OPEN)
      .map((socket) => ({ socket, watcher: socket.deserializeAttachment() as Attached }));
  }

  /**
   * Answers a ping; any other message closes the socket. The right of all watchers is checked here too, because there may be no other message for a long
   * time.
   */
  async heard(socket: WebSocket, message: string | ArrayBuffer, now: number): Promise<void> {
    if (message !== PING) return socket.close(1003, "");
    await this.#dismiss(now, RIGHT_MS);
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "pong" }));
  }

  async #update(): Promise<void> {
    try {
      await this.#dismiss(Date.now(), RIGHT_MS);
    } finally {
      this.#isDue = false;
    }
    this.#sendNews(Date.now());
  }

  /** Closes the sockets of watchers who have lost the right, or whose right cannot be checked, unless they were checked less than `withinMs` ago. */
  async #dismiss(now: number, withinMs: number): Promise<void> {
    if (now - this.#checkedAt < withinMs) return;
    // The boards of one session in one office have one right.
    const rights = Map.groupBy(this.#sockets(), ({ watcher: { sessionHash, office } }) => `${sessionHash} ${office}`);
    await Promise.all(
      Array.from(rights.values(), async (boards) => {
        const [first] = boards;
        const may = first !== undefined && (await this.#desk.mayWatch(first.watcher, now).catch(() => false));
        if (!may) for (const { socket } of boards) socket.close(NO_RIGHT, "");
      }),
    );
    this.#checkedAt = now;
  }

  #sendNews(now: number): void {
    const watchers = this.#sockets();
    if (watchers.length === 0) return;
    for (const text of this.#news(now)) for (const { socket } of watchers) socket.send(text);
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

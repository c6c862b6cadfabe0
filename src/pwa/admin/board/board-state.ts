/** The board's WebSocket and state: opens the connection, keeps it alive by pings, and opens it again after growing waits when it is lost. */
import type { BoardMessage, BoardState } from "../../../contract/board.ts";
import { beginOfHour, dayOfHour, firstHourOf, hourOf } from "../../../domain/statistics/counts.ts";
import { beijing } from "../../app/beijing-time.ts";
import type { Bars } from "../../ui/figure.tsx";

const PING_MS = 20_000;
/** After this time without a message, not even an answer to a ping, the connection counts as lost. */
const SILENT_MS = 45_000;
/** The close code of a board in whose place the login has opened newer ones: src/objects/community/board.ts. */
const REPLACED = 4409;
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 30_000;

/** The wait before attempt number `attempt` (from 1), ms: it doubles each time up to 30 s, and half of it is random, so that not all boards return at once after a restart. */
export function waitBefore(attempt: number, random: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), MAX_WAIT_MS) * (0.5 + random / 2);
}

interface Listener {
  readonly onOpen: () => void;
  readonly onMessage: (message: BoardMessage) => void;
  readonly onLost: () => void;
}

/** Opens the live connection at a path, and opens it again whenever it is lost. The returned function ends it. */
export function follow(path: string, { onOpen, onMessage, onLost }: Listener): () => void {
  const url = location.origin.replace(/^http/, "ws") + path;
  let socket: WebSocket | null = null;
  let attempts = 0;
  let lastMessageAt = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    clearTimeout(waiting);
    const next = new WebSocket(url);
    socket = next;
    lastMessageAt = Date.now();
    next.addEventListener("message", ({ data }) => {
      if (socket !== next || typeof data !== "string") return;
      lastMessageAt = Date.now();
      if (attempts > 0) attempts = 0;
      // The message is not checked here: the server's own tests check its messages against the contract's types.
      const message: BoardMessage = JSON.parse(data);
      if (message.type === "state") onOpen();
      onMessage(message);
    });
    next.addEventListener("close", ({ code }) => {
      if (socket !== next) return;
      if (code === REPLACED) replaced();
      else lose();
    });
  }

  function lose(): void {
    socket = null;
    attempts += 1;
    waiting = setTimeout(open, waitBefore(attempts, Math.random()));
    onLost();
  }

  /** The login has opened newer boards. This one opens again when somebody uses its page: at once, all pages would close each other in turn. */
  function replaced(): void {
    socket = null;
    onLost();
  }

  function openNow(): void {
    if (socket === null) open();
  }

  const pinging = setInterval(() => {
    if (socket === null) return;
    if (Date.now() - lastMessageAt > SILENT_MS) {
      const silent = socket;
      lose();
      silent.close();
    } else if (socket.readyState === WebSocket.OPEN) socket.send("ping");
  }, PING_MS);
  addEventListener("online", openNow);
  addEventListener("focus", openNow);
  open();
  return () => {
    clearInterval(pinging);
    clearTimeout(waiting);
    removeEventListener("online", openNow);
    removeEventListener("focus", openNow);
    const last = socket;
    socket = null;
    last?.close();
  };
}

export type BoardData = Omit<BoardState, "type" | "now">;

/** The board's data after a message; null until a message with the whole state has come. */
export function afterMessage(before: BoardData | null, message: BoardMessage): BoardData | null {
  if (message.type === "pong") return before;
  if (message.type === "state") {
    const { type: _type, now: _now, ...board } = message;
    return board;
  }
  if (before === null) return null;
  if (message.type === "staff") return { ...before, points: message.points, staff: message.staff };
  const { hours, latest, waiting } = message;
  return { ...before, hours: sumsByHour([...before.hours, ...hours]), latest, waiting };
}

/** Adds up the entries of each hour and point to one: otherwise the data of a board that is open for days would grow with each pass. */
function sumsByHour(hours: BoardData["hours"]): BoardData["hours"] {
  return [...Map.groupBy(hours, ({ at, pointId }) => `${at} ${pointId}`).values()].flatMap((same) =>
    same.slice(0, 1).map((one) => ({ ...one, passes: sum(same), stopped: same.reduce((all, { stopped }) => all + stopped, 0) })),
  );
}

export interface BoardFigures {
  readonly passes: number;
  readonly stopped: number;
  /** Today's passes against yesterday's, both up to the last full hour, in per cent; null where yesterday had none by that hour. */
  readonly change: number | null;
  readonly posted: number;
  readonly collectors: number;
}

/** The figures of the day that contains `now`. */
export function figuresOf({ hours, yesterday, staff }: BoardData, now: number): BoardFigures {
  const today = hours.filter(({ at }) => isOfToday(at, now));
  const full = today.filter(({ at }) => hourOf(Date.parse(at)) < hourOf(now));
  // After midnight, an open board still has the hours of the previous day in `hours`.
  const before = sum([...yesterday, ...hours].filter(({ at }) => isOfYesterdayByNow(at, now)));
  return {
    passes: sum(today),
    stopped: today.reduce((all, { stopped }) => all + stopped, 0),
    change: before === 0 ? null : Math.round((sum(full) / before - 1) * 100),
    posted: staff.filter(({ pointId }) => pointId !== null).length,
    collectors: staff.length,
  };
}

/** Today's passes by hour, from the first hour with a pass to the current hour, stacked by point. With more than `atMost` points, the least busy ones are one series named `others`. */
export function barsOf({ hours, points }: BoardData, now: number, atMost: number, others: string): Bars {
  const today = hours.filter(({ at }) => isOfToday(at, now)).map((one) => ({ ...one, hour: hourOf(Date.parse(one.at)) }));
  const first = Math.min(hourOf(now), ...today.map(({ hour }) => hour));
  const hourRange = Array.from({ length: hourOf(now) - first + 1 }, (_, index) => first + index);
  const byPoint = [...Map.groupBy(today, ({ pointId }) => pointId)].toSorted(([, a], [, b]) => sum(b) - sum(a));
  const busiest = byPoint.length <= atMost ? byPoint : byPoint.slice(0, atMost - 1);
  const rest = byPoint.slice(busiest.length).flatMap(([, some]) => some);
  const valuesOf = (some: typeof today) => hourRange.map((hour) => sum(some.filter((one) => one.hour === hour)));
  const series = busiest.map(([id, some]) => ({
    name: points.find((point) => point.id === id)?.name ?? others,
    values: valuesOf(some),
  }));
  return {
    labels: hourRange.map((hour) => `${beijing(beginOfHour(hour)).hour}:00`),
    series: rest.length === 0 ? series : [...series, { name: others, values: valuesOf(rest) }],
  };
}

function isOfToday(at: string, now: number): boolean {
  return hourOf(Date.parse(at)) >= firstHourOf(dayOfHour(hourOf(now)));
}

/** Whether an hour is one of yesterday's and ended at least 24 hours before the current hour began. */
function isOfYesterdayByNow(at: string, now: number): boolean {
  const hour = hourOf(Date.parse(at));
  return hour >= firstHourOf(dayOfHour(hourOf(now)) - 1) && hour < hourOf(now) - 24;
}

function sum(some: readonly { readonly passes: number }[]): number {
  return some.reduce((all, { passes }) => all + passes, 0);
}

/** The board's WebSocket: opened, kept alive by a ping, and opened again with longer and longer waits when it is lost. */
import type { BoardMessage } from "../../../contract/board.ts";

const PING_MS = 20_000;
/** A connection that answers no ping is none. */
const SILENT_MS = 45_000;
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 30_000;

/** How long to wait before the `attempt`-th try, from 1, ms: doubled each time, spread so that a restart is not met by all at once. */
export function waitBefore(attempt: number, random: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), MAX_WAIT_MS) * (0.5 + random / 2);
}

interface Listener {
  readonly onOpen: () => void;
  readonly onMessage: (message: BoardMessage) => void;
  readonly onLost: () => void;
}

/** Follows a community's board until the answer is called. */
export function follow(division: string, { onOpen, onMessage, onLost }: Listener): () => void {
  const url = `${location.origin.replace(/^http/, "ws")}/api/v1/communities/${division}/live`;
  let socket: WebSocket | null = null;
  let attempts = 0;
  let heardAt = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    clearTimeout(waiting);
    const opened = new WebSocket(url);
    socket = opened;
    heardAt = Date.now();
    opened.addEventListener("message", ({ data }) => {
      if (socket !== opened || typeof data !== "string") return;
      heardAt = Date.now();
      if (attempts > 0) attempts = 0;
      // The contract's types are the promise of the server, whose own tests hold it to them.
      const message: BoardMessage = JSON.parse(data);
      if (message.type === "state") onOpen();
      onMessage(message);
    });
    opened.addEventListener("close", () => {
      if (socket === opened) lose();
    });
  }

  function lose(): void {
    socket = null;
    attempts += 1;
    waiting = setTimeout(open, waitBefore(attempts, Math.random()));
    onLost();
  }

  function openNow(): void {
    if (socket === null) open();
  }

  const pinging = setInterval(() => {
    if (socket === null) return;
    if (Date.now() - heardAt > SILENT_MS) {
      const silent = socket;
      lose();
      silent.close();
    } else if (socket.readyState === WebSocket.OPEN) socket.send("ping");
  }, PING_MS);
  addEventListener("online", openNow);
  open();
  return () => {
    clearInterval(pinging);
    clearTimeout(waiting);
    removeEventListener("online", openNow);
    const last = socket;
    socket = null;
    last?.close();
  };
}

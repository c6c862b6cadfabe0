/** The passes that the server has not answered yet: which to send, when again, and when to say that one was lost. Pure, in memory. */

export interface PendingPass {
  /** Made on this device; the same id sent again is the same pass. RFC 9562. */
  readonly id: string;
  /** The community that it is registered in. */
  readonly division: string;
  readonly code: string;
  /** Issuer and handle of the code: the same holder shown again. */
  readonly holder: string;
  readonly maskedName: string;
  /** The code is no use to the server after this; milliseconds of the corrected clock. */
  readonly untilMs: number;
  readonly attempts: number;
  readonly dueAtMs: number;
  readonly sending: boolean;
  /** The collector was told that it is not registered. It is still asked after: an answer may have been lost on its way back. */
  readonly lapsed: boolean;
}
export type PassQueue = readonly PendingPass[];

/** The contract's bound of one request. */
const MAX_BATCH = 100;
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 8000;
const MAX_LAPSED_WAIT_MS = 30_000;
/** After this an unanswered pass is no longer asked after. */
const FORGET_AFTER_MS = 600_000;

/**
 * The id for a pass of `holder`. A holder whose last pass is still unanswered keeps its id, so that a lost answer and a second
 * scan are one pass on the server, never two. Source: product.md §5.2.
 */
export function passIdFor(queue: PassQueue, holder: string, freshId: string): string {
  return queue.find((pass) => pass.holder === holder)?.id ?? freshId;
}

/** Adds a pass that is due now; it replaces the one of the same id. */
export function addPass(
  queue: PassQueue,
  pass: Pick<PendingPass, "id" | "division" | "code" | "holder" | "maskedName" | "untilMs">,
  nowMs: number,
): PassQueue {
  const others = queue.filter((each) => each.id !== pass.id);
  return [...others, { ...pass, attempts: 0, dueAtMs: nowMs, sending: false, lapsed: false }];
}

/** What to send now, at most one request's worth and of one community, and the queue with those marked. */
export function takeDue(queue: PassQueue, nowMs: number): { readonly batch: PassQueue; readonly queue: PassQueue } {
  const due = queue.filter((pass) => !pass.sending && pass.dueAtMs <= nowMs);
  const batch = due.filter((pass) => pass.division === due[0]?.division).slice(0, MAX_BATCH);
  const ids = new Set(batch.map((pass) => pass.id));
  return { batch, queue: queue.map((pass) => (ids.has(pass.id) ? { ...pass, sending: true } : pass)) };
}

/** A request without an answer: again after 1, 2, 4, 8 s, spread by `jitter` in [0, 1), or later where the server said so. */
export function sendAgain(
  queue: PassQueue,
  sent: PassQueue,
  nowMs: number,
  jitter: number,
  retryAfterSeconds: number | undefined,
): PassQueue {
  const ids = new Set(sent.map((pass) => pass.id));
  return queue.map((pass) => {
    // A pass replaced while its old code was on the way has not been sent yet.
    if (!ids.has(pass.id) || !pass.sending) return pass;
    const cap = pass.lapsed ? MAX_LAPSED_WAIT_MS : MAX_WAIT_MS;
    const backOffMs = Math.min(cap, FIRST_WAIT_MS * 2 ** pass.attempts) * (0.75 + jitter / 2);
    const waitMs = Math.max(backOffMs, (retryAfterSeconds ?? 0) * 1000);
    return { ...pass, sending: false, attempts: pass.attempts + 1, dueAtMs: nowMs + Math.round(waitMs) };
  });
}

/** Everything is due at once: the network came back. */
export function hurry(queue: PassQueue, nowMs: number): PassQueue {
  return queue.map((pass) => ({ ...pass, dueAtMs: Math.min(pass.dueAtMs, nowMs) }));
}

/** What the server said of one pass that was sent. */
export interface Settled {
  readonly id: string;
  /** As it was sent. */
  readonly code: string;
  readonly state: "registered" | "refused";
}

/** Takes out what the server answered. A refusal of an old code says nothing of the new code that replaced it. */
export function settle(queue: PassQueue, settled: readonly Settled[]): PassQueue {
  return queue.filter((pass) => {
    const answer = settled.find((each) => each.id === pass.id);
    return answer === undefined || (answer.state === "refused" && answer.code !== pass.code);
  });
}

/** Marks what ran out of its window, names those the collector has to be told of, and forgets what nobody will ever answer. */
export function lapse(queue: PassQueue, nowMs: number): { readonly lapsed: PassQueue; readonly queue: PassQueue } {
  const lapsed = queue.filter((pass) => !pass.lapsed && pass.untilMs < nowMs);
  const kept = queue.filter((pass) => nowMs - pass.untilMs <= FORGET_AFTER_MS);
  return { lapsed, queue: kept.map((pass) => markLapsed(pass, nowMs)) };
}

function markLapsed(pass: PendingPass, nowMs: number): PendingPass {
  return pass.untilMs < nowMs ? { ...pass, lapsed: true } : pass;
}

/** What the chip 待上传 counts: what may still be registered. */
export function waitingCount(queue: PassQueue): number {
  return queue.filter((pass) => !pass.lapsed).length;
}

/** When the queue wants to be looked at next, or null where nothing waits. Milliseconds of the corrected clock. */
export function nextLookMs(queue: PassQueue): number | null {
  const times = queue.flatMap((pass) => [...(pass.sending ? [] : [pass.dueAtMs]), ...(pass.lapsed ? [] : [pass.untilMs + 1])]);
  return times.length === 0 ? null : Math.min(...times);
}

/** The queue of passes without an answer: which to send, when to repeat, when a pass counts as lost. Pure, in memory. */

export interface PendingPass {
  /** Made on this device. The server takes a repeated id as the same pass. RFC 9562. */
  readonly id: string;
  /** The community of the gate. */
  readonly division: string;
  readonly code: string;
  /** Issuer and handle of the code: equal for a second scan of the same holder. */
  readonly holder: string;
  readonly maskedName: string;
  /** The server accepts the code until this moment, ms of the corrected clock. */
  readonly untilMs: number;
  readonly attempts: number;
  readonly dueAtMs: number;
  readonly sending: boolean;
  /** The screen has reported the pass as not registered. It is still sent, because an answer of the server may have been lost. */
  readonly lapsed: boolean;
}
export type PassQueue = readonly PendingPass[];

/** At most this many passes per request, as in the contract. */
const MAX_BATCH = 100;
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 8000;
const MAX_LAPSED_WAIT_MS = 30_000;
/** After this time the pass is dropped and no longer sent. */
const FORGET_AFTER_MS = 600_000;

/**
 * The id for a pass of `holder`. A holder whose last pass is still unanswered keeps its id, so that a lost answer and a second
 * scan are one pass on the server, never two. Source: product.md §5.2.
 */
export function passIdFor(queue: PassQueue, holder: string, freshId: string): string {
  return queue.find((pass) => pass.holder === holder)?.id ?? freshId;
}

/** Adds a pass that is due now. It replaces a pass with the same id. */
export function addPass(
  queue: PassQueue,
  pass: Pick<PendingPass, "id" | "division" | "code" | "holder" | "maskedName" | "untilMs">,
  nowMs: number,
): PassQueue {
  const others = queue.filter((each) => each.id !== pass.id);
  return [...others, { ...pass, attempts: 0, dueAtMs: nowMs, sending: false, lapsed: false }];
}

/** The passes to send now, at most one request of one community, and the queue with these marked as sent. */
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

/** The network is back: every pass is due now. */
export function hurry(queue: PassQueue, nowMs: number): PassQueue {
  return queue.map((pass) => ({ ...pass, dueAtMs: Math.min(pass.dueAtMs, nowMs) }));
}

/** The server's answer to one pass. */
export interface PassAnswer {
  readonly id: string;
  /** The code that was sent. */
  readonly code: string;
  readonly state: "registered" | "refused";
}

/** Removes answered passes. A refusal of an old code does not concern the new code in its place. */
export function settle(queue: PassQueue, answers: readonly PassAnswer[]): PassQueue {
  return queue.filter((pass) => {
    const answer = answers.find((each) => each.id === pass.id);
    return answer === undefined || (answer.state === "refused" && answer.code !== pass.code);
  });
}

/** Marks the passes whose code the server no longer accepts, and returns the new ones for a report to the collector. Drops a pass ten minutes after that time. */
export function lapse(queue: PassQueue, nowMs: number): { readonly lapsed: PassQueue; readonly queue: PassQueue } {
  const lapsed = queue.filter((pass) => !pass.lapsed && pass.untilMs < nowMs);
  const remaining = queue.filter((pass) => nowMs - pass.untilMs <= FORGET_AFTER_MS);
  return { lapsed, queue: remaining.map((pass) => markLapsed(pass, nowMs)) };
}

function markLapsed(pass: PendingPass, nowMs: number): PendingPass {
  return pass.untilMs < nowMs ? { ...pass, lapsed: true } : pass;
}

/** The number in the chip 待上传: passes that may still be registered. */
export function waitingCount(queue: PassQueue): number {
  return queue.filter((pass) => !pass.lapsed).length;
}

/** The time of the queue's next work, ms of the corrected clock; null for an empty queue. */
export function nextLookMs(queue: PassQueue): number | null {
  const times = queue.flatMap((pass) => [...(pass.sending ? [] : [pass.dueAtMs]), ...(pass.lapsed ? [] : [pass.untilMs + 1])]);
  return times.length === 0 ? null : Math.min(...times);
}

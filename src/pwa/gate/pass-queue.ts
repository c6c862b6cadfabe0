/** The queue of passes that the server has not answered: which to send, when to repeat, when a pass counts as lost. Pure. */

export interface PendingPass {
  /** A UUID made on this device (RFC 9562). The server takes a repeated id as the same pass. */
  readonly id: string;
  /** The community of the gate. */
  readonly division: string;
  readonly code: string;
  /** Issuer and handle of the code, which are equal for a second scan of the same credential. */
  readonly holder: string;
  readonly maskedName: string;
  /** The server accepts the code until this moment, ms of the corrected clock. */
  readonly untilMs: number;
  readonly attempts: number;
  readonly dueAtMs: number;
  readonly sending: boolean;
  /** True after the end of the code, when a note has reported the pass as not registered. It is still sent: the server may have registered it, and its answer been lost. */
  readonly lapsed: boolean;
}
export type PassQueue = readonly PendingPass[];

/** At most this many passes per request, as in the contract. */
const MAX_BATCH = 100;
const FIRST_WAIT_MS = 1000;
const MAX_WAIT_MS = 8000;
const MAX_LAPSED_WAIT_MS = 30_000;
/** A pass without an answer is dropped this time after its code has ended. */
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

/** The passes for the next request, all of one community, and the queue with these marked as being sent. Empty if no pass is due. */
export function takeDue(queue: PassQueue, nowMs: number): { readonly batch: PassQueue; readonly queue: PassQueue } {
  const due = queue.filter((pass) => !pass.sending && pass.dueAtMs <= nowMs);
  const batch = due.filter((pass) => pass.division === due[0]?.division).slice(0, MAX_BATCH);
  const ids = new Set(batch.map((pass) => pass.id));
  return { batch, queue: queue.map((pass) => (ids.has(pass.id) ? { ...pass, sending: true } : pass)) };
}

/** The queue after a request without an answer: its passes are due again after 1, 2, 4, 8 s (± 25 % by `jitter` in [0, 1)), or later where the server said so. */
export function sendAgain(
  queue: PassQueue,
  sent: PassQueue,
  nowMs: number,
  jitter: number,
  retryAfterSeconds: number | undefined,
): PassQueue {
  const ids = new Set(sent.map((pass) => pass.id));
  return queue.map((pass) => {
    // This pass was replaced by a new scan during the request: its new code has not been sent yet.
    if (!ids.has(pass.id) || !pass.sending) return pass;
    const cap = pass.lapsed ? MAX_LAPSED_WAIT_MS : MAX_WAIT_MS;
    const backOffMs = Math.min(cap, FIRST_WAIT_MS * 2 ** pass.attempts) * (0.75 + jitter / 2);
    const waitMs = Math.max(backOffMs, (retryAfterSeconds ?? 0) * 1000);
    return { ...pass, sending: false, attempts: pass.attempts + 1, dueAtMs: nowMs + Math.round(waitMs) };
  });
}

/** The queue with every pass due now, for example when the network is back. */
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

/** The queue without the answered passes. A pass stays if the server refused an earlier code than the pass has now. */
export function settle(queue: PassQueue, answers: readonly PassAnswer[]): PassQueue {
  return queue.filter((pass) => {
    const answer = answers.find((each) => each.id === pass.id);
    return answer === undefined || (answer.state === "refused" && answer.code !== pass.code);
  });
}

/** Marks the passes whose code the server no longer accepts, and returns those newly marked, for a report to the collector. Drops a pass ten minutes after the end of its code. */
export function lapse(queue: PassQueue, nowMs: number): { readonly lapsed: PassQueue; readonly queue: PassQueue } {
  const lapsed = queue.filter((pass) => !pass.lapsed && pass.untilMs < nowMs);
  const remaining = queue.filter((pass) => nowMs - pass.untilMs <= FORGET_AFTER_MS);
  return { lapsed, queue: remaining.map((pass) => markLapsed(pass, nowMs)) };
}

function markLapsed(pass: PendingPass, nowMs: number): PendingPass {
  return pass.untilMs < nowMs ? { ...pass, lapsed: true } : pass;
}

/** The number on the button 待上传: the passes whose code the server still accepts. */
export function waitingCount(queue: PassQueue): number {
  return queue.filter((pass) => !pass.lapsed).length;
}

/** When a pass is next due or its code ends, ms of the corrected clock; null where nothing of both lies ahead. */
export function nextLookMs(queue: PassQueue): number | null {
  const times = queue.flatMap((pass) => [...(pass.sending ? [] : [pass.dueAtMs]), ...(pass.lapsed ? [] : [pass.untilMs + 1])]);
  return times.length === 0 ? null : Math.min(...times);
}

/** Sends passes, repeats them, and reports the outcome of each; pass-queue.ts decides when. The queue lasts as long as the page. */
import { signal } from "@preact/signals";
import type { PassesRequest, PassesResponse, PassResult } from "../../contract/pass.ts";
import type { Workbench } from "../../contract/community.ts";
import type { Problem } from "../../contract/problem.ts";
import { newPassId, PASS_ID_RANDOM_BYTES } from "../../domain/community/pass-id.ts";
import { type Answer, ask } from "../app/api.ts";
import { correctedNow } from "../app/clock.ts";
import type { Sentence } from "../app/say.ts";
import { refresh } from "../app/session.ts";
import { askAgain, loseRight } from "../community/community.ts";
import { instantClockOf } from "../ui/words/moments.ts";
import { onVisible } from "../ui/while-visible.ts";
import { warningOf } from "./gate-sentences.ts";
import { usedAgainSentence } from "./verdict.ts";
import {
  addPass,
  hurry,
  lapse,
  nextLookMs,
  passIdFor,
  type PassQueue,
  type PendingPass,
  sendAgain,
  settle,
  takeDue,
} from "./pass-queue.ts";

export type Outcome =
  | { readonly state: "registered"; readonly result: Extract<PassResult, { readonly state: "registered" }> }
  | { readonly state: "refused"; readonly code: string; readonly sentence: Sentence }
  /** No answer of the server yet. The pass is sent again, and a note reports its outcome later. */
  | { readonly state: "waiting" };

/** The outcome of a pass that became known after its screen was left. `lapsed`: the code ended without an answer. `used_again`: the code of a registered pass was used elsewhere afterwards. */
export interface Note {
  readonly id: string;
  readonly maskedName: string;
  readonly end: "registered" | "refused" | "lapsed" | "used_again";
  readonly sentence: Sentence | null;
}

export const queue = signal<PassQueue>([]);
export const notes = signal<readonly Note[]>([]);

/** The longest time that the collector waits for the server's answer before the next scan. */
const PATIENCE_MS = 2500;
/** A request counts as unanswered after this time. A later answer to it is still used. */
const ANSWER_WITHIN_MS = 10_000;

const watchers = new Map<string, (outcome: Outcome) => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends one pass. Resolves within 2.5 s to the server's answer, or to `waiting` without one. */
export async function register(
  pass: Pick<PendingPass, "division" | "code" | "holder" | "maskedName" | "untilMs">,
): Promise<Outcome> {
  const now = correctedNow();
  const fresh = newPassId(now, crypto.getRandomValues(new Uint8Array(PASS_ID_RANDOM_BYTES)));
  const id = passIdFor(queue.peek(), pass.holder, fresh);
  queue.value = addPass(queue.peek(), { ...pass, id }, now);
  dismissNote(id);
  return new Promise((resolve) => {
    watchers.set(id, resolve);
    setTimeout(() => tell(id, { state: "waiting" }), PATIENCE_MS);
    run();
  });
}

export function dismissNote(id: string): void {
  notes.value = notes.peek().filter((note) => note.id !== id);
}

/** Sends all waiting passes now. */
export function sendNow(): void {
  queue.value = hurry(queue.peek(), correctedNow());
  run();
}

function tell(id: string, outcome: Outcome): boolean {
  const watcher = watchers.get(id);
  watchers.delete(id);
  watcher?.(outcome);
  return watcher !== undefined;
}

function addNote(pass: PendingPass, end: Note["end"], sentence: Sentence | null): void {
  notes.value = [
    ...notes.peek().filter((each) => each.id !== pass.id),
    { id: pass.id, maskedName: pass.maskedName, end, sentence },
  ];
}

/** The passes here whose later uses a note has reported, by pass and other use. */
const reported = new Set<string>();

/** A stored copy of the workbench may be from yesterday. */
const REPORTED_WITHIN_MS = 900_000;

/** Reports, once each, the passes whose codes were used elsewhere afterwards. */
export function reportUsedAgain(passes: NonNullable<Workbench["usedAgain"]>): void {
  for (const { id, maskedName, other } of passes) {
    const key = `${id} ${other.at} ${other.point}`;
    if (reported.has(key) || correctedNow() - Date.parse(other.at) > REPORTED_WITHIN_MS) continue;
    reported.add(key);
    const sentence = usedAgainSentence(other, instantClockOf(other.at));
    notes.value = [...notes.peek(), { id: key, maskedName, end: "used_again", sentence }];
  }
}

function run(): void {
  clearTimeout(timer);
  const late = lapse(queue.peek(), correctedNow());
  for (const pass of late.lapsed) addNote(pass, "lapsed", null);
  let due = takeDue(late.queue, correctedNow());
  for (; due.batch.length > 0; due = takeDue(due.queue, correctedNow())) void send(due.batch);
  queue.value = due.queue;
  const nextMs = nextLookMs(due.queue);
  if (nextMs !== null) timer = setTimeout(run, Math.max(50, nextMs - correctedNow()));
}

async function send(batch: PassQueue): Promise<void> {
  const division = batch[0]?.division ?? "";
  const body: PassesRequest = { passes: batch.map(({ id, code }) => ({ id, code })) };
  const request = ask("POST /api/v1/communities/:division/passes", { division }, body);
  const answer = await Promise.race([request, new Promise<null>((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS, null))]);
  if (answer !== null && !isUnanswered(answer)) concludeAll(batch, answer);
  else {
    const retryAfter = answer === null || answer.ok ? undefined : answer.refusal.retryAfterSeconds;
    queue.value = sendAgain(queue.peek(), batch, correctedNow(), Math.random(), retryAfter);
    if (answer === null) void request.then((late) => !isUnanswered(late) && concludeAll(batch, late));
    for (const pass of batch) tell(pass.id, { state: "waiting" });
  }
  run();
}

function isUnanswered(answer: Answer<PassesResponse>): boolean {
  return !answer.ok && (answer.refusal.code === "no_network" || answer.refusal.status === 429 || answer.refusal.status >= 500);
}

function concludeAll(batch: PassQueue, answer: Answer<PassesResponse>): void {
  const outcomes = batch.map((pass) => ({ pass, outcome: outcomeOf(pass, answer) }));
  queue.value = settle(
    queue.peek(),
    outcomes.map(({ pass, outcome }) => ({
      id: pass.id,
      code: pass.code,
      state: outcome.state === "registered" ? "registered" : "refused",
    })),
  );
  for (const { pass, outcome } of outcomes) conclude(pass, outcome);
  const division = batch[0]?.division ?? "";
  const refused = outcomes.filter(({ outcome }) => outcome.state === "refused").map(({ pass }) => pass.maskedName);
  if (!answer.ok) void follow(division, answer.refusal, refused);
  else if (refused.length > 0) void askAgain(division, refused);
}

/** After a refusal of the whole request: marks the right as gone (403), or else reloads the account, whose session may have ended. */
async function follow(division: string, problem: Problem, unregistered: readonly string[]): Promise<void> {
  if (problem.status === 403) await loseRight(division, unregistered);
  else await refresh();
}

function outcomeOf(pass: PendingPass, answer: Answer<PassesResponse>): Outcome {
  if (!answer.ok) return { state: "refused", code: answer.refusal.code, sentence: answer.refusal.sentence };
  const result = answer.value.results.find((each) => each.id === pass.id);
  if (result === undefined)
    return {
      state: "refused",
      code: "unreadable_answer",
      sentence: { zh: "系统没有回答这一条登记，请重新扫码。", en: "The system did not answer for this pass. Scan again." },
    };
  return result.state === "registered" ? { state: "registered", result } : { state: "refused", ...result.refusal };
}

function conclude(pass: PendingPass, outcome: Outcome): void {
  if (tell(pass.id, outcome)) return;
  const hasNote = notes.peek().some((each) => each.id === pass.id);
  if (outcome.state === "registered") addNote(pass, "registered", warningOf(outcome.result));
  // A pass that was already reported as lost gets no second note when the server then refuses it.
  else if (outcome.state === "refused" && !hasNote) addNote(pass, "refused", outcome.sentence);
}

addEventListener("online", sendNow);
onVisible(sendNow);

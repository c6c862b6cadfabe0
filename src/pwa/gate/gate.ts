/** The state of the gate as a signal: looking for a code, a code accepted, refused or stopped, a pass registered. One code at a time. No drawing. */
import { signal } from "@preact/signals";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { correctedNow } from "../app/clock.ts";
import { both, CHECK_FAILED, colourChangeSentence, NO_KEYS, refusalSentence, TOO_LONG, warningOf } from "./gate-sentences.ts";
import type { Sentence } from "../app/say.ts";
import { type AcceptedScan, checkScan } from "./check.ts";
import { isWorthWaiting, judged, type Judgement, listWithin, refusalByList } from "./judge.ts";
import { lists } from "./list-keeper.ts";
import { register } from "./pass-sender.ts";
import { findRepeat, type Recent, remember } from "./repeats.ts";
import { give } from "./sound.ts";
import {
  CANNOT_CHECK,
  documentCheckOf,
  refusalVerdictOf,
  secondUseVerdict,
  SERVER_REFUSED,
  SIGNS,
  type Verdict,
  verdictOf,
  WAITED_TOO_LONG,
} from "./verdict.ts";
import { hasOtherColour, scanOf } from "./verify-scan.ts";

export type Phase =
  | { readonly state: "looking"; readonly isRepeat: boolean }
  /** A genuine code whose status list is not here, or old, and on its way. */
  | { readonly state: "checking" }
  | ({
      readonly state: "accepted";
      readonly scan: AcceptedScan;
      readonly tookMs: number;
      readonly sending: boolean;
    } & Judgement)
  /** A verdict without a way to register. `byServer`: this device accepted the code, then the server refused the pass, or registered it with another colour, with signs (the holder's last declaration reports fever, symptoms or a contact), or as the second use of a code. */
  | {
      readonly state: "refused";
      readonly verdict: Verdict;
      readonly sentence: Sentence;
      readonly byServer: boolean;
      readonly code: string;
      /** The scanned text where `byServer` is true, so that the collector can ask the code's holder to declare again; null otherwise. */
      readonly text: string | null;
    }
  | {
      readonly state: "registered";
      readonly maskedName: string;
      readonly atMs: number;
      readonly queued: boolean;
      readonly verdict: Verdict;
    };

const LOOKING: Phase = { state: "looking", isRepeat: false };
export const phase = signal<Phase>(LOOKING);

const CONFIRMATION_MS = 1300;
/** A pass that waits for the network has more words to read. */
const WAITING_MS = 2500;
let recents: readonly Recent[] = [];
let busy = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function show(view: Phase): void {
  clearTimeout(timer);
  phase.value = view;
}

/** Verifies a text from the camera, a USB scanner or a picture and shows the verdict. Ignores it while another verdict can be confirmed. `capturedAtMs` is a time of performance.now(). */
export async function takeText(text: string, capturedAtMs: number, division: string): Promise<void> {
  const { state } = phase.peek();
  if (busy || state === "checking" || state === "accepted") return;
  const scan = scanOf(text);
  const sight = findRepeat(recents, [text, scan.holder ?? text], performance.now());
  recents = sight.recents;
  if (sight.recent !== null) {
    if (state === "looking" && sight.recent.kind === "registered") showRepeat();
    return;
  }
  busy = true;
  const result = await checkScan(scan, division)
    .catch(() => null)
    .finally(() => (busy = false));
  if (result === null) {
    recents = remember(recents, text, "refused", performance.now());
    stop(CANNOT_CHECK, CHECK_FAILED, "app_failed");
    return;
  }
  if (!result.ok) {
    if (result.refusal !== null) refuse(text, result.refusal);
    else stop(CANNOT_CHECK, NO_KEYS, "no_keys");
    return;
  }
  const listing = lists.freshen(result.code.claims).catch(() => false);
  if (isWorthWaiting(result)) {
    const waiting: Phase = { state: "checking" };
    show(waiting);
    const refusal = await refusalByList(result, listWithin(listing), division);
    if (phase.peek() !== waiting) return;
    if (refusal !== null) {
      refuse(text, refusal);
      return;
    }
  }
  show({ state: "accepted", scan: result, tookMs: performance.now() - capturedAtMs, sending: false, ...judged(result) });
  sound();
  const leftMs = result.untilMs - correctedNow();
  timer = setTimeout(() => stop(WAITED_TOO_LONG, TOO_LONG, "waited_too_long"), Math.max(0, leftMs));
  void lookAgain(result, listing, division).catch(() => undefined);
}

/** Corrects the verdict on the screen by a list that has come in the meantime: it may refuse the code, or end a doubt. */
async function lookAgain(scan: AcceptedScan, listing: Promise<boolean>, division: string): Promise<void> {
  const refusal = await refusalByList(scan, listing, division);
  const now = phase.peek();
  if (now.state !== "accepted" || now.scan !== scan || now.sending) return;
  if (refusal !== null) {
    refuse(scan.text, refusal);
    return;
  }
  const later = judged(scan);
  phase.value = { ...now, ...later };
  if (later.verdict.answer !== now.verdict.answer) sound();
}

/** A pass with a document check has the tone of `ask`, so that nobody passes by the tone alone. */
function sound(): void {
  const now = phase.peek();
  if (now.state !== "accepted") return;
  const { scan, verdict } = now;
  give(verdict.answer === "passes" && documentCheckOf(scan.code.claims) !== null ? "ask" : verdict.answer);
}

function refuse(text: string, refusal: CodeRefusal): void {
  recents = remember(recents, text, "refused", performance.now());
  stop(refusalVerdictOf(refusal), refusalSentence(refusal), refusal.code);
}

function showRepeat(): void {
  show({ state: "looking", isRepeat: true });
  timer = setTimeout(() => show(LOOKING), 1500);
}

function stop(verdict: Verdict, sentence: Sentence, code: string, text: string | null = null): void {
  show({ state: "refused", verdict, sentence, code, byServer: text !== null, text });
  give(verdict.answer);
}

/** Registers the pass of the displayed verdict. Without a stop by the server, the gate then looks for the next code. */
export async function confirm(division: string): Promise<void> {
  const now = phase.peek();
  if (now.state !== "accepted" || now.sending) return;
  show({ ...now, sending: true });
  const { scan } = now;
  const { maskedName } = scan.code.claims;
  const pass = { division, code: scan.text, holder: scan.holder, maskedName, untilMs: scan.untilMs };
  const outcome = await register(pass).catch(() => null);
  if (outcome === null) {
    stop(CANNOT_CHECK, CHECK_FAILED, "app_failed");
    return;
  }
  if (outcome.state === "refused") {
    recents = remember(recents, scan.text, "refused", performance.now());
    stop(SERVER_REFUSED, outcome.sentence, outcome.code, scan.text);
    return;
  }
  recents = remember(recents, scan.holder, "registered", performance.now());
  const warning = outcome.state === "registered" ? warningOf(outcome.result) : null;
  if (outcome.state === "registered" && hasOtherColour(outcome.result, scan)) {
    const { colour, localColour, declaredAt, passage } = outcome.result;
    const declaredAtMs = declaredAt === null ? null : Date.parse(declaredAt);
    const verdict = verdictOf(colour, declaredAtMs, passage.answer, null, localColour);
    const sentence = colourChangeSentence(passage.sentence);
    stop(verdict, warning === null ? sentence : both(sentence, warning), "colour_changed", scan.text);
    return;
  }
  if (outcome.state === "registered" && warning !== null) {
    const { secondUse } = outcome.result;
    if (secondUse === undefined) stop(SIGNS, warning, "signs", scan.text);
    else stop(secondUseVerdict(secondUse), warning, "second_use", scan.text);
    return;
  }
  const queued = outcome.state === "waiting";
  show({
    state: "registered",
    maskedName,
    atMs: queued ? correctedNow() : Date.parse(outcome.result.at),
    queued,
    verdict: now.verdict,
  });
  give("done");
  timer = setTimeout(() => show(LOOKING), queued ? WAITING_MS : CONFIRMATION_MS);
}

/** Leaves the verdict, does not register the pass of an accepted code, and looks for the next code. */
export function next(): void {
  const now = phase.peek();
  if (now.state === "accepted") recents = remember(recents, now.scan.text, "refused", performance.now());
  show(LOOKING);
}

/** The state of the page as a signal: looking for a code, checking one, accepted, refused. Registers nothing and stores nothing: scanned texts and status lists are in memory only. */
import { signal } from "@preact/signals";
import { correctedNow } from "../app/clock.ts";
import type { Sentence } from "../app/say.ts";
import { within } from "../app/within.ts";
import type { DataTimes } from "../gate/data-age.ts";
import { CHECK_FAILED, NO_KEYS, refusalSentence } from "../gate/gate-sentences.ts";
import { findRepeat, type Recent, remember } from "../gate/repeats.ts";
import { give } from "../gate/sound.ts";
import { StatusLists } from "../gate/status-lists.ts";
import { CANNOT_CHECK, refusalVerdictOf, type Verdict } from "../gate/verdict.ts";
import { isByStatus, type RefusedScan, type Scan, scanOf, timesOf, type VerifiedScan, verifyScan } from "../gate/verify-scan.ts";
import { type Finding, findingOf } from "./finding.ts";

interface Accepted {
  readonly state: "accepted";
  readonly scan: VerifiedScan;
  readonly finding: Finding;
  readonly times: DataTimes;
  readonly atMs: number;
}

export type Phase =
  | { readonly state: "looking" }
  | { readonly state: "checking" }
  | Accepted
  | { readonly state: "refused"; readonly verdict: Verdict; readonly sentence: Sentence };

/** Nobody waits longer for a status list. One that arrives later still corrects the verdict. */
const LIST_WITHIN_MS = 3_000;
/** A name does not stay on a screen that nobody looks at. */
const SHOWN_MS = 120_000;

const LOOKING: Phase = { state: "looking" };
export const phase = signal<Phase>(LOOKING);

let lists = newLists();
let text = "";
let recents: readonly Recent[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** The browser must not keep the answers either: a list names the community of a holder. */
function newLists(): StatusLists {
  return new StatusLists("no-store", () => []);
}

function show(view: Phase): void {
  clearTimeout(timer);
  phase.value = view;
  if (view.state === "accepted" || view.state === "refused") timer = setTimeout(next, SHOWN_MS);
}

/** Checks a text from the camera, a USB scanner, a picture or the keyboard. Ignores it while another one is checked or shown. */
export async function takeText(scanned: string): Promise<void> {
  if (phase.peek().state !== "looking" || findRepeat(recents, [scanned], performance.now()).recent !== null) return;
  text = scanned;
  show({ state: "checking" });
  const by = lists;
  await check(scanOf(scanned), by).catch(() => by === lists && stop(CANNOT_CHECK, CHECK_FAILED));
}

async function check(scan: Scan, by: StatusLists): Promise<void> {
  const first = await verifyScan(scan, by);
  if (!first.ok) {
    if (by === lists) refuse(first);
    return;
  }
  const listing = by.freshen(first.code.claims);
  const isLate = await within(LIST_WITHIN_MS, listing).then(
    () => false,
    () => true,
  );
  await judge(first, by);
  if (!isLate) return;
  await listing;
  const now = phase.peek();
  if (now.state === "accepted" && now.scan === first) await judge(first, by);
}

/** Shows a verified code by the list that is here now. The code was in time when it was scanned, so only its status can still refuse it. */
async function judge(first: VerifiedScan, by: StatusLists): Promise<void> {
  const again = await verifyScan(first, by);
  // The page was left in the meantime.
  if (by !== lists) return;
  if (!again.ok && isByStatus(again)) {
    refuse(again);
    return;
  }
  const atMs = correctedNow();
  const times = timesOf(first, by);
  const finding = findingOf(first.code, times, first.issuerName, atMs, first.localColour);
  show({ state: "accepted", scan: first, finding, times, atMs });
  give(finding.verdict.answer);
}

function refuse({ refusal }: RefusedScan): void {
  if (refusal === null) stop(CANNOT_CHECK, NO_KEYS);
  else stop(refusalVerdictOf(refusal), refusalSentence(refusal));
}

function stop(verdict: Verdict, sentence: Sentence): void {
  show({ state: "refused", verdict, sentence });
  give(verdict.answer);
}

/** Leaves the verdict, and looks for the next code. For a moment the same one is ignored: it may still be before the camera. */
export function next(): void {
  recents = remember([], text, "refused", performance.now());
  show(LOOKING);
}

/** Forgets all that was scanned, when the page is left. */
export function forget(): void {
  lists = newLists();
  [text, recents] = ["", []];
  show(LOOKING);
}

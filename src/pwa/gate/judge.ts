/** The verdict on a genuine code by the data that this device has now, and the short wait for a status list that is on its way. */
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { correctedNow } from "../app/clock.ts";
import { within } from "../app/within.ts";
import { type AcceptedScan, checkScan } from "./check.ts";
import { type DataAge, dataAge, type DataTimes, listAge } from "./data-age.ts";
import { lists } from "./list-keeper.ts";
import { agedVerdict, type Verdict } from "./verdict.ts";
import { isByStatus, timesOf } from "./verify-scan.ts";

export interface Judgement {
  readonly verdict: Verdict;
  /** Of the data by which the verdict was found. */
  readonly times: DataTimes;
  readonly age: DataAge;
}

/** Nobody at a gate waits longer for a list. One that arrives later still corrects the verdict. */
const LIST_WITHIN_MS = 1500;
/** After a list that did not come in time, the next codes do not wait for theirs. */
const NO_WAIT_MS = 25_000;
let noWaitUntilMs = 0;

export function judged(scan: AcceptedScan): Judgement {
  const times = timesOf(scan, lists);
  const age = dataAge(times, correctedNow());
  return { verdict: agedVerdict(scan.code, scan.passage.answer, age, scan.localColour), times, age };
}

/** Whether the code could pass, and its list is not here or not fresh, and can come. */
export function isWorthWaiting({ code, passage, localColour }: AcceptedScan): boolean {
  if (!navigator.onLine || performance.now() < noWaitUntilMs || code.paper !== null) return false;
  const age = listAge({ listAtMs: lists.answeredAtMs(code.claims) }, correctedNow());
  return age !== "fresh" && agedVerdict(code, passage.answer, "fresh", localColour).answer !== "does_not_pass";
}

/** Whether a fetched list has changed; false if it does not come in time. */
export function listWithin(listing: Promise<boolean>): Promise<boolean> {
  return within(LIST_WITHIN_MS, listing).catch(() => {
    noWaitUntilMs = performance.now() + NO_WAIT_MS;
    return false;
  });
}

/** The refusal of an accepted code by a list that has changed since; null if it stands. The code was in time when it was scanned, so only its status can still refuse it. */
export async function refusalByList(scan: AcceptedScan, hasChanged: Promise<boolean>, gate: string): Promise<CodeRefusal | null> {
  if (!(await hasChanged)) return null;
  const result = await checkScan(scan, gate);
  return !result.ok && isByStatus(result) ? result.refusal : null;
}

/** Checks a scanned text at a gate: verifies the code, and asks the passage policy of the gate. */
import { CATEGORIES } from "../../domain/declaration/declaration.ts";
import { dateOf } from "../../domain/china-time.ts";
import { passageAt, type Passage } from "../../domain/passage/passage.ts";
import { acceptedUntil } from "../../token/code/check.ts";
import { correctedNow } from "../app/clock.ts";
import { lists } from "./list-keeper.ts";
import { type RefusedScan, type Scan, type VerifiedScan, verifyScan } from "./verify-scan.ts";

/** How long a pass of a paper code may wait for the network. The server registers a pass with the time of its arrival, so a longer wait would give a wrong time. */
const PAPER_WAIT_MS = 120_000;

export interface AcceptedScan extends VerifiedScan {
  /** Whether the passage policy of this gate lets the person pass. */
  readonly passage: Passage;
  /** The last moment to register the pass, ms of the corrected clock: the end of the code, for a paper code at most 2 minutes from the scan. */
  readonly untilMs: number;
}

/** @param gate the division of the gate */
export async function checkScan(scan: Scan, gate: string): Promise<AcceptedScan | RefusedScan> {
  const verified = await verifyScan(scan, lists);
  if (!verified.ok) return verified;
  const { by, code, localColour } = verified;
  const { policies, originRisks } = by;
  const { claims, paper, proofTime } = code;
  const { colour, flags, community: address } = claims;
  const lastMs = acceptedUntil(code);
  return {
    ...verified,
    passage: passageAt(
      policies,
      { colour, localColour, flags, paper, categories: CATEGORIES, originRisks, address, gate },
      dateOf(correctedNow()),
    ),
    untilMs: proofTime === null ? Math.min(lastMs, correctedNow() + PAPER_WAIT_MS) : lastMs,
  };
}

/** Verifies a scanned text on this device: the credential, the device's proof, the time, the status. It uses the network only for keys that the device lacks. */
import type { Claims } from "../../domain/code/claims.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { passageAt, type Passage } from "../../domain/passage/passage.ts";
import { CATEGORIES } from "../../domain/declaration/declaration.ts";
import { dateOf } from "../../domain/china-time.ts";
import { acceptedUntil, checkParsed, statusWith } from "../../token/code/check.ts";
import { parseCode, type ParseResult } from "../../token/code/parse.ts";
import type { VerifiedCode } from "../../token/code/verify.ts";
import type { Trust } from "../../token/status/trust.ts";
import { correctedNow } from "../app/clock.ts";
import type { Sentence } from "../app/say.ts";
import { within } from "../app/within.ts";
import { statusOf } from "./list-keeper.ts";
import { deviceTrust, fetchTrust, isForeign, openTrust } from "./trust-keeper.ts";

/** How long a pass of a paper code may wait for the network. The server registers a pass with the time of its arrival, so a longer wait would give a wrong time. */
const PAPER_WAIT_MS = 120_000;

/** A gate does not wait longer for keys than a person before it. */
const KEYS_WITHIN_MS = 3_000;

/** A scanned text and what was parsed from it. */
export interface Scan {
  readonly text: string;
  readonly parsed: ParseResult;
  /** Issuer and handle of the code, not verified; null if the text is not a code. */
  readonly holder: string | null;
}

export interface AcceptedScan extends Scan {
  readonly ok: true;
  readonly code: VerifiedCode;
  readonly issuerName: Sentence;
  /** Whether the passage policy of this gate lets the person pass. */
  readonly passage: Passage;
  readonly holder: string;
  /** The last moment to register the pass, ms of the corrected clock: the end of the code, for a paper code at most 2 minutes from the scan. */
  readonly untilMs: number;
}
export type CheckResult =
  | AcceptedScan
  | { readonly ok: false; readonly refusal: CodeRefusal }
  | { readonly ok: false; readonly refusal: null };

export function scanOf(text: string): Scan {
  const parsed = parseCode(text);
  const claims = parsed.ok ? parsed.value.claims : null;
  return { text, parsed, holder: claims && `${claims.issuer}:${claims.handle.join(".")}` };
}

/** The status of a credential by the data on this device: revoked by a published change of the colours, else by its status list; undefined without that list. Changes of the colours elsewhere are not known here, only what was revoked by them. */
function statusHere(claims: Claims): number | undefined {
  const turns = isForeign(claims) ? [] : (deviceTrust.peek()?.turns ?? []);
  return statusWith(turns, claims, correctedNow(), statusOf);
}

async function fresherTrust(): Promise<Trust | null> {
  return (await within(KEYS_WITHIN_MS, fetchTrust()).catch(() => false)) ? (deviceTrust.peek()?.trust ?? null) : null;
}

/**
 * Verifies a scan. A refusal of null: this device has no keys yet and cannot fetch any.
 * @param gate the division of the gate
 */
export async function checkScan(scan: Scan, gate: string): Promise<CheckResult> {
  if (deviceTrust.peek() === null) await within(KEYS_WITHIN_MS, openTrust()).catch(() => undefined);
  const first = deviceTrust.peek();
  if (first === null) return { ok: false, refusal: null };
  const result = await checkParsed(scan.parsed, { trust: first.trust, fresherTrust, statusOf: statusHere }, correctedNow());
  if (!result.ok) return { ok: false, refusal: result.refusal };
  const { claims, proofTime, paper } = result.value;
  const { colour, flags, community: address } = claims;
  // Perhaps fresher than at the beginning of the check.
  const { trust, policies, originRisks } = deviceTrust.peek() ?? first;
  const lastMs = acceptedUntil(result.value);
  return {
    ...scan,
    ok: true,
    code: result.value,
    passage: passageAt(
      policies,
      { colour, flags, paper, categories: CATEGORIES, originRisks, address, gate },
      dateOf(correctedNow()),
    ),
    issuerName: trust.issuers.get(claims.issuer)?.name ?? { zh: claims.issuer, en: claims.issuer },
    holder: scan.holder ?? "",
    untilMs: proofTime === null ? Math.min(lastMs, correctedNow() + PAPER_WAIT_MS) : lastMs,
  };
}

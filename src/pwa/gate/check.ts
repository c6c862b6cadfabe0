/** Verifies a scanned text on this device, before any network: the credential, the device's proof, the time. */
import type { Claims } from "../../domain/code/claims.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { STATUS } from "../../domain/code/status.ts";
import { turnedSince } from "../../domain/colour/showing-change.ts";
import { passageAt, type Passage } from "../../domain/passage/passage.ts";
import { CATEGORIES } from "../../domain/declaration/declaration.ts";
import { dateOf } from "../../domain/china-time.ts";
import { parseCode } from "../../token/code/parse.ts";
import { verifyCode } from "../../token/code/verify.ts";
import type { VerifiedCode } from "../../token/code/verify.ts";
import { correctedNow } from "../app/clock.ts";
import type { Sentence } from "../app/say.ts";
import { statusOf } from "./list-keeper.ts";
import { fetchTrust, kept, openTrust } from "./trust-keeper.ts";

/** The server's window for a live code, milliseconds. Source: architecture.md "The code". */
const LIVE_WINDOW_MS = 45_000;
/** A pass is registered at the time at which it arrives: a paper code's pass that waits longer would carry a wrong time. */
const PAPER_WAIT_MS = 120_000;

export interface Accepted {
  readonly ok: true;
  readonly text: string;
  readonly code: VerifiedCode;
  readonly issuerName: Sentence;
  /** What the policy around this gate says. */
  readonly passage: Passage;
  /** Issuer and handle. */
  readonly holder: string;
  /** Until when the server can take it, milliseconds of the corrected clock. */
  readonly untilMs: number;
}
export type Checked =
  | Accepted
  | { readonly ok: false; readonly refusal: CodeRefusal }
  | { readonly ok: false; readonly refusal: null };

/** Issuer and handle of a code by its shape alone, unverified; null for what is no code. */
export function holderOf(text: string): string | null {
  const parsed = parseCode(text);
  return parsed.ok ? `${parsed.value.claims.issuer}:${parsed.value.claims.handle.join(".")}` : null;
}

/** Of before the issuer's colours turned at its address, whatever list is here; else as the lists say. */
function statusHere(claims: Claims): number | undefined {
  const fallen = turnedSince(kept.peek()?.turns ?? [], claims.community, claims.issuedAt, correctedNow());
  return fallen ? STATUS.revoked : statusOf(claims);
}

/**
 * A refusal of null: no keys are on this device yet and none can be fetched.
 * @param gate the division where it stands
 */
export async function checkCode(text: string, gate: string): Promise<Checked> {
  if (kept.peek() === null) await openTrust();
  const first = kept.peek();
  if (first === null) return { ok: false, refusal: null };
  let result = await verifyCode(text, first.trust, correctedNow(), { statusOf: statusHere });
  // The issuer may have begun to sign with a new key since the keys were fetched.
  if (!result.ok && result.refusal.code === "key_unknown" && (await fetchTrust()))
    result = await verifyCode(text, (kept.peek() ?? first).trust, correctedNow(), { statusOf: statusHere });
  if (!result.ok) return { ok: false, refusal: result.refusal };
  const { claims, proofTime, expiresAt } = result.value;
  const { colour, community: address } = claims;
  const { policies = [], originRisks = [] } = kept.peek() ?? {};
  return {
    ok: true,
    text,
    code: result.value,
    passage: passageAt(policies, { colour, categories: CATEGORIES, originRisks, address, gate }, dateOf(correctedNow())),
    issuerName: first.trust.issuers.get(claims.issuer)?.name ?? { zh: claims.issuer, en: claims.issuer },
    holder: holderOf(text) ?? "",
    untilMs: proofTime === null ? Math.min(expiresAt, correctedNow() + PAPER_WAIT_MS) : proofTime + LIVE_WINDOW_MS,
  };
}

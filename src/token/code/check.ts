/** One check of a code for the edge and for the gate's phone: with the keys at hand, once more with fresher keys, and with the status of this moment. */
import type { Claims } from "../../domain/code/claims.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { STATUS } from "../../domain/code/status.ts";
import { changedSince, type ShowingChange } from "../../domain/colour/showing-change.ts";
import type { Result } from "../../domain/result.ts";
import type { Trust } from "../status/trust.ts";
import type { ParseResult } from "./parse.ts";
import { LIVE_WINDOW_SECONDS, type VerifiedCode, verifyParsed } from "./verify.ts";

export type CheckedCode = Result<VerifiedCode, CodeRefusal>;
/** 0..3, or `undefined` where nobody can say. */
type Status = number | undefined;

/** The keys and lists of a verifier. */
export interface CheckSource {
  readonly trust: Trust;
  /** Asked when the code names an unknown key, as its issuer may sign with a new one. The same keys or null: none are fresher. */
  readonly fresherTrust: () => Promise<Trust | null>;
  /** Left out where the holder's own shard is asked, which is the first to learn of a revocation. */
  readonly statusOf?: (claims: Claims, trust: Trust) => Status | Promise<Status>;
}

/** A code that the caller has parsed. A text that is no code keeps its refusal. */
export async function checkParsed(parsed: ParseResult, source: CheckSource, nowMs: number): Promise<CheckedCode> {
  if (!parsed.ok) return parsed;
  const { statusOf } = source;
  const checkedBy = (trust: Trust): Promise<CheckedCode> =>
    verifyParsed(parsed.value, trust, nowMs, statusOf === undefined ? {} : { statusOf: (claims) => statusOf(claims, trust) });
  const checked = await checkedBy(source.trust);
  if (checked.ok || checked.refusal.code !== "key_unknown") return checked;
  const fresher = await source.fresherTrust();
  return fresher === null || fresher === source.trust ? checked : checkedBy(fresher);
}

/** A credential from before the last change of the colours at its address counts as revoked, whatever its list says. */
export function statusWith<S>(changes: readonly ShowingChange[], claims: Claims, nowMs: number, byList: (claims: Claims) => S) {
  return changedSince(changes, claims.community, claims.issuedAt, nowMs) ? STATUS.revoked : byList(claims);
}

/** The last moment at which a verifier accepts this code, ms since 1970: the end of its window, or of the credential. */
export function acceptedUntil({ proofTime, expiresAt }: Pick<VerifiedCode, "proofTime" | "expiresAt">): number {
  return proofTime === null ? expiresAt - 1 : Math.min(expiresAt - 1, proofTime + LIVE_WINDOW_SECONDS * 1000);
}

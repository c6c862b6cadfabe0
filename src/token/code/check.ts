/** Checks a code, on the server and on the gate's phone: with the present keys, once more with fresher ones if the code's key is unknown, and with the present status. */
import type { Claims } from "../../domain/code/claims.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { STATUS } from "../../domain/code/status.ts";
import { changedSince, type ShowingChange } from "../../domain/colour/showing-change.ts";
import type { Result } from "../../domain/result.ts";
import type { Trust } from "../status/trust.ts";
import type { ParseResult } from "./parse.ts";
import { isUnread, LIVE_WINDOW_SECONDS, type VerifiedCode, verifyParsed } from "./verify.ts";

export type CheckedCode = Result<VerifiedCode, CodeRefusal>;
/** The entry of a credential in its status list, 0..3; `undefined` if it is unknown. */
type Status = number | undefined;

/** The keys and lists of a verifier. */
export interface CheckSource {
  readonly trust: Trust;
  /** Called if the verifier lacks what it must know of the issuers of the code (`isUnread`). Returns `trust` itself or null if there are no fresher keys. */
  readonly fresherTrust: (claims: Claims) => Promise<Trust | null>;
  /** The status of a credential. Absent if the caller asks the holder's own shard afterwards, which is the first to learn of a revocation. */
  readonly statusOf?: (claims: Claims, trust: Trust) => Status | Promise<Status>;
}

/** Checks a parsed code. A text that is not a code keeps its refusal. */
export function checkParsed(parsed: ParseResult, source: CheckSource, nowMs: number): Promise<CheckedCode> {
  if (!parsed.ok) return Promise.resolve(parsed);
  const { statusOf } = source;
  const checkedBy = (trust: Trust): Promise<CheckedCode> =>
    verifyParsed(parsed.value, trust, nowMs, statusOf === undefined ? {} : { statusOf: (claims) => statusOf(claims, trust) });
  // Looks at this first, because a step after the check of the signature costs time.
  if (!isUnread(parsed.value.claims, source.trust)) return checkedBy(source.trust);
  return source.fresherTrust(parsed.value.claims).then((fresher) => checkedBy(fresher ?? source.trust));
}

/**
 * The status of a credential. It counts as revoked, whatever its list says, if the displayed colours at its address have changed since its issue. A paper code
 * has no colour, so it stays valid.
 */
export function statusWith<S>(changes: readonly ShowingChange[], claims: Claims, nowMs: number, byList: (claims: Claims) => S) {
  return claims.kind !== "paper" && changedSince(changes, claims.community, claims.issuedAt, nowMs)
    ? STATUS.revoked
    : byList(claims);
}

/** The last moment at which a verifier accepts this code, ms since 1970: when its proof gets too old, or earlier if the credential expires before that. */
export function acceptedUntil({ proofTime, expiresAt }: Pick<VerifiedCode, "proofTime" | "expiresAt">): number {
  return proofTime === null ? expiresAt - 1 : Math.min(expiresAt - 1, proofTime + LIVE_WINDOW_SECONDS * 1000);
}

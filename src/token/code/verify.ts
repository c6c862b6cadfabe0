/** Verifies a code without a network: the caller passes keys, status and time. Every gate and the server run it for each code, so it is fast: no jose, no parsing of headers. */
import { type Claims, expiryOf, type LiveClaims, mayIssueFor, maySign } from "../../domain/code/claims.ts";
import { coveringCodes, isCovered } from "../../domain/federation/cover.ts";
import { type IssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import { isLowS } from "./low-s.ts";
import { type ParsedCode, parseCode } from "./parse.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { type PaperState, paperStateOf, STATUS } from "../../domain/code/status.ts";
import { accept, refuse, type Refused, type Result } from "../../domain/result.ts";
import { deviceKeyOf } from "./device-key.ts";
import { ES256, signingInput } from "./header.ts";
import { proofInput } from "./proof.ts";
import type { Membership, Trust, TrustedKey } from "../status/trust.ts";

/** The greatest age of a proof, and the greatest lead of a phone's or an issuer's clock over the verifier's. Source: architecture.md "The code". */
export const LIVE_WINDOW_SECONDS = 45;

/** Finds the entry of a credential in its status list (0..3); `undefined` if the list is not available. Returns no promise if the list is in memory, for speed. */
export type StatusOf = (claims: Claims) => number | undefined | Promise<number | undefined>;

export interface VerifyOptions {
  /** Called after the signatures are verified. If it returns `undefined`, the code is accepted with `statusChecked: false`. */
  readonly statusOf?: StatusOf;
  readonly liveWindowSeconds?: number;
}

export interface VerifiedCode {
  /** Never the claims of a specimen. */
  readonly claims: Exclude<Claims, { readonly kind: "specimen" }>;
  /** The moment from which the credential is refused, milliseconds since 1970. */
  readonly expiresAt: number;
  /** The time at which the phone made the code, milliseconds since 1970; `null` on paper. */
  readonly proofTime: number | null;
  /** The time of the proof minus the verifier's time, rounded to seconds; 0 on paper. */
  readonly clockOffsetSeconds: number;
  /** Whether the status of the credential was known; if false, it may be revoked. */
  readonly statusChecked: boolean;
  /** The state of a paper code in its list; `ask` if its status is unknown. Null for a live code, which has a colour. */
  readonly paper: PaperState | null;
}

type Proof = NonNullable<ParsedCode["proof"]>;

/**
 * Verifies the digits of a QR symbol. Order of checks: shape → version and kind → issuer, key and region → signature (then specimen) →
 * device signature and time → validity → status → colour. The first fault is the refusal. Source: architecture.md "The code".
 */
export async function verifyCode(
  text: string,
  trust: Trust,
  nowMs: number,
  options: VerifyOptions = {},
): Promise<Result<VerifiedCode, CodeRefusal>> {
  const parsed = parseCode(text);
  return parsed.ok ? verifyParsed(parsed.value, trust, nowMs, options) : parsed;
}

/** Verifies a parsed code, with the checks of `verifyCode` after the parsing. */
export async function verifyParsed(
  { claims, record, signature, proof }: ParsedCode,
  trust: Trust,
  nowMs: number,
  options: VerifyOptions = {},
): Promise<Result<VerifiedCode, CodeRefusal>> {
  const windowMs = (options.liveWindowSeconds ?? LIVE_WINDOW_SECONDS) * 1000;
  const key = keyFor(claims, trust, nowMs);
  if (!key.ok) return key;
  if (!isLowS(signature)) return refuse({ code: "signature_high_s" });

  const known = key.value.publicKey();
  const publicKey = known instanceof Promise ? await known : known;
  if (publicKey === null) return refuse({ code: "key_unknown", issuer: claims.issuer, keyNumber: claims.keyNumber });
  const byDevice = claims.kind === "live" && proof !== null ? deviceRefusal(claims, proof) : null;
  const byIssuer = await crypto.subtle.verify(ES256, publicKey, signature, signingInput(key.value.signingPrefix, record));
  const device = await byDevice;
  if (!byIssuer) return refuse({ code: "signature_invalid" });
  if (claims.kind === "specimen") return refuse({ code: "specimen" });
  if (device !== null) return refuse(device);

  const offsetMs = proof === null ? 0 : proof.time - nowMs;
  if (proof !== null && Math.abs(offsetMs) > windowMs) return outsideWindow(proof.time, offsetMs);
  const expiresAt = endOf(claims, trust);
  if (claims.issuedAt > nowMs + windowMs) return refuse({ code: "not_yet_valid", issuedAt: claims.issuedAt });
  if (nowMs >= expiresAt) return refuse({ code: "expired", expiresAt });
  const answer = options.statusOf?.(claims);
  // Awaits only a promise, because usually the list is in memory and a needless await costs time.
  const status = typeof answer === "object" ? await answer : answer;
  const paper = claims.kind === "paper" ? paperStateOf(status) : null;
  if (status !== undefined && status !== STATUS.valid && paper === null) return statusRefusal(status);
  if (claims.colour === "orange" && claims.issuer !== "0") {
    return refuse({ code: "colour_foreign", issuer: claims.issuer, colour: claims.colour });
  }
  const clockOffsetSeconds = Math.round(offsetMs / 1000);
  const statusChecked = status !== undefined;
  return accept({ claims, expiresAt, proofTime: proof?.time ?? null, clockOffsetSeconds, statusChecked, paper });
}

/**
 * Whether the verifier lacks what it must know of the issuers of a code: the key, because the issuer may sign with a newer key, or be a newer member, than this
 * verifier knows; or, for a code of the nation, whether a member covers its community.
 */
export function isUnread({ issuer, keyNumber, community, issuedAt }: Claims, trust: Trust): boolean {
  if (trust.issuers.get(issuer)?.keys.has(keyNumber) !== true) return true;
  return issuer === NATION && isCovered(community, issuedAt, trust.memberOf) === null;
}

/** The issuers of which a verifier must know for a code. */
export function issuersFor({ issuer, community }: Claims): readonly IssuerCode[] {
  return issuer === NATION ? [issuer, ...coveringCodes(community)] : [issuer];
}

function keyFor(claims: Claims, trust: Trust, nowMs: number): Result<TrustedKey, CodeRefusal> {
  const { kind, issuer, keyNumber, issuedAt, community } = claims;
  const trusted = trust.issuers.get(issuer);
  if (trusted === undefined) return refuse({ code: "issuer_unknown", issuer });
  const fault = trusted.membership === null ? null : membershipFault(trusted.membership, trust.membersUntil, nowMs);
  if (fault !== null) return refuse({ code: fault, issuer });
  const key = trusted.keys.get(keyNumber);
  if (key === undefined) return refuse({ code: "key_unknown", issuer, keyNumber });
  if (issuedAt < key.notBefore || issuedAt >= key.notAfter)
    return refuse({ code: "key_not_valid_then", issuer, keyNumber, issuedAt });
  if (!maySign(key.kind, kind)) return refuse({ code: "key_not_for_this", issuer, keyNumber });
  if (!mayIssueFor(issuer, community)) return refuse({ code: "region_foreign", issuer, community });
  if (issuer === NATION && key.kind !== "converted") {
    const covered = isCovered(community, issuedAt, trust.memberOf);
    if (covered === true) return refuse({ code: "region_foreign", issuer, community });
    // The nation's own gates go on without the register.
    if (covered === null && trusted.membership !== null) return refuse({ code: "trust_expired", issuer });
  }
  return accept(key);
}

/** Why another issuer is not believed now; null if it is. @param membersUntil the end of the state, ms */
export function membershipFault(
  { from, until, statedUntil, isSuspended }: Membership,
  membersUntil: number,
  nowMs: number,
): "issuer_suspended" | "trust_expired" | "issuer_unknown" | null {
  if (statedUntil === null) return "issuer_unknown";
  if (isSuspended) return "issuer_suspended";
  if (nowMs >= Math.min(statedUntil, membersUntil)) return "trust_expired";
  return nowMs < from || (until !== null && nowMs >= until) ? "issuer_unknown" : null;
}

/** The moment from which a credential is refused: its own, or the one to which the register lets its issuer's credentials live. */
function endOf(claims: Claims, trust: Trust): number {
  const own = expiryOf(claims);
  const membership = trust.issuers.get(claims.issuer)?.membership ?? null;
  if (membership === null) return own;
  const { live, paper } = membership.maxLifetimeMinutes;
  return Math.min(own, claims.issuedAt + (claims.kind === "paper" ? paper : live) * 60_000);
}

/** The fault of the device's key or signature; null if there is none. Never rejects, because it runs beside the check of the issuer's signature and is awaited later. */
async function deviceRefusal(claims: LiveClaims, proof: Proof): Promise<CodeRefusal | null> {
  const known = deviceKeyOf(claims.deviceKey);
  const key = known instanceof Promise ? await known : known;
  if (key === null) return { code: "device_key_invalid" };
  if (!isLowS(proof.signature)) return { code: "device_signature_high_s" };
  const valid = await crypto.subtle.verify(ES256, key, proof.signature, proofInput(proof.signed));
  return valid ? null : { code: "device_signature_invalid" };
}

function outsideWindow(proofTime: number, offsetMs: number): Refused<CodeRefusal> {
  if (offsetMs > 0) return refuse({ code: "clock_skew", offsetSeconds: Math.round(offsetMs / 1000) });
  return refuse({ code: "proof_too_old", proofTime, ageSeconds: Math.round(-offsetMs / 1000) });
}

function statusRefusal(status: number): Refused<CodeRefusal> {
  if (status === STATUS.revoked) return refuse({ code: "revoked" });
  if (status === STATUS.suspended) return refuse({ code: "suspended" });
  return refuse({ code: "status_unknown", status });
}

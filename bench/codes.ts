/** Codes for measurements: an issuer made for the run, printed codes, credentials with a device key each, and live codes from them. */
import type { Bytes, Claims } from "../src/domain/code/claims.ts";
import { statusListName } from "../src/domain/code/status.ts";
import { instantOf } from "../src/domain/instant.ts";
import type { IssuerCode } from "../src/domain/issuer/issuer.ts";
import { signCredential } from "../src/token/code/credential.ts";
import { codeOf, compressPoint, liveCode } from "../src/token/code/live.ts";
import { signPossession } from "../src/token/code/possession.ts";
import type { PublishedIssuer } from "../src/token/status/trust.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;
export const ISSUER = "4201" as IssuerCode;
export const KEY_NUMBER = 1;
const DAY_SECONDS = 86_400;
export const USUAL_NAME = "尹**";
/** The number of a community within the region of its issuer. */
const COMMUNITY = "07001002";
const ISSUED_BEFORE_MS = 60_000;
/** The codes of a day name as many times of issue, because an issuer names the hour. */
const TIMES_OF_ISSUE = 24;
const LIFETIME_MINUTES = 1440;

export interface BenchIssuer {
  readonly published: PublishedIssuer;
  readonly signingKey: CryptoKey;
}

export interface LiveCredential {
  readonly jws: string;
  readonly deviceKey: CryptoKey;
}

/** An issuer with a fresh key, valid from yesterday to tomorrow. @param code of a city */
export async function benchIssuer(nowMs: number, code: IssuerCode = ISSUER): Promise<BenchIssuer> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", publicKey);
  const now = Math.floor(nowMs / 1000);
  const validity = { nbf: now - DAY_SECONDS, exp: now + DAY_SECONDS };
  const key = { kty: "EC", crv: "P-256", x, y, alg: "ES256", use: "sig", kid: `${code}.${KEY_NUMBER}`, ...validity };
  return {
    signingKey: privateKey,
    published: { code, name: { zh: "武汉市", en: "Wuhan" }, jwks: { keys: [key] } },
  };
}

/** The digits of `count` different printed codes. */
export function paperCodes(
  issuer: BenchIssuer,
  count: number,
  nowMs: number,
  maskedName = USUAL_NAME,
): Promise<readonly string[]> {
  const codes = Array.from({ length: count }, async (_, index) =>
    codeOf(await signCredential({ kind: "paper", ...commonClaims(issuer, index, nowMs, maskedName) }, issuer.signingKey)),
  );
  return Promise.all(codes);
}

/** The name of an issuer's status list with the codes that were made at `nowMs`. */
export function listOfCodes(nowMs: number, issuer: IssuerCode = ISSUER): string {
  return statusListName(`${issuer}${COMMUNITY}`, nowMs - ISSUED_BEFORE_MS + LIFETIME_MINUTES * 60_000);
}

/**
 * Live credentials, each with the device key of another phone.
 * @param apart the distance between the entries of two successive credentials in the status list
 */
export function liveCredentials(
  issuer: BenchIssuer,
  count: number,
  nowMs: number,
  maskedName = USUAL_NAME,
  apart = 1,
): Promise<readonly LiveCredential[]> {
  const made = Array.from({ length: count }, async (_, index) => {
    const { deviceKey, publicPoint } = await newDeviceKey();
    const claims: Claims = { kind: "live", ...commonClaims(issuer, index * apart, nowMs, maskedName), deviceKey: publicPoint };
    return { jws: await signCredential(claims, issuer.signingKey), deviceKey };
  });
  return Promise.all(made);
}

/** The digits of one live code per credential, with a proof of this moment, which verifiers accept for 45 seconds. */
export function liveCodes(credentials: readonly LiveCredential[], at: number = Date.now()): Promise<readonly string[]> {
  return Promise.all(credentials.map(({ jws, deviceKey }) => liveCode(jws, deviceKey, at)));
}

/** A little less than the greatest age of a proof. */
const OLDEST_MS = 40_000;
let lastProof = 0;

/** Live codes whose proofs no earlier call has made, because one code registers one pass. */
export function unusedCodes(credentials: readonly LiveCredential[]): Promise<readonly string[]> {
  lastProof = Math.max(lastProof + 1000, Date.now() - OLDEST_MS);
  return liveCodes(credentials, lastProof);
}

export interface NewDeviceKey {
  readonly deviceKey: CryptoKey;
  readonly publicPoint: Bytes;
}

/** The body of a request for credentials, with its proofs, which are valid for five minutes. @param person the id of the person within the account */
export async function credentialsBody(person: string, keys: readonly NewDeviceKey[]) {
  const at = instantOf(Date.now());
  const proofs = keys.map(async ({ deviceKey: privateKey, publicPoint }) => {
    const deviceKey = Buffer.from(publicPoint).toString("base64url");
    return {
      deviceKey,
      signature: Buffer.from(await signPossession({ person, at, deviceKey }, privateKey)).toString("base64url"),
    };
  });
  const made = await Promise.all(proofs);
  return {
    deviceKeys: made.map(({ deviceKey }) => deviceKey),
    possession: { at, signatures: made.map(({ signature }) => signature) },
  };
}

export async function newDeviceKey(): Promise<NewDeviceKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
  return { deviceKey: privateKey, publicPoint: compressPoint(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey))) };
}

function commonClaims({ published: { code } }: BenchIssuer, statusIndex: number, nowMs: number, maskedName: string) {
  return {
    issuer: code,
    keyNumber: KEY_NUMBER,
    handle: crypto.getRandomValues(new Uint8Array(16)),
    colour: "none",
    flags: [],
    issuedAt: nowMs - ISSUED_BEFORE_MS - (statusIndex % TIMES_OF_ISSUE) * 1000,
    lifetimeMinutes: LIFETIME_MINUTES,
    declaredAt: nowMs - 3_600_000 - (statusIndex % TIMES_OF_ISSUE) * 60_000,
    community: `${code}${COMMUNITY}`,
    statusIndex,
    maskedName,
  } as const;
}

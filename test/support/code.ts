/** Credentials, codes and a trust list for tests, on Node and in workerd, under the keys of test/vectors/code/keys.json. */
import type { Bytes, Claims, LiveClaims } from "../../src/domain/code/claims.ts";
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";
import { signCredential } from "../../src/token/code/credential.ts";
import { codeOf, liveCode } from "../../src/token/code/live.ts";
import { readTrust, type PublishedIssuer, type Trust } from "../../src/token/status/trust.ts";

/** 2020-03-01 12:00 in Wuhan, within the validity of every test key. */
export const NOW = Date.UTC(2020, 2, 1, 4);
const NBF = Date.UTC(2020, 1, 1) / 1000;
const EXP = Date.UTC(2020, 5, 1) / 1000;
const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;

const NATION = {
  kty: "EC",
  crv: "P-256",
  x: "9ec13Zb0x3RSVfkgEiXWnoxfdJVU_XRjIItXbcA-_t8",
  y: "oMwKlMo7B0gASunSC3TJpsCpiMT4aLRbO0l6MztKwRI",
  d: "9toFXQvwRyAVE86Ug40Uvx-tVM1NhqdVrkwA-IXWRdQ",
};
const HUBEI = {
  kty: "EC",
  crv: "P-256",
  x: "UMRxNiQg-lu-sSniru_xgjOE3DI-Hcw0kA8OTvGA-1c",
  y: "wGzz6M0C-v5bSI9uZQ3o7SI7XVWHkKmsaFKO63U5nOM",
  d: "7Q-geyGyqEfxP7n0VtJqXV6jShmtH1yxBm6QisNQVR4",
};
const WUHAN = {
  kty: "EC",
  crv: "P-256",
  x: "huk0f2AETbmG7POK1tBBUUvRrFTGnU8uBZtqNeIh6ak",
  y: "gW6WO9Om4bawlEBtxrk2Qy8xF0XXuwMWnaE2SOvdT9Q",
  d: "lv-oomOCzdanaEpLxjCZ7sPJIfOg7Fn6uBAOt7ONlAE",
};
const DEVICE = {
  kty: "EC",
  crv: "P-256",
  x: "tghUFr0RKv4Ymnrt-7vofssatCi7QllQ8ZuZk-tlOpY",
  y: "-HyNz8fbLW61p72K8yR6qQyqGL3E6j8O5rJ6IYyQmLE",
  d: "CWsJwaTSF9jgvtQc1vRQS2-gYEeBnuQX0Xw-75gnhno",
};
/** The test device's public key as a compressed point. */
export const DEVICE_KEY = bytesOf("03b6085416bd112afe189a7aedfbbbe87ecb1ab428bb425950f19b9993eb653a96");

const KEYS: Readonly<Record<string, typeof WUHAN>> = { "0.0": NATION, "42.3": HUBEI, "4201.7": WUHAN };

export function bytesOf(hex: string): Bytes {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}

export function anIssuerCode(code: string): IssuerCode {
  if (!isIssuerCode(code)) throw new TypeError(code);
  return code;
}

function isIssuerCode(code: string): code is IssuerCode {
  return /^(0|\d{2}|\d{4})$/.test(code);
}

/** The published keys of the nation (0.0), Hubei (42.3) and Wuhan (4201.7). */
export function publishedIssuers(): readonly PublishedIssuer[] {
  const issuer = (code: string, zh: string, en: string, kid: string, { d: _private, ...jwk }: typeof WUHAN): PublishedIssuer => ({
    code: anIssuerCode(code),
    name: { zh, en },
    jwks: { keys: [{ ...jwk, alg: "ES256", use: "sig", kid, nbf: NBF, exp: EXP }] },
  });
  return [
    issuer("0", "国家政务服务平台", "The nation", "0.0", NATION),
    issuer("42", "湖北省", "Hubei", "42.3", HUBEI),
    issuer("4201", "武汉市", "Wuhan", "4201.7", WUHAN),
  ];
}

export function aTrust(): Trust {
  return readTrust(publishedIssuers());
}

/** The private key of a test issuer by its key name, `4201.7`; throws for an unknown name. */
export function signingKey(kid: string): Promise<CryptoKey> {
  const key = KEYS[kid];
  if (key === undefined) throw new TypeError(`no test key ${kid}`);
  return crypto.subtle.importKey("jwk", key, P256, false, ["sign"]);
}

/** The private key of the test device. */
export function deviceKey(): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", DEVICE, P256, false, ["sign"]);
}

type ClaimChanges = Partial<Omit<LiveClaims, "kind" | "issuer">> & { readonly kind?: Claims["kind"]; readonly issuer?: string };

/** The claims of a credential, by default of a resident of Wuhan, issued at 11:00 after a declaration at 10:30. */
export function someClaims({ kind = "live", issuer = "4201", ...changes }: ClaimChanges = {}): Claims {
  const { deviceKey: device = DEVICE_KEY, ...common } = {
    issuer: anIssuerCode(issuer),
    keyNumber: { "0": 0, "42": 3 }[issuer] ?? 7,
    handle: bytesOf("000102030405060708090a0b0c0d0e0f"),
    colour: "none" as const,
    flags: [],
    issuedAt: NOW - 3_600_000,
    lifetimeMinutes: 1440,
    declaredAt: NOW - 5_400_000,
    community: "420107012001",
    statusIndex: 5,
    maskedName: "张**",
    ...changes,
  };
  return kind === "live" ? { kind, ...common, deviceKey: device } : { kind, ...common };
}

export interface TestCredential {
  readonly claims: Claims;
  readonly jws: string;
  /** Makes the code's digits at a time; the test device signs the proof of a live code. */
  readonly code: (nowMs?: number) => Promise<string>;
}

/** A credential signed by its issuer's test key: `aCredential({ kind: "paper", colour: "green" })`. */
export async function aCredential(changes: ClaimChanges = {}): Promise<TestCredential> {
  const claims = someClaims(changes);
  const jws = await signCredential(claims, await signingKey(`${claims.issuer}.${claims.keyNumber}`));
  const code = async (nowMs = NOW) => (claims.kind === "live" ? liveCode(jws, await deviceKey(), nowMs) : codeOf(jws));
  return { claims, jws, code };
}

/** The trust of a verifier: the issuers that it believes, with their imported public keys. Does not check where the keys come from: the caller does. */
import type { Bytes } from "../../domain/code/claims.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { kidOf, signingPrefix } from "../code/header.ts";

/** The most keys of an issuer, more than any rotation of keys needs; a longer list is an attack or a mistake. */
const MAX_KEYS_PER_ISSUER = 64;
const MAX_SECONDS = 0xffffffff;

export interface TrustedKey {
  readonly publicKey: CryptoKey;
  /** A credential that this key signed must be issued at a time t with notBefore ≤ t < notAfter, milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** The encoded JWS header and the dot after it, with which all begins that this key signs for credentials. */
  readonly signingPrefix: Bytes;
}

interface TrustedIssuer {
  readonly code: IssuerCode;
  readonly name: { readonly zh: string; readonly en: string };
  readonly keys: ReadonlyMap<number, TrustedKey>;
}

/** A published key that was not imported, and the reason. */
interface OmittedKey {
  readonly kid: string;
  readonly reason: "kid" | "duplicate" | "type" | "validity" | "too_many";
}

export interface Trust {
  readonly issuers: ReadonlyMap<IssuerCode, TrustedIssuer>;
  readonly leftOut: readonly OmittedKey[];
}

/** An entry of a JWKS as issuers publish it (RFC 7517); `nbf` and `exp` in seconds since 1970. */
export interface PublishedKey {
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly alg?: string;
  readonly use?: string;
  readonly kid: string;
  readonly nbf: number;
  readonly exp: number;
}

export interface PublishedIssuer {
  readonly code: IssuerCode;
  readonly name: { readonly zh: string; readonly en: string };
  readonly jwks: { readonly keys: readonly PublishedKey[] };
}

/** Imports published keys. A key that breaks the rules is left out and reported in `leftOut`; the other keys of its issuer are imported. */
export async function importTrust(published: readonly PublishedIssuer[]): Promise<Trust> {
  const leftOut: OmittedKey[] = [];
  const issuers = new Map<IssuerCode, TrustedIssuer>();
  for (const { code, name, jwks } of published) {
    const keys = new Map<number, TrustedKey>();
    for (const key of jwks.keys) {
      const keyNumber = keyNumberOf(code, key.kid);
      const imported = await importKey(code, key, keyNumber, keys);
      if (typeof imported === "string") leftOut.push({ kid: key.kid, reason: imported });
      else keys.set(keyNumber, imported);
    }
    issuers.set(code, { code, name, keys });
  }
  return { issuers, leftOut };
}

async function importKey(
  issuer: IssuerCode,
  key: PublishedKey,
  keyNumber: number,
  keys: ReadonlyMap<number, TrustedKey>,
): Promise<TrustedKey | OmittedKey["reason"]> {
  if (keyNumber < 0) return "kid";
  if (keys.has(keyNumber)) return "duplicate";
  if (keys.size >= MAX_KEYS_PER_ISSUER) return "too_many";
  if (!isSecond(key.nbf) || !isSecond(key.exp) || key.nbf >= key.exp) return "validity";
  const { kty, crv, x, y, alg = "ES256", use = "sig" } = key;
  if (kty !== "EC" || crv !== "P-256" || x === undefined || y === undefined || alg !== "ES256" || use !== "sig") return "type";
  try {
    const publicKey = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, { name: "ECDSA", namedCurve: "P-256" }, false, [
      "verify",
    ]);
    return { publicKey, notBefore: key.nbf * 1000, notAfter: key.exp * 1000, signingPrefix: signingPrefix(issuer, keyNumber) };
  } catch {
    return "type";
  }
}

/** The key number in `4201.7`; -1 if the text is not the only spelling of a key name of this issuer. */
function keyNumberOf(issuer: IssuerCode, kid: string): number {
  const keyNumber = Number(kid.slice(issuer.length + 1));
  return kid === kidOf(issuer, keyNumber) && Number.isInteger(keyNumber) && keyNumber >= 0 && keyNumber <= 0xffff
    ? keyNumber
    : -1;
}

function isSecond(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_SECONDS;
}

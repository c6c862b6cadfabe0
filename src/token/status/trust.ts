/**
 * The trust of a verifier: the issuers that it believes, with their public keys. Reads key sets of any shape; a fault of one issuer's set touches no
 * other issuer. Does not check where the sets come from: the caller does.
 */
import { type Bytes, keyKindOf, type KeyKind } from "../../domain/code/claims.ts";
import type { RaisedColours } from "../../domain/federation/colour-table.ts";
import type { MemberOf } from "../../domain/federation/cover.ts";
import type { Member } from "../../domain/federation/trust-files.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { kidOf, signingPrefix } from "../code/header.ts";
import { importPoint, isCoordinate } from "../code/public-key.ts";
import { type Fields, fieldsOf, listOf } from "./fields.ts";

/** The most keys of an issuer, more than any rotation of keys needs; a longer list is an attack or a mistake. */
const MAX_KEYS_PER_ISSUER = 64;
const MAX_SECONDS = 0xffffffff;

export interface TrustedKey {
  /**
   * The key for WebCrypto, imported at the first call: a verifier knows the keys of hundreds of issuers and meets those of a few. Null if the point is not on the
   * curve. No promise once it is imported, because each step costs time.
   */
  readonly publicKey: () => CryptoKey | null | Promise<CryptoKey | null>;
  /** The coordinates of the key, in base64url with a dot between them. */
  readonly point: string;
  /** A credential that this key signed must be issued at a time t with notBefore ≤ t < notAfter, milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** The codes that this key signs; null: codes of all kinds. */
  readonly kind: KeyKind | null;
  /** The encoded JWS header and the dot after it, with which all begins that this key signs for credentials. */
  readonly signingPrefix: Bytes;
}

/** The limits within which a verifier believes another issuer, from the files of trust (docs/trust.md). Times in ms. */
export interface Membership {
  /** The issuer is believed at a time t with from ≤ t < until. */
  readonly from: number;
  readonly until: number | null;
  /** The end of its statement, or of the register if that is earlier. Null: no statement of it counts. */
  readonly statedUntil: number | null;
  readonly isSuspended: boolean;
  /** A code is valid for at most this time after its issue. */
  readonly maxLifetimeMinutes: { readonly live: number; readonly paper: number };
}

export interface TrustedIssuer {
  readonly code: IssuerCode;
  /** Where the register says that the issuer is; null for the verifier's own issuer. */
  readonly origin: string | null;
  /** Null for the verifier's own issuer, which it believes without the nation. */
  readonly membership: Membership | null;
  /** What its region has; null for the verifier's own issuer. */
  readonly mode: Member["mode"] | null;
  readonly name: { readonly zh: string; readonly en: string };
  /** The meanings of its colours; undefined: it states no table; null: its table cannot be read. */
  readonly colours?: RaisedColours | null | undefined;
  readonly keys: ReadonlyMap<number, TrustedKey>;
}

/** A published key that was not taken, and the reason. Without `kid`: a key without a name, or, with the reason `set`, a whole set that is no JWKS. */
interface OmittedKey {
  readonly issuer: IssuerCode;
  readonly kid?: string;
  readonly reason: "set" | "kid" | "duplicate" | "type" | "validity" | "for" | "too_many";
}

export interface Trust {
  readonly issuers: ReadonlyMap<IssuerCode, TrustedIssuer>;
  /** The end of what the verifier knows of issuers with a membership, ms. */
  readonly membersUntil: number;
  /** The issuers as the register has them, also the verifier's own, which `issuers` has without limits. */
  readonly memberOf: MemberOf;
  readonly leftOut: readonly OmittedKey[];
}

/** A JWKS as issuers publish it (RFC 7517); `nbf` and `exp` in seconds since 1970. */
export interface PublishedKeys {
  readonly keys: readonly {
    readonly kty?: string;
    readonly crv?: string;
    readonly x?: string;
    readonly y?: string;
    readonly alg?: string;
    readonly use?: string;
    readonly kid: string;
    readonly nbf: number;
    readonly exp: number;
    readonly for?: string;
  }[];
}

/** @typeParam K the type of the key set: unknown where it comes from outside */
export interface PublishedIssuer<K = PublishedKeys> {
  readonly code: IssuerCode;
  readonly name: { readonly zh: string; readonly en: string };
  readonly jwks: K;
  /** Absent: the issuer is believed without limits. */
  readonly membership?: Membership;
  readonly origin?: string;
  readonly mode?: Member["mode"];
  readonly colours?: RaisedColours | null;
}

/** Reads published keys. A key that breaks the rules is left out and reported in `leftOut`; the other keys of its issuer are taken. Never throws. @param before an earlier reading: a key that is still the same need not be imported again */
export function readTrust(published: readonly PublishedIssuer<unknown>[], before?: Trust): Trust {
  const leftOut: OmittedKey[] = [];
  const issuers = new Map<IssuerCode, TrustedIssuer>();
  for (const { code, name, jwks, membership = null, origin = null, mode = null, colours } of published) {
    const keys = new Map<number, TrustedKey>();
    const set = listOf(fieldsOf(jwks)["keys"]);
    if (set === undefined) leftOut.push({ issuer: code, reason: "set" });
    for (const entry of set ?? []) {
      const key = fieldsOf(entry);
      const kid = key["kid"];
      const keyNumber = typeof kid === "string" ? keyNumberOf(code, kid) : -1;
      const read = readKey(code, key, keyNumber, keys, before?.issuers.get(code)?.keys.get(keyNumber));
      if (typeof read !== "string") keys.set(keyNumber, read);
      else leftOut.push({ issuer: code, ...(typeof kid === "string" && { kid }), reason: read });
    }
    issuers.set(code, { code, name, membership, origin, mode, colours, keys });
  }
  return { issuers, leftOut, memberOf: (code) => issuers.get(code), membersUntil: Number.POSITIVE_INFINITY };
}

function readKey(
  issuer: IssuerCode,
  key: Fields,
  keyNumber: number,
  keys: ReadonlyMap<number, TrustedKey>,
  before: TrustedKey | undefined,
): TrustedKey | OmittedKey["reason"] {
  if (keyNumber < 0) return "kid";
  if (keys.has(keyNumber)) return "duplicate";
  if (keys.size >= MAX_KEYS_PER_ISSUER) return "too_many";
  const { nbf, exp, x, y } = key;
  if (!isSecond(nbf) || !isSecond(exp) || nbf >= exp) return "validity";
  const kind = keyKindOf(issuer, key["for"]);
  if (kind === undefined) return "for";
  if (!isVerifyingKey(key) || !isCoordinate(x) || !isCoordinate(y)) return "type";
  const [notBefore, notAfter] = [nbf * 1000, exp * 1000];
  const point = `${x}.${y}`;
  const publicKey = before?.point === point ? before.publicKey : importedOnce(x, y);
  return { publicKey, point, notBefore, notAfter, kind, signingPrefix: signingPrefix(issuer, keyNumber) };
}

function importedOnce(x: string, y: string): TrustedKey["publicKey"] {
  let key: ReturnType<TrustedKey["publicKey"]> | undefined;
  return () => {
    key ??= importPoint({ x, y }).then((made) => (key = made));
    return key;
  };
}

/** Whether a key is meant for the verification of ES256 and is no private key. RFC 7517 §4.2–§4.4, RFC 7518 §6.2. */
function isVerifyingKey({ kty, crv, alg = "ES256", use = "sig", key_ops: uses = ["verify"], d }: Fields): boolean {
  const fits = kty === "EC" && crv === "P-256" && alg === "ES256" && use === "sig" && d === undefined;
  return fits && listOf(uses)?.includes("verify") === true;
}

/** The key number in `4201.7`; -1 if the text is not the only spelling of a key name of this issuer. */
function keyNumberOf(issuer: IssuerCode, kid: string): number {
  const keyNumber = Number(kid.slice(issuer.length + 1));
  return kid === kidOf(issuer, keyNumber) && Number.isInteger(keyNumber) && keyNumber >= 0 && keyNumber <= 0xffff
    ? keyNumber
    : -1;
}

function isSecond(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_SECONDS;
}

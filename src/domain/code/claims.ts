/** The claims of a credential as values, their expiry, and the communities for which an issuer may sign. token/code/record.ts turns claims into bytes. Source: architecture.md "The code". */
import { type IssuerCode, regionOf } from "../issuer/issuer.ts";
import { MINUTE_MS } from "../instant.ts";
import type { CodeFlag } from "./flags.ts";

/** Bytes that do not lie in shared memory, which WebCrypto refuses. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The colours of codes, in the order of their numbers in the claim record: `none` is 0, `orange` is 5. */
export const COLOURS = ["none", "grey", "green", "yellow", "red", "orange"] as const;
export type CodeColour = (typeof COLOURS)[number];

/** The kinds of an issuer's keys. The nation alone has the last two: for communities without an issuer, and for codes converted from those of other issuers. */
export const KEY_KINDS = ["live", "paper", "free", "converted"] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** The kind of an issuer's key by the member `for` of its JWK; null without one, undefined for a kind that does not exist or that only the nation has. */
export function keyKindOf(issuer: IssuerCode, value: unknown): KeyKind | null | undefined {
  if (value === undefined) return null;
  const kind = KEY_KINDS.find((one) => one === value);
  return issuer !== "0" && (kind === "free" || kind === "converted") ? undefined : kind;
}

interface CommonClaims {
  readonly issuer: IssuerCode;
  /** The number of the issuer's key that signs, 0..65535; the JWS `kid` is `<issuer>.<keyNumber>`. */
  readonly keyNumber: number;
  /** 16 bytes from which only the issuer can read the person. */
  readonly handle: Bytes;
  /** Always `none` on paper: ink cannot change, so the state of a paper code is in its list. */
  readonly colour: CodeColour;
  /** In the order of FLAGS, none twice. */
  readonly flags: readonly CodeFlag[];
  /** The time of issue, milliseconds since 1970; the record stores whole seconds. */
  readonly issuedAt: number;
  /** How long the credential is valid after its issue: 1..65535 minutes. */
  readonly lifetimeMinutes: number;
  /** The time of the last declaration, milliseconds since 1970; the record stores its minute. `null`: not declared. */
  readonly declaredAt: number | null;
  /** 12-digit code of the community whose status list has this credential; the code of a street is padded with zeros. */
  readonly community: string;
  /** The number of the credential's entry in that status list: 0..2²⁴−1. */
  readonly statusIndex: number;
  /** The holder's name with stars: 1..24 bytes of UTF-8 in NFC. */
  readonly maskedName: string;
}

/** A credential on the holder's phone; the phone proves every 15 s that it has the device key. */
export interface LiveClaims extends CommonClaims {
  readonly kind: "live";
  /** The public key of the phone for this credential: a compressed P-256 point, 33 bytes. SEC 1 §2.3.3. */
  readonly deviceKey: Bytes;
}

/** A printed credential. */
interface PaperClaims extends CommonClaims {
  readonly kind: "paper";
}

/** A credential for posters, training and tests of scanners: its signature is valid, and every verifier refuses it. */
interface SpecimenClaims extends CommonClaims {
  readonly kind: "specimen";
}

export type Claims = LiveClaims | PaperClaims | SpecimenClaims;

/** The moment from which the credential is refused, milliseconds since 1970. */
export function expiryOf(claims: Claims): number {
  return claims.issuedAt + claims.lifetimeMinutes * MINUTE_MS;
}

/** Whether a key of a kind may sign a code; a key without a kind (null) signs codes of all kinds. Specimens admit nobody, so every key may sign them. */
export function maySign(key: KeyKind | null, code: Claims["kind"]): boolean {
  return key === null || code === "specimen" || (key === "paper") === (code === "paper");
}

/** Whether an issuer may sign codes of a community: the nation's issuer of any community, another issuer only of communities in its region. Source: architecture.md "The code". */
export function mayIssueFor(issuer: IssuerCode, community: string): boolean {
  return community.startsWith(regionOf(issuer));
}

/** What a credential says, as values. Shapes only; the bytes are record.ts. Source: architecture.md "The code". */
import { type IssuerCode, regionOf } from "../issuer/issuer.ts";
import { MINUTE_MS } from "../instant.ts";

/** Bytes of their own, as WebCrypto wants them: never over shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** In the order of their numbers in the record: `none` is 0, `orange` is 5. */
export const COLOURS = ["none", "grey", "green", "yellow", "red", "orange"] as const;
export type CodeColour = (typeof COLOURS)[number];

interface CommonClaims {
  readonly issuer: IssuerCode;
  /** Which of the issuer's keys signs; the JWS `kid` is `<issuer>.<keyNumber>`. 0..65535. */
  readonly keyNumber: number;
  /** 16 bytes that only the issuer can turn into a person. */
  readonly handle: Bytes;
  readonly colour: CodeColour;
  /** Milliseconds since 1970; kept in whole seconds. */
  readonly issuedAt: number;
  /** 1..65535. */
  readonly lifetimeMinutes: number;
  /** Milliseconds since 1970; the minute of the declaration is kept. `null`: not declared. */
  readonly declaredAt: number | null;
  /** 12-digit code of the community whose status list holds this credential; a street's is filled up with zeros. */
  readonly community: string;
  /** 0..2²⁴−1. */
  readonly statusIndex: number;
  /** 1..24 bytes of UTF-8 in NFC. */
  readonly maskedName: string;
}

/** On the holder's phone, which proves every 15 s that it still has the device key. */
export interface LiveClaims extends CommonClaims {
  readonly kind: "live";
  /** Compressed P-256 point, 33 bytes. SEC 1 §2.3.3. */
  readonly deviceKey: Bytes;
}

/** Printed. */
interface PaperClaims extends CommonClaims {
  readonly kind: "paper";
}

/** For posters, training and tests of scanners: truly signed and always refused. */
interface SpecimenClaims extends CommonClaims {
  readonly kind: "specimen";
}

export type Claims = LiveClaims | PaperClaims | SpecimenClaims;

/** The moment from which the credential is refused, milliseconds since 1970. */
export function expiryOf(claims: Claims): number {
  return claims.issuedAt + claims.lifetimeMinutes * MINUTE_MS;
}

/** Whether an issuer may sign for a community: the nation for any, others for their own region only. Source: architecture.md "The code". */
export function mayIssueFor(issuer: IssuerCode, community: string): boolean {
  return community.startsWith(regionOf(issuer));
}

/** Every reason why a code is refused, with the data a gate needs. In the order in which the checks are made. */
import type { IssuerCode } from "../issuer/issuer.ts";
import type { CodeColour } from "./claims.ts";

/** Field of the claim record whose bytes break the format. */
export type RecordField =
  | "issuer"
  | "keyNumber"
  | "handle"
  | "reservedBits"
  | "colour"
  | "issuedAt"
  | "lifetimeMinutes"
  | "declaredAt"
  | "community"
  | "statusIndex"
  | "maskedName"
  | "deviceKey";

export interface RecordMalformed {
  readonly code: "record_malformed";
  readonly field: RecordField;
}

/** What can be wrong with digits alone. */
export type DigitsRefusal =
  | { readonly code: "not_a_code" }
  | { readonly code: "wrong_length"; readonly digits: number }
  /** `group` counts from 0: its digits stand for more than its bytes hold. */
  | { readonly code: "not_canonical"; readonly group: number };

/** What can be wrong with a record before any key is asked. */
export type RecordRefusal =
  | { readonly code: "wrong_length"; readonly digits: number }
  | { readonly code: "version_unknown"; readonly version: number }
  | { readonly code: "kind_unknown"; readonly kind: number }
  | RecordMalformed;

/** All times are milliseconds since 1970. */
export type CodeRefusal =
  | DigitsRefusal
  | RecordRefusal
  /** JWS only: the protected header is not, byte for byte, the one that the record implies. */
  | { readonly code: "header_unexpected" }
  | { readonly code: "issuer_unknown"; readonly issuer: IssuerCode }
  | { readonly code: "key_unknown"; readonly issuer: IssuerCode; readonly keyNumber: number }
  | {
      readonly code: "key_not_valid_then";
      readonly issuer: IssuerCode;
      readonly keyNumber: number;
      readonly issuedAt: number;
    }
  | { readonly code: "region_foreign"; readonly issuer: IssuerCode; readonly community: string }
  | { readonly code: "signature_high_s" }
  | { readonly code: "signature_invalid" }
  | { readonly code: "specimen" }
  | { readonly code: "device_key_invalid" }
  | { readonly code: "device_signature_high_s" }
  | { readonly code: "device_signature_invalid" }
  /** The proof is older than the window: a picture, or a clock that is behind. */
  | { readonly code: "proof_too_old"; readonly proofTime: number; readonly ageSeconds: number }
  /** The proof is from the future: the holder's clock is ahead, or the verifier's behind. */
  | { readonly code: "clock_skew"; readonly offsetSeconds: number }
  | { readonly code: "not_yet_valid"; readonly issuedAt: number }
  | { readonly code: "expired"; readonly expiresAt: number }
  | { readonly code: "revoked" }
  | { readonly code: "suspended" }
  | { readonly code: "status_unknown"; readonly status: number }
  /** Orange exists only in the nation's codes (product.md §1). */
  | { readonly code: "colour_foreign"; readonly issuer: IssuerCode; readonly colour: CodeColour };

/** What crosses the boundary of an Issuer. */

/** A signing key as it may travel and rest: the private part sealed under the issuer's secret. */
export interface SealedSigningKey {
  readonly number: number;
  /** ms */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly sealedPrivateJwk: string;
}

/** An issuer: an authority that issues codes, reached at its own origins. Source: product.md §1, §2. */
import type { Brand } from "../brand.ts";

/** `0` the nation, 2 digits a province, 4 digits a city. */
export type IssuerCode = Brand<string, "IssuerCode">;

/** The digits with which every division of an issuer's region begins: its own code, and none for the nation. */
export function regionOf(issuer: string): string {
  return issuer === "0" ? "" : issuer;
}

export interface Issuer {
  readonly code: IssuerCode;
  /** Host names without port; the first is the canonical one. */
  readonly hosts: readonly string[];
  readonly name: { readonly zh: string; readonly en: string };
  /** Power of two, fixed for the issuer's life. */
  readonly shards: number;
  /** Credentials that a phone is given at a time. */
  readonly credentialsPerPhone: number;
  readonly credentialLifetimeMinutes: number;
  /** From this moment, ms since 1970, codes carry the colours that are decided all the while; null: not until the setting says so. */
  readonly coloursFrom: number | null;
}

/** The data of an issuer, an authority that issues codes at its own host names; its region, and the shard of a person. Source: product.md §1, §2. */
import type { AccountKey, PersonKey } from "../access/keys.ts";
import type { LoginProvider } from "../access/login-provider.ts";
import type { Brand } from "../brand.ts";

/** The code of an issuer: `0` the nation, 2 digits a province, 4 digits a city. */
export type IssuerCode = Brand<string, "IssuerCode">;

/** The issuer that may sign codes of every community, and among whose officers the register of issuers is. */
export const NATION = "0" as IssuerCode;

/** Whether a value is the code of an issuer: `0` the nation, two digits a province, four digits a city; none else begins with 0. */
export function isIssuerCode(value: unknown): value is IssuerCode {
  return typeof value === "string" && /^(?:0|[1-9]\d|[1-9]\d{3})$/.test(value);
}

/** The first digits of every division in the issuer's region: its own code; an empty text for the nation. */
export function regionOf(issuer: string): string {
  return issuer === NATION ? "" : issuer;
}

export interface Issuer {
  readonly code: IssuerCode;
  /** Host names without port; the first is the canonical one. */
  readonly hosts: readonly string[];
  readonly name: { readonly zh: string; readonly en: string };
  /** The number of shards (objects with the rows of persons and accounts): a power of two that never changes. */
  readonly shards: number;
  /** The most credentials that a phone may request at once for one person. */
  readonly credentialsPerPhone: number;
  /** The lifetime of a credential, counted from the begin of the hour in which it is made; full hours. */
  readonly credentialLifetimeMinutes: number;
  /** Codes show colours from this moment, ms since 1970, unless the officers have set another one. Null: only once the officers set a moment. */
  readonly coloursFrom: number | null;
  /** The identity providers at which people can log in, besides the one-time password; at most 4. */
  readonly providers: readonly LoginProvider[];
}

/** The page of the app to which an identity provider sends the browser back. Each provider has it in its list of addresses, so it never changes. */
export const PROVIDER_RETURN = "/login/provider";

/** The provider of an issuer with this id; undefined without one. */
export function providerOf({ providers }: Pick<Issuer, "providers">, id: string): LoginProvider | undefined {
  return providers.find((provider) => provider.id === id);
}

/**
 * The number of the shard that stores a person or an account: the first 20 bits of the key modulo the issuer's number of shards, a power of two
 * up to 2^20.
 */
export function shardOf(key: PersonKey | AccountKey, shards: number): number {
  return Number.parseInt(key.slice(0, 5), 16) & (shards - 1);
}

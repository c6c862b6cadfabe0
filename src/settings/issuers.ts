/** The shape of an issuer in the setting YIMA_ISSUERS, and the issuers of a deployment by host and code. docs/deploy.md describes the setting. */
import * as z from "zod";
import { wholeHours } from "../domain/code/validity.ts";
import { isIssuerCode, type Issuer, type IssuerCode } from "../domain/issuer/issuer.ts";
import { loginProviders } from "./providers.ts";

const MAX_SHARDS = 2 ** 20;
const MAX_LIFETIME_MINUTES = 65_535;

export const instantSetting = z.iso.datetime({ offset: true }).transform((time) => Date.parse(time));

const shards = z
  .int()
  .min(1)
  .max(MAX_SHARDS)
  .refine((count) => (count & (count - 1)) === 0, "a power of two");

/** An entry of the setting, and a hosted row. */
export const issuerSetting = z.strictObject({
  code: z.custom<IssuerCode>(isIssuerCode),
  hosts: z.array(z.hostname()).min(1),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  shards,
  credentialsPerPhone: z.int().min(1).max(8),
  credentialLifetimeMinutes: z.int().min(1).max(MAX_LIFETIME_MINUTES).transform(wholeHours),
  coloursFrom: instantSetting.nullable().default(null),
  providers: loginProviders,
});

export interface Issuers {
  readonly issuers: readonly Issuer[];
  readonly byHost: ReadonlyMap<string, Issuer>;
  readonly byCode: ReadonlyMap<IssuerCode, Issuer>;
  /** The hosts of issuers whose hosting has ended. */
  readonly endedHosts: ReadonlySet<string>;
}

export function issuersOf(issuers: readonly Issuer[]): Issuers {
  const byHost = new Map(issuers.flatMap((one) => one.hosts.map((host) => [host, one] as const)));
  return { issuers, byHost, byCode: new Map(issuers.map((one) => [one.code, one])), endedHosts: new Set() };
}

/** Reads and checks the worker's settings from its variables, once per isolate as long as they stay the same. An error names the broken setting, never its value. */
import * as z from "zod";
import { wholeHours } from "./domain/code/validity.ts";
import type { Issuer, IssuerCode } from "./domain/issuer/issuer.ts";

export interface Config {
  readonly issuers: readonly Issuer[];
  readonly byHost: ReadonlyMap<string, Issuer>;
}

const MAX_SHARDS = 2 ** 20;
const MAX_LIFETIME_MINUTES = 65_535;

const issuer = z.strictObject({
  code: z.string().regex(/^(0|\d{2}|\d{4})$/),
  hosts: z.array(z.hostname()).min(1),
  name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  shards: z
    .int()
    .min(1)
    .max(MAX_SHARDS)
    .refine((count) => (count & (count - 1)) === 0, "a power of two"),
  credentialsPerPhone: z.int().min(1).max(8),
  credentialLifetimeMinutes: z.int().min(1).max(MAX_LIFETIME_MINUTES).transform(wholeHours),
  coloursFrom: z.iso
    .datetime({ offset: true })
    .transform((time) => Date.parse(time))
    .nullable()
    .default(null),
});

interface Settings {
  readonly YIMA_ISSUERS: string;
  readonly YIMA_MASTER_KEY: string;
  readonly YIMA_DUTY_SECONDS?: string;
}

let cached: { readonly text: string; readonly config: Config } | null = null;

/** The checked configuration. Throws if a setting is broken, so that the worker serves nothing with a wrong one. */
export function readConfig(env: Settings): Config {
  if (cached?.text === env.YIMA_ISSUERS) return cached.config;
  if (!/^[A-Za-z0-9_-]{43}$/.test(env.YIMA_MASTER_KEY ?? "")) throw new Error("YIMA_MASTER_KEY must be 32 bytes in base64url");
  if (!/^(?:[1-9]|[1-5]\d|60)$/.test(env.YIMA_DUTY_SECONDS ?? "60")) throw new Error("YIMA_DUTY_SECONDS must be 1 to 60");
  const issuers = parseIssuers(env.YIMA_ISSUERS);
  const hosts = issuers.flatMap((one) => one.hosts.map((host) => [host, one] as const));
  const byHost = new Map(hosts);
  if (byHost.size !== hosts.length) throw new Error("YIMA_ISSUERS gives one host to two issuers");
  const config = { issuers, byHost };
  cached = { text: env.YIMA_ISSUERS, config };
  return config;
}

function parseIssuers(text: string): readonly Issuer[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error("YIMA_ISSUERS is not JSON");
  }
  const parsed = z.array(issuer).min(1).safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
    throw new Error(`YIMA_ISSUERS is broken at: ${where}`);
  }
  if (new Set(parsed.data.map(({ code }) => code)).size !== parsed.data.length)
    throw new Error("YIMA_ISSUERS names an issuer twice");
  return parsed.data.map((one) => ({ ...one, code: one.code as IssuerCode }));
}

/** Reads and checks the worker's settings from its variables, once per isolate as long as they stay the same. An error names the broken setting, never its value. */
import * as z from "zod";
import { isMemberOrigin } from "./domain/federation/trust-files.ts";
import { type Issuer, NATION } from "./domain/issuer/issuer.ts";
import { readHosted, withHosted } from "./settings/hosted.ts";
import { instantSetting, type Issuers, issuerSetting, issuersOf } from "./settings/issuers.ts";
import { operatorKeys } from "./settings/operators.ts";
import { checkProviders, providerSecrets, type Secrets } from "./settings/providers.ts";
import type { OperatorKey } from "./token/secret/operator.ts";

export interface Config extends Issuers {
  /** The time from which new codes carry flags, ms; null: the default of this build. */
  readonly flagsFrom: number | null;
  /** Whether administrators must show passkeys; null: the default of this build. */
  readonly passkeys: "required" | "off" | null;
  /** The secret of this deployment for each identity provider, by the provider's id. */
  readonly providerSecrets: Secrets;
  /** Whether the issuers are believed by the files of trust (docs/trust.md), and not by this setting. */
  readonly readsTrust: boolean;
  /** Whether it is the nation's, which hosts issuers besides those of its setting. */
  readonly isHost: boolean;
  /** The keys of the operators of this deployment. */
  readonly operators: readonly OperatorKey[];
}

interface Settings {
  readonly YIMA_ISSUERS: string;
  readonly YIMA_MASTER_KEY: string;
  readonly YIMA_DUTY_SECONDS?: string;
  readonly YIMA_MESSAGES_PER_MINUTE?: string;
  readonly YIMA_PROXY_SECRET?: string;
  readonly YIMA_FLAGS_FROM?: string;
  readonly SMS_GATEWAY_URL?: string;
  readonly YIMA_PASSKEYS?: string;
  readonly IDENTITY_AUTHORITY_URL?: string;
  readonly IDENTITY_AUTHORITY_SECONDS?: string;
  readonly OIDC_SECRETS?: string;
  readonly YIMA_OPERATORS?: string;
  readonly YIMA_TRUST_ROOT?: string;
  readonly YIMA_NATION?: string;
  readonly YIMA_ONLINE_KEY?: string;
}

/** The settings that make the configuration: it is read again when one of them changes. */
const NAMES = [
  "YIMA_ISSUERS",
  "YIMA_MASTER_KEY",
  "YIMA_DUTY_SECONDS",
  "YIMA_MESSAGES_PER_MINUTE",
  "YIMA_PROXY_SECRET",
  "YIMA_FLAGS_FROM",
  "SMS_GATEWAY_URL",
  "YIMA_PASSKEYS",
  "IDENTITY_AUTHORITY_URL",
  "IDENTITY_AUTHORITY_SECONDS",
  "OIDC_SECRETS",
  "YIMA_OPERATORS",
  "YIMA_TRUST_ROOT",
  "YIMA_NATION",
  "YIMA_ONLINE_KEY",
] as const satisfies readonly (keyof Settings)[];

let cached: { readonly values: readonly (string | undefined)[]; readonly config: Config } | null = null;

/** The checked configuration, with the hosted issuers that are in memory. Throws if a setting is broken, so that the worker serves nothing with a wrong one. */
export function readConfig(env: Settings): Config {
  const config = readSettings(env);
  return config.isHost ? withHosted(config) : config;
}

/**
 * The configuration for a request to this host. In a new isolate the nation's waits for KV once; if that fails, the hosts of the setting are served all the same.
 * @param later `ExecutionContext.waitUntil`: keeps work alive after the answer
 * @param config the answer of `readConfig` for this request, which compares all settings
 */
export function openConfig(
  env: Settings & { readonly PUBLISHED: KVNamespace },
  host: string,
  later: (work: Promise<unknown>) => void,
  config = readConfig(env),
): Config | Promise<Config> {
  const reading = config.isHost ? readHosted(env.PUBLISHED, Date.now(), later) : null;
  if (!(reading instanceof Promise)) return config;
  return reading.then(
    () => readConfig(env),
    (bug: unknown) => {
      if (!config.byHost.has(host)) throw bug;
      console.error("the hosted issuers cannot be read", bug);
      return config;
    },
  );
}

function readSettings(env: Settings): Config {
  const before = cached;
  if (before !== null && NAMES.every((name, index) => before.values[index] === env[name])) return before.config;
  if (!/^[A-Za-z0-9_-]{43}$/.test(env.YIMA_MASTER_KEY ?? "")) throw new Error("YIMA_MASTER_KEY must be 32 bytes in base64url");
  if (!/^(?:[1-9]|[1-5]\d|60)$/.test(env.YIMA_DUTY_SECONDS ?? "60")) throw new Error("YIMA_DUTY_SECONDS must be 1 to 60");
  if (!/^[1-9]\d{0,6}$/.test(env.YIMA_MESSAGES_PER_MINUTE ?? "1"))
    throw new Error("YIMA_MESSAGES_PER_MINUTE must be 1 to 9999999");
  if (env.YIMA_PROXY_SECRET !== undefined && !/^[\x21-\x7e]{32,}$/.test(env.YIMA_PROXY_SECRET))
    throw new Error("YIMA_PROXY_SECRET must be at least 32 letters without spaces");
  const flagsFrom = instantSetting.optional().safeParse(env.YIMA_FLAGS_FROM);
  if (!flagsFrom.success) throw new Error("YIMA_FLAGS_FROM must be a moment, such as 2026-12-13T00:00:00+08:00");
  const passkeys = z.enum(["required", "off"]).optional().safeParse(env.YIMA_PASSKEYS);
  if (!passkeys.success) throw new Error("YIMA_PASSKEYS must be required or off");
  // Identities and one-time passwords go over the network by TLS only, except on this machine.
  for (const name of ["SMS_GATEWAY_URL", "IDENTITY_AUTHORITY_URL"] as const)
    if (!/^(?:https:\/\/|http:\/\/127\.0\.0\.1[:/]|$)/.test(env[name] ?? "")) throw new Error(`${name} must be an https address`);
  if (!/^(?:[1-9]\d{0,3})$/.test(env.IDENTITY_AUTHORITY_SECONDS ?? "60"))
    throw new Error("IDENTITY_AUTHORITY_SECONDS must be 1 to 9999");
  const issuers = parseIssuers(env.YIMA_ISSUERS);
  const readsTrust = checkTrust(env, issuers);
  const served = issuersOf(issuers);
  if (served.byHost.size !== issuers.flatMap(({ hosts }) => hosts).length)
    throw new Error("YIMA_ISSUERS gives one host to two issuers");
  const secrets = parseSetting("OIDC_SECRETS", providerSecrets, env.OIDC_SECRETS ?? "{}");
  checkProviders(
    issuers.flatMap(({ providers }) => providers),
    secrets,
  );
  const config = {
    ...served,
    flagsFrom: flagsFrom.data ?? null,
    passkeys: passkeys.data ?? null,
    providerSecrets: secrets,
    readsTrust,
    isHost: readsTrust && served.byCode.has(NATION),
    operators: parseSetting("YIMA_OPERATORS", operatorKeys, env.YIMA_OPERATORS ?? "[]"),
  };
  cached = { values: NAMES.map((name) => env[name]), config };
  return config;
}

/** A private key of ES256 with the name under which the root has it. */
const onlineKey = z.looseObject({ kty: z.literal("EC"), crv: z.literal("P-256"), kid: z.string().min(1), d: z.string().min(1) });
const signedFile = z.strictObject({ payload: z.string(), signatures: z.array(z.unknown()).min(1) });

/** Checks the settings of trust together. Answers whether there are any. */
function checkTrust(env: Settings, issuers: readonly Issuer[]): boolean {
  const [root = "", nation = "", key = ""] = [env.YIMA_TRUST_ROOT, env.YIMA_NATION, env.YIMA_ONLINE_KEY];
  if (nation !== "" && !isMemberOrigin(nation, true)) throw new Error("YIMA_NATION must be https:// and a host");
  if (key !== "") parseSetting("YIMA_ONLINE_KEY", onlineKey, key);
  if (root === "") return false;
  parseSetting("YIMA_TRUST_ROOT", signedFile, root);
  const isNation = issuers.some(({ code }) => code === NATION);
  if (isNation && key === "") throw new Error("YIMA_ONLINE_KEY is missing: the deployment of issuer 0 signs states");
  if (!isNation && nation === "") throw new Error("YIMA_NATION is missing: the files of trust are there");
  return true;
}

function parseIssuers(text: string): readonly Issuer[] {
  const issuers = parseSetting("YIMA_ISSUERS", z.array(issuerSetting).min(1), text);
  if (new Set(issuers.map(({ code }) => code)).size !== issuers.length) throw new Error("YIMA_ISSUERS names an issuer twice");
  return issuers;
}

/** Parses a setting with JSON. The error names the broken place, never a value. */
function parseSetting<Shape extends z.ZodType>(name: string, shape: Shape, text: string): z.infer<Shape> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${name} is not JSON`);
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Error(`${name} is broken at: ${parsed.error.issues.map(({ path }) => path.join(".")).join(", ")}`);
}

/**
 * The issuers of a deployment: those of the setting YIMA_ISSUERS, and at the nation those that it hosts besides (docs/trust.md §11), read from KV every few seconds
 * into the memory of the isolate. A bad row, or one whose code or host the setting has, is left out and logged: it touches no other issuer.
 */
import * as z from "zod";
import { wholeHours } from "../../domain/code/validity.ts";
import { isIssuerCode, type Issuer, type IssuerCode } from "../../domain/issuer/issuer.ts";
import { hostedRows, publishedHosted } from "../../storage/hosted-issuers.ts";
import { type Reading, SourceMemory } from "../../storage/memory.ts";
import { loginProviders } from "../who/provider/settings.ts";

const MAX_SHARDS = 2 ** 20;
const MAX_LIFETIME_MINUTES = 65_535;
/** A new issuer is served within a minute: KV's cache and this time. */
const FRESH_MS = 10_000;

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
}

export function issuersOf(issuers: readonly Issuer[]): Issuers {
  const byHost = new Map(issuers.flatMap((one) => one.hosts.map((host) => [host, one] as const)));
  return { issuers, byHost, byCode: new Map(issuers.map((one) => [one.code, one])) };
}

interface Hosted {
  /** The text in KV: the same text means the same rows. */
  readonly text: string;
  readonly issuers: readonly Issuer[];
}

const NOBODY: Hosted = { text: "", issuers: [] };

const hosted: SourceMemory<null, Hosted, KVNamespace> = new SourceMemory({
  keyOf: () => "deployment",
  freshMs: FRESH_MS,
  // An issuer that is served goes on while KV fails.
  staleMs: Number.POSITIVE_INFINITY,
  renewEveryMs: FRESH_MS,
  async load(kv, _, now): Promise<Reading<Hosted>> {
    const text = await publishedHosted(kv);
    const last = hostedInMemory();
    return { value: text === last.text ? last : { text, issuers: issuersIn(text) }, at: now };
  },
});

/** Reads the hosted issuers into memory: a promise only in a new isolate, which waits for KV once. */
export function readHosted(
  kv: KVNamespace,
  now: number,
  later: (work: Promise<unknown>) => void,
): Reading<Hosted> | Promise<Reading<Hosted>> {
  return hosted.get(kv, null, now, later);
}

function hostedInMemory(): Hosted {
  return hosted.last(null)?.value ?? NOBODY;
}

function issuersIn(text: string): readonly Issuer[] {
  return hostedRows(text).flatMap((row) => {
    const parsed = issuerSetting.safeParse(row);
    if (parsed.success) return [parsed.data];
    console.error(`a hosted issuer is left out, broken at: ${parsed.error.issues.map(({ path }) => path.join(".")).join(", ")}`);
    return [];
  });
}

let joined: { readonly own: Issuers; readonly others: Hosted; readonly all: Issuers } | null = null;

/** The issuers of the setting with the hosted ones that are in memory. The same object until one of them changes. */
export function withHosted<I extends Issuers>(own: I): I {
  const others = hostedInMemory();
  if (others.issuers.length === 0) return own;
  if (joined?.own !== own || joined.others !== others) joined = { own, others, all: { ...own, ...join(own, others) } };
  return joined.all as I;
}

function join(own: Issuers, others: Hosted): Issuers {
  let all = own;
  for (const one of others.issuers) {
    if (!all.byCode.has(one.code) && !one.hosts.some((host) => all.byHost.has(host))) all = issuersOf([...all.issuers, one]);
    else console.error(`the hosted issuer ${one.code} is left out: its code or a host belongs to another one`);
  }
  return all;
}

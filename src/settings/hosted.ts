/**
 * The issuers that the nation's deployment hosts besides those of YIMA_ISSUERS (docs/trust.md §11), read from KV every few seconds into the memory of the isolate. A bad
 * row, or one whose code or host the setting has, is left out and logged: it touches no other issuer.
 */
import * as z from "zod";
import type { LoginProvider } from "../domain/access/login-provider.ts";
import type { Issuer } from "../domain/issuer/issuer.ts";
import { hostedRows, publishedHosted } from "../storage/hosted-issuers.ts";
import { type Reading, SourceMemory } from "../storage/memory.ts";
import { type Issuers, issuerSetting, issuersOf } from "./issuers.ts";
import { type Clients, providerFault, type Secrets } from "./providers.ts";

/** A new issuer is served within a minute: KV's cache and this time. */
const FRESH_MS = 10_000;

/** `ended`: its hosts serve nobody any more. */
const hostedRow = issuerSetting.extend({ ended: z.literal(true).exactOptional() });

interface Hosted {
  /** The text in KV: the same text means the same rows. */
  readonly text: string;
  readonly issuers: readonly Issuer[];
  /** The hosts of those whose hosting has ended. */
  readonly endedHosts: ReadonlySet<string>;
}

const NOBODY: Hosted = { text: "", issuers: [], endedHosts: new Set() };

const hosted: SourceMemory<null, Hosted, KVNamespace> = new SourceMemory({
  keyOf: () => "deployment",
  freshMs: FRESH_MS,
  // An issuer that is served goes on while KV fails.
  staleMs: Number.POSITIVE_INFINITY,
  renewEveryMs: FRESH_MS,
  async load(kv, _, now): Promise<Reading<Hosted>> {
    const text = await publishedHosted(kv);
    const last = hostedInMemory();
    return { value: text === last.text ? last : { text, ...issuersIn(text) }, at: now };
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

function issuersIn(text: string): Omit<Hosted, "text"> {
  const rows = hostedRows(text).flatMap((row) => {
    const parsed = hostedRow.safeParse(row);
    if (parsed.success) return [parsed.data];
    console.error(`a hosted issuer is left out, broken at: ${parsed.error.issues.map(({ path }) => path.join(".")).join(", ")}`);
    return [];
  });
  return {
    issuers: rows.filter(({ ended }) => ended !== true),
    endedHosts: new Set(rows.flatMap(({ hosts, ended }) => (ended === true ? hosts : []))),
  };
}

/** The issuers of the setting, and the secrets of the identity providers of all issuers. */
type Own = Issuers & { readonly providerSecrets: Secrets };

let joined: { readonly own: Own; readonly others: Hosted; readonly all: Issuers } | null = null;

/** The issuers of the setting with the hosted ones that are in memory. The same object until one of them changes. */
export function withHosted<I extends Own>(own: I): I {
  const others = hostedInMemory();
  if (others === NOBODY) return own;
  if (joined?.own !== own || joined.others !== others) joined = { own, others, all: { ...own, ...join(own, others) } };
  return joined.all as I;
}

function join(own: Own, others: Hosted): Issuers {
  let all: Issuers = { ...own, endedHosts: others.endedHosts };
  const clients: Clients = new Map();
  const usable = (one: Issuer) => one.providers.filter((provider) => isUsable(one, provider, clients, own.providerSecrets));
  for (const one of own.issuers) usable(one);
  for (const one of others.issuers) {
    const isFree = !all.byCode.has(one.code) && !one.hosts.some((host) => all.byHost.has(host));
    if (isFree) all = { ...issuersOf([...all.issuers, { ...one, providers: usable(one) }]), endedHosts: others.endedHosts };
    else console.error(`the hosted issuer ${one.code} is left out: its code or a host belongs to another one`);
  }
  return all;
}

function isUsable({ code }: Issuer, provider: LoginProvider, clients: Clients, secrets: Secrets): boolean {
  const fault = providerFault(provider, clients, secrets);
  if (fault !== null) console.error(`the provider ${provider.id} of the hosted issuer ${code} is left out: ${fault}`);
  return fault === null;
}

/**
 * What each issuer of this deployment believes, in the memory of the isolate, renewed after the answer: its own keys without anybody else, and other issuers by
 * the files of trust. Without a pinned root its issuers believe each other by the setting. A fault of one issuer's keys touches no other.
 */
import type { Config } from "../../config.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { issuerObjectOf, type ObjectsEnv, trustOfDeployment } from "../../objects/env.ts";
import { ageOf, Memory, type Reading, SourceMemory } from "../../storage/memory.ts";
import { type JwkSet, publishedJwks } from "../../storage/published.ts";
import { type BelievedTrust, believedTrust } from "../../storage/trust.ts";
import { issuersIn } from "../../token/federation/believed-text.ts";
import { readTrust, type Trust } from "../../token/status/trust.ts";

/** An unknown key may be new or invented. So unknown keys cause at most one early renewal in this time. */
const RENEW_AT_MOST_EVERY_MS = 10_000;
/** A suspension takes effect within a minute: 30 s in KV's cache, and this time here. */
const FRESH_MS = 10_000;

interface Trusts {
  /** What each configured issuer believes. */
  readonly byOwn: ReadonlyMap<IssuerCode, Trust>;
  /** The keys of the configured issuers. */
  readonly own: Trust;
  /** The other members of the register, of whatever text they were read. */
  readonly others: { readonly text: string; readonly trust: Trust } | null;
}

/** Who asks: what the request's issuer believes, with the bindings of the request. */
export interface Verifier {
  readonly env: ObjectsEnv;
  readonly config: Config;
  /** The issuer at whose host the code is checked. */
  readonly own: IssuerCode;
  readonly now: number;
  /** `ExecutionContext.waitUntil`: keeps work alive after the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** Cached keys of any age are used without waiting, because keys are published three days before they sign. */
const trusts: SourceMemory<Config, Trusts, ObjectsEnv> = new SourceMemory({
  keyOf: () => "deployment",
  freshMs: FRESH_MS,
  staleMs: Number.POSITIVE_INFINITY,
  renewEveryMs: RENEW_AT_MOST_EVERY_MS,
  async load(env, config, now): Promise<Reading<Trusts>> {
    const last = trusts.last(config)?.value;
    const [own, others] = await Promise.all([ownKeys(env, config, now, last?.own), otherMembers(env, config, now, last?.others)]);
    return { value: { own, others, byOwn: believedByEach(config, own, others?.trust ?? null) }, at: now };
  },
});

/** An issuer whose keys cannot be read now keeps those of the last reading. */
async function ownKeys(env: ObjectsEnv, config: Config, now: number, last: Trust | undefined): Promise<Trust> {
  const sets = await Promise.allSettled(config.issuers.map(({ code }) => keySetOf(env, code, now)));
  const bugs = sets.flatMap((set) => (set.status === "rejected" ? [set.reason as unknown] : []));
  if (bugs.length === sets.length) throw bugs[0];
  const valueOf = (index: number) => (sets[index]?.status === "fulfilled" ? sets[index].value : undefined);
  const published = config.issuers.map(({ code, name }, index) => ({ code, name, jwks: valueOf(index) }));
  const { issuers, leftOut } = readTrust(published, last);
  for (const fault of [...bugs, ...leftOut]) console.error("keys of an issuer", fault);
  const present = [...issuers].map(
    ([code, one], index) => [code, valueOf(index) === undefined ? (last?.issuers.get(code) ?? one) : one] as const,
  );
  return { issuers: new Map(present), leftOut, membersUntil: Number.POSITIVE_INFINITY };
}

/** Null while the deployment reads no files of trust. */
async function otherMembers(
  env: ObjectsEnv,
  config: Config,
  now: number,
  last: Trusts["others"] = null,
): Promise<Trusts["others"]> {
  if (!config.readsTrust) return null;
  const believed = await believedOf(env, now);
  if (believed === null) return last ?? { text: "", trust: readTrust([]) };
  const { issuers: text, expiresAt } = believed;
  if (last?.text === text) return { text, trust: { ...last.trust, membersUntil: expiresAt } };
  return { text, trust: { issuers: issuersIn(text, last?.trust.issuers), leftOut: [], membersUntil: expiresAt } };
}

function believedByEach({ issuers }: Config, own: Trust, others: Trust | null): ReadonlyMap<IssuerCode, Trust> {
  if (others === null) return new Map(issuers.map(({ code }) => [code, own]));
  return new Map(
    issuers.map(({ code }) => {
      const mine = own.issuers.get(code);
      return [code, { ...others, issuers: new Map([...others.issuers, ...(mine ? [[code, mine] as const] : [])]) }];
    }),
  );
}

/** The reader of trust begins at its first call. Anybody may ask for a code to be checked, so an isolate calls it at most once in this time. */
let begunAt = Number.NEGATIVE_INFINITY;

/** What the files of trust say, from KV. Begins the reader if KV has nothing. Null before the first state, and if nothing can be read now. */
export async function believedOf(env: ObjectsEnv, now: number): Promise<BelievedTrust | null> {
  try {
    const believed = await believedTrust(env.PUBLISHED);
    if (believed !== null || ageOf(begunAt, now) <= RENEW_AT_MOST_EVERY_MS) return believed;
    begunAt = now;
    await trustOfDeployment(env).pull(now);
    return await believedTrust(env.PUBLISHED);
  } catch (bug) {
    console.error(bug);
    return null;
  }
}

/** The key sets that an object answered because KV had none. Anybody may ask for keys, so an isolate asks the object at most once in this time. */
const unpublished = new Memory<IssuerCode, JwkSet>({ keyOf: (issuer) => issuer, freshMs: RENEW_AT_MOST_EVERY_MS });

/** The public keys of an issuer from KV. If KV has none, the object makes the first ones. */
export async function keySetOf(env: ObjectsEnv, issuer: IssuerCode, now: number): Promise<JwkSet> {
  const published = await publishedJwks(env.PUBLISHED, issuer);
  if (published !== null) return published;
  return (unpublished.fresh(issuer, now) ?? unpublished.set(issuer, await issuerObjectOf(env, issuer).jwks(now), now)).value;
}

/** The time of the last early renewal, ms. */
let freshenedAt = Number.NEGATIVE_INFINITY;

/** What the issuer believes, synchronously if it is in memory. A new isolate waits for KV once. */
export function trustOf({ env, config, own, now, later }: Verifier): Trust | Promise<Trust> {
  const reading = trusts.get(env, config, now, later);
  return reading instanceof Promise ? reading.then(({ value }) => believedBy(value, own)) : believedBy(reading.value, own);
}

/** An issuer that is hosted since the last reading believes by the register alone, until the next one has its own keys. */
function believedBy({ byOwn, own: all, others }: Trusts, own: IssuerCode): Trust {
  return byOwn.get(own) ?? others?.trust ?? all;
}

/**
 * Newly read keys, for a code with an unknown key; the cached ones if the last early renewal was less than RENEW_AT_MOST_EVERY_MS ago, or if this one
 * fails.
 */
export async function fresherTrust({ env, config, own, now }: Verifier, current: Trust): Promise<Trust> {
  const last = trusts.last(config)?.value;
  if (ageOf(freshenedAt, now) <= RENEW_AT_MOST_EVERY_MS) return last === undefined ? current : believedBy(last, own);
  freshenedAt = now;
  try {
    return believedBy((await trusts.renew(env, config, now)).value, own);
  } catch (bug) {
    console.error(bug);
    return current;
  }
}

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
import { readTrust, type Trust } from "../../token/status/trust.ts";
import { beginMembers, meetMembers, type Members, movedTo, unmetOf, withUnread } from "./members.ts";

/** An unknown key may be new or invented. So unknown keys cause at most one early renewal in this time. */
const RENEW_AT_MOST_EVERY_MS = 10_000;
/** A suspension takes effect within a minute: 30 s in KV's cache, and this time here. */
const FRESH_MS = 10_000;

interface Trusts {
  /** What each configured issuer believes, made at its first request. */
  readonly byOwn: Map<IssuerCode, Trust>;
  /** The keys of the configured issuers. */
  readonly own: Trust;
  /** The members of the register that this isolate has met; null while the deployment reads no files of trust. */
  readonly others: Members | null;
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
    const [own, others] = await Promise.all([
      ownKeys(env, config, now, last?.own),
      config.readsTrust ? otherMembers(env, now, last?.others ?? null) : null,
    ]);
    return { value: { own, others, byOwn: new Map() }, at: now };
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
  return { ...readTrust([]), issuers: new Map(present), leftOut };
}

/** Without an answer of KV the isolate keeps what it has. */
async function otherMembers(env: ObjectsEnv, now: number, last: Members | null): Promise<Members> {
  const believed = await believedOf(env, now);
  if (believed === null) return last ?? beginMembers(null);
  return last === null ? beginMembers(believed) : movedTo(env.PUBLISHED, last, believed);
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
let renewedAt = Number.NEGATIVE_INFINITY;

/** What the issuer believes of the issuers that this isolate has met, synchronously if it is in memory. A new isolate waits for KV once. */
export function trustOf({ env, config, own, now, later }: Verifier): Trust | Promise<Trust> {
  const reading = trusts.get(env, config, now, later);
  return reading instanceof Promise ? reading.then(({ value }) => believedBy(value, own)) : believedBy(reading.value, own);
}

/** An issuer that is hosted since the last reading believes by the register alone, until the next one has its own keys. */
function believedBy({ byOwn, own: all, others }: Trusts, own: IssuerCode): Trust {
  const last = byOwn.get(own);
  if (last !== undefined) return last;
  const mine = all.issuers.get(own);
  const trust =
    others === null
      ? all
      : { ...others.trust, issuers: new Map([...others.trust.issuers, ...(mine ? [[own, mine] as const] : [])]) };
  byOwn.set(own, trust);
  return trust;
}

/** What the issuer believes, also of these issuers: KV is read for those that this isolate has not met. Of one that cannot be read, a code is `trust_expired`. */
export async function trustWith(verifier: Verifier, issuers: readonly IssuerCode[]): Promise<Trust> {
  const trust = await trustOf(verifier);
  const unmet = issuers.filter((issuer) => !trust.issuers.has(issuer) || trust.memberOf(issuer) === null);
  if (unmet.length === 0) return trust;
  await meet(verifier, unmet);
  const value = trusts.last(verifier.config)?.value;
  if (value === undefined || value.others === null) return trust;
  const met = believedBy(value, verifier.own);
  // The own issuer is believed whatever the register says of it.
  return withUnread(
    met,
    unmetOf(value.others, unmet).filter((issuer) => !met.issuers.has(issuer)),
  );
}

/**
 * Newly read keys, for a code with an unknown key, or of issuers whose rows KV has no longer because what names them in memory is old; the cached ones if the
 * last early renewal was less than RENEW_AT_MOST_EVERY_MS ago, or if this one fails.
 */
export async function fresherTrust(verifier: Verifier, issuers: readonly IssuerCode[]): Promise<Trust> {
  await renewEarly(verifier);
  return trustWith(verifier, issuers);
}

async function renewEarly({ env, config, now }: Verifier): Promise<void> {
  if (ageOf(renewedAt, now) <= RENEW_AT_MOST_EVERY_MS) return;
  renewedAt = now;
  try {
    await trusts.renew(env, config, now);
  } catch (bug) {
    console.error(bug);
  }
}

/** Reads the rows of issuers that the isolate has not met. Another request may have renewed or met others meanwhile: their work stays. */
async function meet({ env, config, now }: Verifier, issuers: readonly IssuerCode[]): Promise<void> {
  const others = trusts.last(config)?.value.others ?? null;
  if (others === null) return;
  const read = await meetMembers(env.PUBLISHED, others, issuers, now);
  if (read === null) return;
  trusts.amend(config, (value) => (value.others === null ? value : { ...value, others: read(value.others), byOwn: new Map() }));
}

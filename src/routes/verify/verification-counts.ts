/** Counts checked codes in the memory of this isolate, by host issuer, issuer of the code and outcome, and hands the counts to the host issuer's object at most once a minute. No code, person, address or client is noted. */
import { hourOf } from "../../domain/statistics/counts.ts";
import { type Outcome, UNKNOWN_ISSUER, type VerificationCount } from "../../domain/statistics/verifications.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { periodMs } from "../../objects/duty/alarm.ts";
import { divisionOf } from "../../objects/env.ts";
import type { CheckedCode } from "../../token/code/check.ts";
import type { ParseResult } from "../../token/code/parse.ts";
import type { Verifier } from "./trust.ts";

const FLUSH_MS = 60_000;

/** The part of a verifier that counting needs. `own` is the issuer at whose host the code was checked. */
type Counter = Omit<Verifier, "config">;

type Counts = Map<string, Map<Outcome, number>>;

/** Every map has as many keys as there are issuers of the deployment, believed issuers, and outcomes. */
let counts = new Map<IssuerCode, Counts>();
/** The hour of all these counts, since 1970 UTC. */
let hour = 0;
/** The time of the next flush, ms; a check reads no setting before it. */
let flushAt = 0;

/**
 * Counts one check, without a promise. The first check of a minute takes the counts along after its answer. An isolate that ends loses the counts since then,
 * at most those of a minute. A flush that fails loses its counts, because a second attempt could count them twice.
 * @param parsed the code; its issuer counts only if the verifier knows it, because anybody can write a number into a code
 */
export function countCheck(counter: Counter, parsed: ParseResult, check: CheckedCode): void {
  countOutcome(counter, parsed, check.ok ? check.value.claims.colour : check.refusal.code);
}

/** Counts the check of a code by a gate that registers a pass: the holder's shard may have changed its outcome. */
export function countOutcome(counter: Counter, parsed: ParseResult, outcome: Outcome): void {
  const { own, now } = counter;
  if (hourOf(now) !== hour) flush(counter);
  const issuer = parsed.ok && outcome !== "issuer_unknown" ? parsed.value.claims.issuer : UNKNOWN_ISSUER;
  const byIssuer = madeIn(counts, own, newMap<string, Map<Outcome, number>>);
  const byOutcome = madeIn(byIssuer, issuer, newMap<Outcome, number>);
  byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + 1);
  // More than a period ahead: the clock was put back.
  if (now < flushAt && now >= flushAt - FLUSH_MS) return;
  flush(counter);
  flushAt = now + periodMs(counter.env, FLUSH_MS);
}

function flush({ env, now, later }: Counter): void {
  const [flushed, of] = [counts, hour];
  [counts, hour] = [new Map(), hourOf(now)];
  for (const [own, byIssuer] of flushed) {
    const division = divisionOf(env, { code: own }, own);
    later(Promise.resolve(division.addVerifications(of, listOf(byIssuer))).catch(console.error));
  }
}

function listOf(byIssuer: Counts): readonly VerificationCount[] {
  return [...byIssuer].flatMap(([issuer, byOutcome]) => [...byOutcome].map(([outcome, count]) => ({ issuer, outcome, count })));
}

const newMap = <K, V>(): Map<K, V> => new Map();

function madeIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

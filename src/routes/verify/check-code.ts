/** Checks a scanned code with the keys, status lists and settings in the memory of this isolate. If all are there, it waits for no object and no KV. */
import type { Claims } from "../../domain/code/claims.ts";
import { STATUS } from "../../domain/code/status.ts";
import { settingInMemory, settingOf } from "../../storage/colour-setting.ts";
import { type CheckedCode, checkParsed, statusWith } from "../../token/code/check.ts";
import { parseCode, type ParseResult } from "../../token/code/parse.ts";
import { issuersFor, isUnread, type StatusOf } from "../../token/code/verify.ts";
import type { Trust } from "../../token/status/trust.ts";
import { type ListSource, statusFrom } from "./status-lists.ts";
import { fresherTrust, trustOf, trustWith, type Verifier } from "./trust.ts";

/** Checks a parsed code with what this isolate has in memory at one moment. */
export type Checker = (parsed: ParseResult) => Promise<CheckedCode>;

/**
 * Checks a scanned code.
 * @param code the text of the code, or its parts if the caller has parsed it
 * @param byList whether the status list is read; false if the caller asks the holder's shard, which learns of a revocation earlier
 */
export function checkCode(verifier: Verifier, code: string | ParseResult, byList = false): Promise<CheckedCode> {
  const parsed = typeof code === "string" ? parseCode(code) : code;
  const checker = checkerOf(verifier, byList);
  return checker instanceof Promise ? checker.then((check) => check(parsed)) : checker(parsed);
}

/** The number of codes that are checked at the same time: one by one, each unread status list would be waited for; all at once, each check costs more (docs/performance.md). */
const AT_A_TIME = 8;

/** Checks the parsed codes of one request, in their order, with their status lists. */
export async function checkMany(verifier: Verifier, parsed: readonly ParseResult[]): Promise<readonly CheckedCode[]> {
  // Lets an isolate read what it lacks once, instead of once per code.
  await trustWith(
    verifier,
    parsed.flatMap((one) => (one.ok ? issuersFor(one.value.claims) : [])),
  );
  const checker = await checkerOf(verifier, true);
  const checks: CheckedCode[] = [];
  while (checks.length < parsed.length)
    checks.push(...(await Promise.all(parsed.slice(checks.length, checks.length + AT_A_TIME).map(checker))));
  return checks;
}

/** What checks the codes of one request. Synchronous if the keys are in memory. @param byList as for `checkCode` */
export function checkerOf(verifier: Verifier, byList: boolean): Checker | Promise<Checker> {
  const trust = trustOf(verifier);
  return trust instanceof Promise
    ? trust.then((read) => checkerWith(verifier, read, byList))
    : checkerWith(verifier, trust, byList);
}

function checkerWith(verifier: Verifier, trust: Trust, byList: boolean): Checker {
  const { env, config, now, later } = verifier;
  const source = { trust, fresherTrust: (claims: Claims) => fresherFor(verifier, claims) };
  if (!byList) return (parsed) => checkParsed(parsed, source, now);
  const here = statusHere({ env, config, trust, now, later });
  const statusOf = (claims: Claims, by: Trust) =>
    by === trust ? here(claims) : statusHere({ env, config, trust: by, now, later })(claims);
  const byStatus = { ...source, statusOf };
  return (parsed) => checkParsed(parsed, byStatus, now);
}

/** For a code of which this isolate lacks something: it may not have met an issuer, or the issuer may sign with a new key. */
async function fresherFor(verifier: Verifier, claims: Claims): Promise<Trust> {
  const issuers = issuersFor(claims);
  const trust = await trustWith(verifier, issuers);
  return isUnread(claims, trust) ? fresherTrust(verifier, issuers) : trust;
}

/**
 * Returns the function that reads the status of a credential from its issuer's setting and its status list. Synchronous if both are in memory. The status of a
 * paper code is unknown here: everybody may verify, and a person with a picture of a sheet must not learn the state of its holder.
 */
export function statusHere(source: ListSource): StatusOf {
  const { env, config, now } = source;
  const byList = statusFrom(source);
  return (claims) => {
    if (claims.kind === "paper") return undefined;
    const issuer = config.byCode.get(claims.issuer);
    if (issuer === undefined) return byList(claims);
    const setting = settingInMemory(issuer, now);
    if (setting !== null) return statusWith(setting.turns, claims, now, byList);
    return settingOf(env.PUBLISHED, issuer, now).then(
      ({ turns }) => statusWith(turns, claims, now, byList),
      async (bug) => {
        console.error(bug);
        const status = await byList(claims);
        // Without the setting a revocation still counts, but no code is proved valid.
        return status === STATUS.valid ? undefined : status;
      },
    );
  };
}

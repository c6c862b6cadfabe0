/** Checks a scanned code with the keys, lists and settings of this isolate: no object and no KV on the way once it is warm. */
import type { Config } from "../../config.ts";
import { STATUS } from "../../domain/code/status.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
import { settingAtHand, settingOf } from "../../storage/colour-setting.ts";
import { type CheckedCode, checkParsed, statusWith } from "../../token/code/check.ts";
import { parseCode, type ParseResult } from "../../token/code/parse.ts";
import type { StatusOf } from "../../token/code/verify.ts";
import { type ListSource, statusFrom } from "./status-lists.ts";
import { fresherTrust, trustOf } from "./trust.ts";

/**
 * @param code its text, or its parts where the caller has read them
 * @param later keeps work alive behind the answer (`ExecutionContext.waitUntil`)
 * @param byList whether the status list is asked: not where the holder's own shard is asked, which knows earlier
 */
export async function checkCode(
  env: ObjectsEnv,
  config: Config,
  code: string | ParseResult,
  now: number,
  later: (work: Promise<unknown>) => void,
  byList = false,
): Promise<CheckedCode> {
  const atHand = trustOf(env, config, now, later);
  const trust = atHand instanceof Promise ? await atHand : atHand;
  const source = {
    trust,
    fresherTrust: () => fresherTrust(env, config, now, trust),
    ...(byList && {
      statusOf: (claims: Parameters<StatusOf>[0], by: typeof trust) => statusHere({ env, trust: by, now, later }, config)(claims),
    }),
  };
  return checkParsed(typeof code === "string" ? parseCode(code) : code, source, now);
}

/** Without a wait where setting and list are at hand. */
export function statusHere(source: ListSource, config: Config): StatusOf {
  const { env, now } = source;
  const byList = statusFrom(source);
  return (claims) => {
    const issuer = config.issuers.find(({ code }) => code === claims.issuer);
    if (issuer === undefined) return byList(claims);
    const setting = settingAtHand(issuer, now);
    if (setting !== null) return statusWith(setting.turns, claims, now, byList);
    return settingOf(env.PUBLISHED, issuer, now).then(
      ({ turns }) => statusWith(turns, claims, now, byList),
      async (bug) => {
        console.error(bug);
        const status = await byList(claims);
        // A revoked code stays revoked; that a code is valid, nobody can say without the setting.
        return status === STATUS.valid ? undefined : status;
      },
    );
  };
}

/** Checks a scanned code with the trust of this isolate: no object and no KV on the way once it is warm. */
import type { Config } from "../../config.ts";
import type { Claims } from "../../domain/code/claims.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { STATUS } from "../../domain/code/status.ts";
import { turnedSince } from "../../domain/colour/showing-change.ts";
import type { OfficersSetting } from "../../domain/proposal/proposal.ts";
import type { Result } from "../../domain/result.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
import { settingAtHand, settingOf } from "../../storage/colour-setting.ts";
import { type StatusOf, type VerifiedCode, verifyCode } from "../../token/code/verify.ts";
import type { Trust } from "../../token/status/trust.ts";
import { type ListSource, statusFrom } from "./status-lists.ts";
import { fresherTrust, trustOf } from "./trust.ts";

export type CheckedCode = Result<VerifiedCode, CodeRefusal>;

/**
 * @param later keeps work alive behind the answer (`ExecutionContext.waitUntil`)
 * @param byList whether the status list is asked: not by whoever asks the holder's own shard, which knows earlier
 */
export async function checkCode(
  env: ObjectsEnv,
  config: Config,
  code: string,
  now: number,
  later: (work: Promise<unknown>) => void,
  byList = false,
): Promise<CheckedCode> {
  const known = trustOf(env, config, now, later);
  const trust = known instanceof Promise ? await known : known;
  const checkedBy = (by: Trust) =>
    verifyCode(code, by, now, byList ? { statusOf: statusHere({ env, trust: by, now, later }, config) } : {});
  const checked = await checkedBy(trust);
  if (checked.ok || checked.refusal.code !== "key_unknown") return checked;
  const fresher = await fresherTrust(env, config, now, trust);
  return fresher === trust ? checked : checkedBy(fresher);
}

/** At once where setting and list are at hand. */
export function statusHere(source: ListSource, config: Config): StatusOf {
  const { env, now } = source;
  const byList = statusFrom(source);
  const statusBy = ({ turns }: OfficersSetting, claims: Claims) =>
    turnedSince(turns, claims.community, claims.issuedAt, now) ? STATUS.revoked : byList(claims);
  return (claims) => {
    const issuer = config.issuers.find(({ code }) => code === claims.issuer);
    if (issuer === undefined) return byList(claims);
    const setting = settingAtHand(issuer, now);
    if (setting !== null) return statusBy(setting, claims);
    return settingOf(env.PUBLISHED, issuer, now).then(
      (read) => statusBy(read, claims),
      async (bug) => {
        console.error(bug);
        const status = await byList(claims);
        // That it is revoked is known; that it is not, nobody can say now.
        return status === STATUS.valid ? undefined : status;
      },
    );
  };
}

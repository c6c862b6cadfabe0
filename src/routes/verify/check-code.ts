/** Checks a scanned code with the trust of this isolate: no object and no KV on the way once it is warm. */
import type { Config } from "../../config.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import type { Result } from "../../domain/result.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
import type { Trust } from "../../token/status/trust.ts";
import { type VerifiedCode, verifyCode } from "../../token/code/verify.ts";
import { statusHere } from "../status-here.ts";
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

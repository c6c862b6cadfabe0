/** What a verifier here knows of a credential: made before its issuer's colours turned at its address, it is revoked, whatever its list says by now; else its list says. */
import type { Config } from "../config.ts";
import type { Claims } from "../domain/code/claims.ts";
import { STATUS } from "../domain/code/status.ts";
import { turnedSince } from "../domain/colour/showing-change.ts";
import type { OfficersSetting } from "../domain/proposal/proposal.ts";
import { settingAtHand, settingOf } from "../storage/colour-setting.ts";
import type { StatusOf } from "../token/code/verify.ts";
import { type ListSource, statusFrom } from "./verify/status-lists.ts";

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

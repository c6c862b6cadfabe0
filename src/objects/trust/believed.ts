/** What the verifiers of a deployment believe of each member, as they read it from KV. Pure. */
import { believedMembers, type KeptTrust } from "../../domain/federation/kept-trust.ts";
import type { BelievedIssuer } from "../../storage/trust.ts";
import { jwksOfStatement } from "../../token/federation/statement.ts";

export function believedIssuers(kept: KeptTrust): readonly BelievedIssuer[] {
  const registerEnd = kept.register?.file.expiresAt ?? 0;
  return believedMembers(kept).map(({ member, statement, suspension }) => {
    const { code, name, origin, mode, from, until, maxLifetimeMinutes } = member;
    return {
      code,
      name,
      origin,
      mode,
      from,
      until,
      maxLifetimeMinutes,
      statedUntil: Math.min(statement.expiresAt, registerEnd),
      isSuspended: suspension !== null,
      jwks: jwksOfStatement(statement),
    };
  });
}

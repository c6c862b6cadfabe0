/** What a verifier believes of each member of the register, by the files that a reader has taken. Pure. */
import { believedMembers, type KeptTrust } from "../../domain/federation/kept-trust.ts";
import type { Member } from "../../domain/federation/trust-files.ts";
import type { Membership, PublishedIssuer } from "../status/trust.ts";
import { jwksOfStatement } from "./statement.ts";

/** A member whose codes a verifier can check. */
export interface BelievedIssuer extends PublishedIssuer, Pick<Member, "mode"> {
  readonly membership: Membership;
  readonly origin: string;
}

export function believedIssuers(kept: KeptTrust): readonly BelievedIssuer[] {
  const registerEnd = kept.register?.file.expiresAt ?? 0;
  return believedMembers(kept).map(({ member, statement, suspension }) => {
    const { code, name, origin, mode, from, until, maxLifetimeMinutes } = member;
    const statedUntil = Math.min(statement.expiresAt, registerEnd);
    const membership = { from, until, maxLifetimeMinutes, statedUntil, isSuspended: suspension !== null };
    return { code, name, origin, mode, membership, jwks: jwksOfStatement(statement) };
  });
}

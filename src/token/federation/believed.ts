/** What a verifier believes of each member of the register, by the files that a reader has taken. Pure. */
import { believedMembers, type KeptTrust } from "../../domain/federation/kept-trust.ts";
import type { Member } from "../../domain/federation/trust-files.ts";
import type { Membership, PublishedIssuer } from "../status/trust.ts";
import { jwksOfStatement } from "./statement.ts";

/** A member as a verifier believes it. One without a statement has no keys, and covers its communities nevertheless: only the register ends that. */
export interface BelievedIssuer extends PublishedIssuer {
  readonly mode: Member["mode"];
  readonly membership: Membership;
  readonly origin: string;
}

export function believedIssuers(kept: KeptTrust): readonly BelievedIssuer[] {
  const registerEnd = kept.register?.file.expiresAt ?? 0;
  return believedMembers(kept).map(({ member, statement, suspension }) => {
    const { code, name, origin, mode, from, until, maxLifetimeMinutes } = member;
    const statedUntil = statement === null ? null : Math.min(statement.expiresAt, registerEnd);
    const membership = { from, until, maxLifetimeMinutes, statedUntil, isSuspended: suspension !== null };
    return { code, name, origin, mode, membership, jwks: statement === null ? { keys: [] } : jwksOfStatement(statement) };
  });
}

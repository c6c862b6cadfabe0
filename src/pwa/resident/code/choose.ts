/** The stored credential to show next, and when new ones or a new declaration are due. Pure: the clock is an argument. Source: architecture.md, the code. */
import type { Person } from "../../../contract/people.ts";
import { DAY_MS } from "../../../domain/instant.ts";

export interface Lifetime {
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/** The valid credential of the newest issue with the fewest displays, so that two gates cannot join their records. */
export function chooseNext<T extends Lifetime & { readonly shown: number }>(
  credentials: readonly T[],
  nowMs: number,
): T | undefined {
  return credentials
    .filter((credential) => credential.expiresAtMs > nowMs)
    .toSorted((one, other) => other.issuedAtMs - one.issuedAtMs || one.shown - other.shown)[0];
}

/** New ones are due when less than half of the lifetime is left, or when a declaration or a revocation is newer than the newest credential. */
export function isDue(credentials: readonly Lifetime[], changedAtMs: number, nowMs: number): boolean {
  const newest = credentials.toSorted((one, other) => other.issuedAtMs - one.issuedAtMs)[0];
  if (newest === undefined || newest.issuedAtMs < changedAtMs) return true;
  return newest.expiresAtMs - nowMs < (newest.expiresAtMs - newest.issuedAtMs) / 2;
}

/** Whether the declaration is so old that the phone asks for a new one. Source: screens.md, the states that everybody forgets. */
export function isOld(declaredAtMs: number, nowMs: number): boolean {
  return nowMs - declaredAtMs > DAY_MS;
}

/** In place of a missing time. An account that an earlier version of the page stored has no `revokedAt`. */
const NEVER = "1970-01-01";

/** The last change of the person's colour that this phone knows of, in ms: by a declaration, or by a revocation of the codes. */
export function changedAt({ declaration, revokedAt }: Pick<Person, "declaration" | "revokedAt">): number {
  return Math.max(Date.parse(declaration?.at ?? NEVER), Date.parse(revokedAt ?? NEVER));
}

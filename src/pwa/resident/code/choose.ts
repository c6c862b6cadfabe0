/** Chooses which stored credential to show next, and decides when new credentials or a new declaration are due. Pure. Source: architecture.md, the code. */
import type { Person } from "../../../contract/people.ts";
import { DAY_MS } from "../../../domain/instant.ts";

export interface Lifetime {
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/** Among the credentials that have not ended, those issued last, and of these the one displayed least, so that two gates cannot join their records; undefined if all have ended. */
export function chooseNext<T extends Lifetime & { readonly shown: number }>(
  credentials: readonly T[],
  nowMs: number,
): T | undefined {
  return credentials
    .filter((credential) => credential.expiresAtMs > nowMs)
    .toSorted((one, other) => other.issuedAtMs - one.issuedAtMs || one.shown - other.shown)[0];
}

/** Whether the phone must request new credentials: it has none, the newest has less than half of its lifetime left, or it was issued before `changedAtMs`, the last declaration or revocation. */
export function isDue(credentials: readonly Lifetime[], changedAtMs: number, nowMs: number): boolean {
  const newest = credentials.toSorted((one, other) => other.issuedAtMs - one.issuedAtMs)[0];
  if (newest === undefined || newest.issuedAtMs < changedAtMs) return true;
  return newest.expiresAtMs - nowMs < (newest.expiresAtMs - newest.issuedAtMs) / 2;
}

/** Whether the declaration is so old that the phone asks for a new one. Source: screens.md, the states that everybody forgets. */
export function isOld(declaredAtMs: number, nowMs: number): boolean {
  return nowMs - declaredAtMs > DAY_MS;
}

/** Used for a missing time. `revokedAt` is missing in an account that an earlier version of the page stored. */
const NEVER = "1970-01-01";

/** The time of the person's last declaration or of the last revocation of their codes, whichever is later, in ms: credentials issued before it are out of date. */
export function changedAt({ declaration, revokedAt }: Pick<Person, "declaration" | "revokedAt">): number {
  return Math.max(Date.parse(declaration?.at ?? NEVER), Date.parse(revokedAt ?? NEVER));
}

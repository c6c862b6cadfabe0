/** Chooses which stored credential to show next, and decides when new credentials or a new declaration are due. Pure. Source: architecture.md, the code. */
import type { Person } from "../../../contract/people.ts";
import { DAY_MS, HOUR_MS } from "../../../domain/instant.ts";
import type { PhoneCredential } from "../../app/store.ts";

export type Lifetime = Pick<PhoneCredential, "issuedAtMs" | "madeAtMs" | "expiresAtMs">;

/** When the server made the credential. */
export function madeAt({ issuedAtMs, madeAtMs = issuedAtMs }: Lifetime): number {
  return madeAtMs;
}

/** Among the credentials that have not ended, those made last, and of these the one displayed least, so that two gates cannot join their records; undefined if all have ended. */
export function chooseNext<T extends Lifetime & { readonly shown: number }>(
  credentials: readonly T[],
  nowMs: number,
): T | undefined {
  return credentials
    .filter((credential) => credential.expiresAtMs > nowMs)
    .toSorted((one, other) => madeAt(other) - madeAt(one) || one.shown - other.shown)[0];
}

/** Whether the phone must request new credentials: it has none, the newest has less than half of its lifetime left, or it was made before `changedAtMs`, the last declaration or revocation. */
export function isDue(credentials: readonly Lifetime[], changedAtMs: number, nowMs: number): boolean {
  const newest = credentials.toSorted((one, other) => madeAt(other) - madeAt(one))[0];
  if (newest === undefined || madeAt(newest) < changedAtMs) return true;
  return newest.expiresAtMs - nowMs < (newest.expiresAtMs - newest.issuedAtMs) / 2;
}

/** Whether the declaration is so old that the phone asks for a new one. Source: screens.md, the states that everybody forgets. */
export function isOld(declaredAtMs: number, nowMs: number): boolean {
  return nowMs - declaredAtMs > DAY_MS;
}

/** Used for a missing time. `revokedAt` is missing in an account that an earlier version of the page stored. */
const NEVER = "1970-01-01";

/** The time of the person's last declaration or of the last revocation of their codes, whichever is later, in ms: credentials made before it are out of date. */
export function changedAt({ declaration, revokedAt }: Pick<Person, "declaration" | "revokedAt">): number {
  return Math.max(Date.parse(declaration?.at ?? NEVER), Date.parse(revokedAt ?? NEVER));
}

/** The time of the declaration that a credential states, to the minute if it is the person's last one: the credential names only the hour. Null without one. */
export function declaredAt(
  { declaredAtMs }: Pick<PhoneCredential, "declaredAtMs">,
  { declaration }: Pick<Person, "declaration">,
) {
  const lastMs = Date.parse(declaration?.at ?? NEVER);
  return Math.floor(lastMs / HOUR_MS) * HOUR_MS === declaredAtMs ? lastMs : declaredAtMs;
}

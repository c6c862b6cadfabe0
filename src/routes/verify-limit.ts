/** How often one network address may verify without being a client: counted in the isolate, so approximate, and bounded in memory. */
import type { TooManyRequests } from "../domain/access/one-time-password.ts";
import { accept, refuse, type Result } from "../domain/result.ts";

/** A gate scans at most every other second; an office behind one address holds a few gates. */
const VERIFICATIONS_PER_MINUTE = 240;
const MINUTE_MS = 60_000;
const MAX_ADDRESSES = 50_000;

let minute = 0;
let counts = new Map<string, number>();

/** Counts a verification in the running minute, or refuses with the seconds until the next. */
export function countVerification(address: string, now: number): Result<null, TooManyRequests> {
  const current = Math.floor(now / MINUTE_MS);
  if (current !== minute || counts.size >= MAX_ADDRESSES) {
    minute = current;
    counts = new Map();
  }
  const count = (counts.get(address) ?? 0) + 1;
  counts.set(address, count);
  if (count <= VERIFICATIONS_PER_MINUTE) return accept(null);
  return refuse({ code: "too_many_requests", retryAfterSeconds: Math.ceil(((current + 1) * MINUTE_MS - now) / 1000) });
}

/** The uses of codes at gates in the last 90 s, in the memory of a shard: no row, so that a pass writes nothing here. A restart of the shard forgets them. */
import { countUse, type Use } from "../../../domain/community/use.ts";
import { LIVE_WINDOW_SECONDS } from "../../../token/code/verify.ts";

/** Verifiers accept a proof from LIVE_WINDOW_SECONDS before its time until the same time after it. */
const KEPT_MS = 2 * LIVE_WINDOW_SECONDS * 1000;

export class Uses {
  /** By issuer and handle. */
  readonly #uses = new Map<string, readonly Use[]>();
  #isSweepDue = false;

  /** Counts a use. @returns the earlier use that it contradicts; null without one */
  count(use: Use): Use | null {
    const key = `${use.issuer}/${use.handle}`;
    const recent = (this.#uses.get(key) ?? []).filter(({ at }) => Math.abs(use.at - at) <= KEPT_MS);
    const { earlier, uses } = countUse(recent, use);
    this.#uses.set(key, uses);
    this.#sweepLater();
    return earlier;
  }

  /** The timer also keeps the object in memory: without one the runtime may end it after ten quiet seconds. */
  #sweepLater(): void {
    if (this.#isSweepDue) return;
    this.#isSweepDue = true;
    setTimeout(() => this.#sweep(Date.now() - KEPT_MS), KEPT_MS);
  }

  #sweep(until: number): void {
    this.#isSweepDue = false;
    for (const [key, uses] of this.#uses) if (uses.every(({ at }) => at < until)) this.#uses.delete(key);
    if (this.#uses.size > 0) this.#sweepLater();
  }
}

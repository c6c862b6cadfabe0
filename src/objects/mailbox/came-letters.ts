/** The letters of a peer in the last minutes: a repeated one changes nothing, and only so many come at once. In memory: what a letter says is known by its items too. */
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { ItemResult, Letter } from "../../domain/federation/letter.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";

/** A letter is refused after two minutes; its name is kept longer. */
const REMEMBERED_MS = 180_000;
const SECOND_MS = 1000;
const PER_SECOND = 8;
const IN_FLIGHT = 2;

interface CameLetter {
  /** ms. */
  readonly at: number;
  /** A repetition waits for them: what is not stored yet is not known. */
  readonly results: Promise<readonly ItemResult[]>;
}

export class CameLetters {
  readonly #came = new Map<string, CameLetter>();
  #inFlight = 0;

  /** The results of a letter. @param read takes its items */
  async take(
    { id }: Letter,
    now: number,
    read: () => Promise<readonly ItemResult[]>,
  ): Promise<Result<readonly ItemResult[], TooManyRequests>> {
    for (const [name, { at }] of this.#came) if (at > now || at <= now - REMEMBERED_MS) this.#came.delete(name);
    const before = this.#came.get(id);
    if (before !== undefined) return accept((await before.results).map(knownNow));
    const inSecond = [...this.#came.values()].filter(({ at }) => at > now - SECOND_MS).length;
    if (inSecond >= PER_SECOND || this.#inFlight >= IN_FLIGHT) return refuse({ code: "too_many_requests", retryAfterSeconds: 1 });
    const results = read();
    this.#came.set(id, { at: now, results });
    this.#inFlight += 1;
    try {
      return accept(await results);
    } catch (bug) {
      this.#came.delete(id);
      throw bug;
    } finally {
      this.#inFlight -= 1;
    }
  }
}

/** What a repetition of a letter hears of an item. */
function knownNow(result: ItemResult): ItemResult {
  return result.state === "taken" ? { id: result.id, state: "known" } : result;
}

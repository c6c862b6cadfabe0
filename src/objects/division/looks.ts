/** The looks at persons' data in the name of this division and of divisions below it, and the limit of its look-ups that find nobody. Decisions 15, 59. */
import { oneMoreInHour } from "../../domain/access/hour-limit.ts";
import { tooMany, type TooManyRequests } from "../../domain/access/one-time-password.ts";
import { MINUTE_MS } from "../../domain/instant.ts";
import { MAX_MISSES_PER_HOUR } from "../../domain/look/look.ts";
import { accept, type Result } from "../../domain/result.ts";
import { dueAt, overUntil } from "../../domain/retention.ts";
import type { LookChain } from "../chain/look-chain.ts";
import type { DivisionLook, NewDivisionLook } from "./look-rpc.ts";

export class DivisionLooks {
  readonly #own: string;
  readonly #chain: LookChain;
  readonly #wake: (at: number) => void;
  /** When the look-ups began that have not ended, ms. A worker that stops never ends its look-up; after a minute it does not count. */
  #open: readonly number[] = [];

  /** @param own the code of this division */
  constructor(own: string, chain: LookChain, wake: (at: number) => void) {
    this.#own = own;
    this.#chain = chain;
    this.#wake = wake;
  }

  async note({ maskedPhone, maskedName, ...look }: NewDivisionLook): Promise<void> {
    await this.#chain.append({ ...look, subject: maskedName, detail: maskedPhone });
    this.#wake(dueAt("look", look.at));
  }

  async page(before: number, limit: number, now: number): Promise<readonly DivisionLook[]> {
    const looks = await this.#chain.page(overUntil("look", now), before, limit);
    return looks.map(({ subject, detail, ...look }) => ({ ...look, maskedName: subject, maskedPhone: detail }));
  }

  /** An open look-up may find nobody, so that many at the same time pass the limit no more than many in turn. */
  begin(now: number): Result<null, TooManyRequests> {
    this.#open = this.#open.filter((at) => Math.abs(now - at) < MINUTE_MS);
    const left = MAX_MISSES_PER_HOUR - this.#open.length;
    const mayBegin = left > 0 ? oneMoreInHour(now, this.#chain.missAt(this.#own, left)) : tooMany(MINUTE_MS);
    if (!mayBegin.ok) return mayBegin;
    this.#open = [...this.#open, now];
    return accept(null);
  }

  end(begunAt: number): void {
    const index = this.#open.indexOf(begunAt);
    if (index !== -1) this.#open = this.#open.toSpliced(index, 1);
  }
}

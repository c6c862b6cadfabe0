/** The codes that were registered here in the last minute, in memory: a code counts once at a point without a search per pass. A new object reads them from the rows once. */
import type { PassId } from "../../domain/community/community.ts";
import { SAME_PASS_MS } from "../../domain/community/use.ts";
import type { RecentCode } from "./pass.ts";
import type { PassStore } from "./pass-store.ts";

type CodeAtPoint = Pick<RecentCode, "point" | "handle" | "proofAt">;

export class RecentCodes {
  readonly #passes: PassStore;
  /** By point, handle and proof, the oldest first; null before the first pass. */
  #codes: Map<string, RecentCode> | null = null;

  constructor(passes: PassStore) {
    this.#passes = passes;
  }

  /** The id of the pass with this code at this point in the last minute; null without one. The row may be missing if its transaction failed. */
  find(code: CodeAtPoint, now: number): PassId | null {
    const found = this.#upTo(now).get(keyOf(code));
    return found !== undefined && Math.abs(now - found.at) <= SAME_PASS_MS ? found.id : null;
  }

  note(code: RecentCode): void {
    this.#upTo(code.at).set(keyOf(code), code);
  }

  #upTo(now: number): Map<string, RecentCode> {
    this.#codes ??= new Map(this.#passes.codesSince(now - SAME_PASS_MS).map((code) => [keyOf(code), code]));
    for (const [key, { at }] of this.#codes) {
      if (now - at <= SAME_PASS_MS) break;
      this.#codes.delete(key);
    }
    return this.#codes;
  }
}

function keyOf({ point, handle, proofAt }: CodeAtPoint): string {
  return `${point} ${handle} ${proofAt}`;
}

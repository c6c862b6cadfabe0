/** One step of a reader of trust at a source: asks for what has changed since the kept files, in the order in which each file names the next, and takes it. */
import type { KeptTrust } from "../../domain/federation/kept-trust.ts";
import { type OfferedFiles, type OfferRefusal, takeFiles, type TakenFiles } from "./take-files.ts";

/** Where a reader gets files: the nation's host, or the nation's object of the same deployment. A file that the source does not have is null; a source that does not answer rejects. */
export interface FileSource {
  root(version: number): Promise<string | null>;
  state(): Promise<string | null>;
  register(seq: number): Promise<string | null>;
  /** The changes since the book of this number; 0: the whole book. */
  book(since: number): Promise<string | null>;
}

interface PulledFiles extends TakenFiles {
  /** The texts of the roots that were taken, in their order. */
  readonly roots: readonly string[];
}

/** More roots than a reader of today can have missed; the next step goes on. */
const MOST_ROOTS = 8;

/** @param onOneMachine whether the members are on one machine @param clock the reader's own clock, ms */
export async function pullFiles(
  before: KeptTrust,
  source: FileSource,
  onOneMachine: boolean,
  clock: number,
): Promise<PulledFiles> {
  let kept = before;
  const [roots, refusals]: [string[], OfferRefusal[]] = [[], []];
  const isTaken = async (files: OfferedFiles): Promise<boolean> => {
    const taken = await takeFiles(kept, files, onOneMachine, clock);
    kept = taken.kept;
    refusals.push(...taken.refusals);
    return taken.refusals.length === 0;
  };
  while (roots.length < MOST_ROOTS) {
    const root = await source.root(kept.root.version + 1);
    if (root === null || !(await isTaken({ roots: [root] }))) break;
    roots.push(root);
  }
  const state = await source.state();
  if (state !== null && state !== kept.state?.text) await isTaken({ state });
  const { register: named, book } = kept.state?.file ?? {};
  if (named !== undefined && named.hash !== kept.register?.hash) {
    const register = await source.register(named.seq);
    if (register !== null) await isTaken({ register });
  }
  if (book !== undefined && kept.register !== null && book.hash !== kept.bookName?.hash) {
    const since = kept.bookName?.seq ?? 0;
    const changes = await source.book(since);
    // Changes that do not fit may follow another book than the kept one: the whole one is asked for once.
    if (changes !== null && !(await isTaken({ book: changes })) && since > 0) {
      const whole = await source.book(0);
      if (whole !== null) await isTaken({ book: whole });
    }
  }
  return { kept, refusals, roots };
}

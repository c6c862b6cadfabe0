/**
 * One step of a reader of trust: takes the files that a server offers, in the order in which each names the next. A file that is refused changes nothing, and
 * the files after it are still tried.
 */
import type { KeptTrust } from "../../domain/federation/kept-trust.ts";
import { takeBook, takeRegister, takeRoot, takeState, type TakeRefusal } from "../../domain/federation/take-trust.ts";
import type { Result } from "../../domain/result.ts";
import { type BookRefusal, readBook } from "./book.ts";
import type { ReadRefusal } from "./read-file.ts";
import { readRegister } from "./register.ts";
import { readRoot } from "./root.ts";
import { readState } from "./state.ts";

/** The texts that a server offers; absent: not asked for, or not changed. */
export interface OfferedFiles {
  /** The roots after the kept one, the oldest first. */
  readonly roots?: readonly string[];
  readonly state?: string;
  readonly register?: string;
  readonly book?: string;
}

export type OfferRefusal = ReadRefusal | TakeRefusal | BookRefusal;

export interface TakenFiles {
  readonly kept: KeptTrust;
  /** Why each refused file was refused. */
  readonly refusals: readonly OfferRefusal[];
}

/** @param onOneMachine whether the members are on one machine @param clock the reader's own clock, ms */
export async function takeFiles(
  before: KeptTrust,
  { roots = [], state, register, book }: OfferedFiles,
  onOneMachine: boolean,
  clock: number,
): Promise<TakenFiles> {
  let kept = before;
  const refusals: OfferRefusal[] = [];
  const take = <T>(read: Result<T, OfferRefusal>, decide: (value: T) => Result<KeptTrust, OfferRefusal>): void => {
    const taken = read.ok ? decide(read.value) : read;
    if (taken.ok) kept = taken.value;
    else refusals.push(taken.refusal);
  };
  for (const text of roots) take(await readRoot(text, kept.root), (root) => takeRoot(kept, root, clock));
  if (state !== undefined) take(await readState(state, kept.root), (file) => takeState(kept, file, clock));
  if (register !== undefined)
    take(await readRegister(register, kept.root, onOneMachine), (file) => takeRegister(kept, file, clock));
  if (book !== undefined) take(await readBook(book, kept), ({ entries, digest }) => takeBook(kept, entries, digest, clock));
  return { kept, refusals };
}

/**
 * Decides whether a reader takes a file of trust that it was offered, after its signatures were verified. What is refused changes nothing: the reader keeps what
 * it has. Pure; the files and the clock are handed in.
 */
import type { IssuerCode } from "../issuer/issuer.ts";
import { accept, refuse, type Refused, type Result } from "../result.ts";
import { type BookEntry, type KeptTrust, type LeftOut, type SignedStatement, timeOf } from "./kept-trust.ts";
import {
  type FileKind,
  MAX_AHEAD_MS,
  type Member,
  type Numbered,
  type Register,
  type Root,
  type State,
  type Statement,
  type Verified,
} from "./trust-files.ts";

export type TakeRefusal =
  | { readonly code: "file_expired" | "file_not_yet_valid" | "file_rolled_back" | "file_forked"; readonly file: FileKind }
  /** Another file than the one that the state names. */
  | { readonly code: "file_another"; readonly file: FileKind }
  /** A file under a root that the reader does not have yet: it walks there first. */
  | { readonly code: "root_unknown"; readonly version: number }
  | { readonly code: "root_skipped"; readonly version: number }
  | { readonly code: "register_loses_members"; readonly lost: number }
  | { readonly code: "trust_inconsistent" }
  | { readonly code: "state_missing" };

type Taken = Result<KeptTrust, TakeRefusal>;

/** The share of the members that a register may lose by mistake without being stopped. */
const MOST_LOST = 0.2;

/** The root after the kept one. Its signatures are those of the keys of both. */
export function takeRoot(kept: KeptTrust, root: Root, clock: number): Taken {
  if (root.version <= kept.root.version) return refuse({ code: "file_rolled_back", file: "root" });
  if (root.version > kept.root.version + 1) return refuse({ code: "root_skipped", version: root.version });
  // An expired root still leads to the one after it.
  if (root.issuedAt > clock + MAX_AHEAD_MS) return refuse({ code: "file_not_yet_valid", file: "root" });
  return accept({ ...kept, root, newest: Math.max(kept.newest, root.issuedAt) });
}

/** The state. A suspension that it does not name stays. */
export function takeState(kept: KeptTrust, state: Verified<State>, clock: number): Taken {
  const fault = faultOf(kept, "state", state, kept.state, clock);
  if (fault !== null) return fault;
  const suspended = new Map(kept.suspended);
  for (const one of state.file.suspended)
    if (one.at > (suspended.get(one.code)?.at ?? Number.NEGATIVE_INFINITY)) suspended.set(one.code, one);
  for (const [code, { at }] of suspended) if (isReadmitted(memberOf(kept.register?.file, code), at)) suspended.delete(code);
  return accept({ ...kept, state, suspended, newest: Math.max(kept.newest, state.file.issuedAt) });
}

/** The register that the kept state names. Ends the suspensions of members that it readmits. */
export function takeRegister(kept: KeptTrust, register: Verified<Register>, clock: number): Taken {
  if (kept.state === null) return refuse({ code: "state_missing" });
  const named = kept.state.file.register;
  if (named.seq !== register.file.seq || named.hash !== register.hash) return refuse({ code: "file_another", file: "register" });
  const fault = faultOf(kept, "register", register, kept.register, clock);
  if (fault !== null) return fault;
  // Of a register that the reader has not seen it cannot know whom that one removed; the nation has compared each with the one before.
  const before = kept.register !== null && register.file.seq === kept.register.file.seq + 1 ? kept.register : null;
  if (before !== null && register.file.before !== before.hash) return refuse({ code: "file_forked", file: "register" });
  const lost = lostMembers(before?.file ?? null, register.file);
  if (lost > 0 && !register.file.mass) return refuse({ code: "register_loses_members", lost });
  const suspended = [...kept.suspended].filter(([code, { at }]) => !isReadmitted(memberOf(register.file, code), at));
  return accept({
    ...kept,
    register,
    bookName: null,
    suspended: new Map(suspended),
    newest: Math.max(kept.newest, register.file.issuedAt),
  });
}

/**
 * The book of all statements, whose digest the kept state names. A statement that cannot be used, or is older than the kept one of its issuer, is left out and
 * named; all others are taken.
 */
export function takeBook(kept: KeptTrust, entries: readonly BookEntry[], digest: string, clock: number): Taken {
  if (kept.state === null) return refuse({ code: "state_missing" });
  if (kept.state.file.book.hash !== digest) return refuse({ code: "trust_inconsistent" });
  return accept({ ...kept, ...bookAfter(kept, entries, clock), bookName: kept.state.file.book });
}

/** The book of these entries, and what is left out of it. */
export function bookAfter(
  kept: Pick<KeptTrust, "book" | "former">,
  entries: readonly BookEntry[],
  clock: number,
): Pick<KeptTrust, "book" | "former" | "leftOut"> {
  const former = new Map(kept.former);
  for (const { code, signed } of kept.book.values()) if (signed !== null) former.set(code, signed);
  const book = new Map<IssuerCode, BookEntry>();
  const leftOut = new Map<IssuerCode, LeftOut>();
  for (const entry of entries) {
    const last = former.get(entry.code) ?? null;
    const fault = statementFault(entry, last, clock);
    if (fault !== null) leftOut.set(entry.code, fault);
    // The hash stays that of the book, so that the digest of the next changes fits.
    book.set(entry.code, fault === null ? entry : { ...entry, signed: last });
  }
  for (const code of book.keys()) former.delete(code);
  return { book, former, leftOut };
}

/** Why a statement does not take the place of the one before of its issuer; null if it does. */
export function statementFault(
  { signed }: Pick<BookEntry, "signed">,
  last: SignedStatement | null,
  clock: number,
): LeftOut | null {
  if (signed === null || signed.statement.issuedAt > clock + MAX_AHEAD_MS) return "unreadable";
  if (last === null) return null;
  const order = signed.key.since - last.key.since || signed.statement.seq - last.statement.seq;
  if (order < 0) return "rolled_back";
  return order === 0 && !isSame(signed.statement, last.statement) ? "forked" : null;
}

/** An issuer signs the same statement again with another signature, and so another hash, because ECDSA is random: that is no fork. */
function isSame(one: Statement, other: Statement): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The fault that a state and a register can have alike. */
function faultOf<T extends Numbered & { readonly issuedAt: number; readonly expiresAt: number }>(
  kept: KeptTrust,
  kind: "register" | "state",
  { file, hash }: Verified<T>,
  before: Verified<T> | null,
  clock: number,
): Refused<TakeRefusal> | null {
  if (file.root > kept.root.version) return refuse({ code: "root_unknown", version: file.root });
  const order = before === null ? 1 : compare(file, before.file);
  if (order < 0) return refuse({ code: "file_rolled_back", file: kind });
  if (order === 0 && hash !== before?.hash) return refuse({ code: "file_forked", file: kind });
  // By the reader's own clock: otherwise files that are each a little ahead would carry its time away for good.
  if (file.issuedAt > clock + MAX_AHEAD_MS) return refuse({ code: "file_not_yet_valid", file: kind });
  return timeOf(kept, clock) >= file.expiresAt ? refuse({ code: "file_expired", file: kind }) : null;
}

/** The number of members that the register loses, if it is more than a share that may be lost by mistake; otherwise 0. */
export function lostMembers(before: Pick<Register, "members"> | null, after: Pick<Register, "members">): number {
  const codes = new Set(after.members.map(({ code }) => code));
  const members = before?.members ?? [];
  const lost = members.filter(({ code }) => !codes.has(code)).length;
  return lost > members.length * MOST_LOST ? lost : 0;
}

function compare(one: Numbered, other: Numbered): number {
  return one.root - other.root || one.seq - other.seq;
}

/** The member with this code; undefined without one. */
export function memberOf(register: Register | undefined, code: IssuerCode): Member | undefined {
  return register?.members.find((member) => member.code === code);
}

/** Whether a suspension of this time is over. */
export function isReadmitted(member: Member | undefined, suspendedAt: number): boolean {
  return member !== undefined && member.readmitted !== null && member.readmitted >= suspendedAt;
}

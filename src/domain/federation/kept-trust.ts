/** What a reader of the files of trust believes. take-trust.ts decides what it takes. Pure. */
import type { IssuerCode } from "../issuer/issuer.ts";
import type { FileName, IdentityKey, Member, Register, Root, State, Statement, Suspension, Verified } from "./trust-files.ts";

/** A statement of the book, or one that cannot be used: then its issuer keeps the one before. */
export interface BookEntry {
  readonly code: IssuerCode;
  readonly text: string;
  /** The hash of the text, which the digest covers also when the text cannot be used. */
  readonly hash: string;
  /** Null if it cannot be read, is not signed by an identity key of its issuer, or its issuer is no member. */
  readonly signed: SignedStatement | null;
}

export interface SignedStatement {
  readonly statement: Statement;
  /** The identity key that signed it. */
  readonly key: IdentityKey;
  /** The hash of its own text: another one than that of its entry if the text of the entry was left out. */
  readonly hash: string;
}

/** A member of the register. */
export interface BelievedMember {
  readonly member: Member;
  /** Null: none that counts, so that its codes cannot be checked. */
  readonly statement: Statement | null;
  readonly suspension: Suspension | null;
}

/** What a reader believes. */
export interface KeptTrust {
  readonly root: Root;
  readonly register: Verified<Register> | null;
  readonly state: Verified<State> | null;
  readonly book: ReadonlyMap<IssuerCode, BookEntry>;
  /** The last statements of issuers that the book has no longer: an older one does not come back. */
  readonly former: ReadonlyMap<IssuerCode, SignedStatement>;
  /** Which book that is, for the changes since; null before the first one, and after a new register, because its identity keys may open other statements. */
  readonly bookName: FileName | null;
  /** The suspensions that hold, also those that the present state does not name: only a register ends one. */
  readonly suspended: ReadonlyMap<IssuerCode, Suspension>;
  /** The issuers whose present statement was left out, and why; they keep the one before, if they had one. */
  readonly leftOut: ReadonlyMap<IssuerCode, LeftOut>;
  /** The latest time of issue of a file that was taken, ms: the reader takes its own clock to be at least this. */
  readonly newest: number;
}

export type LeftOut = "unreadable" | "rolled_back" | "forked";

/** A reader that has only its pinned root. */
export function beginTrust(root: Root): KeptTrust {
  return {
    root,
    register: null,
    state: null,
    book: new Map(),
    former: new Map(),
    bookName: null,
    suspended: new Map(),
    leftOut: new Map(),
    newest: root.issuedAt,
  };
}

/** The time as the reader takes it: a clock that was put back does not make an old file new. */
export function timeOf({ newest }: KeptTrust, clock: number): number {
  return Math.max(clock, newest);
}

/** The members of the register, with the statements that the reader can use: those that a key has signed which the register still lists. */
export function believedMembers({ register, book, suspended }: KeptTrust): readonly BelievedMember[] {
  return (register?.file.members ?? []).map((member) => {
    const signed = book.get(member.code)?.signed;
    const counts =
      signed && member.keys.some(({ kid, x, y }) => kid === signed.key.kid && x === signed.key.x && y === signed.key.y);
    return { member, statement: counts ? signed.statement : null, suspension: suspended.get(member.code) ?? null };
  });
}

/**
 * The four files of trust between issuers as values: the root says whose keys sign the others, the register who is a member, a statement with which keys a
 * member signs, and the state which of these files hold now and who is suspended. token/federation reads and signs their texts. Times are ms since 1970.
 */
import type { KeyKind } from "../code/claims.ts";
import type { IssuerCode } from "../issuer/issuer.ts";

/** The files, by the names that they have in refusals. */
export type FileKind = "root" | "register" | "statement" | "state";

/** The longest text of each file in bytes, and of all statements together. A reader counts while it reads. */
export const MAX_FILE_BYTES = { root: 16_384, register: 2_097_152, statement: 8192, state: 4096 } as const;
export const MAX_BOOK_BYTES = 4_194_304;
/** The content type with which each file and the book is served: a reader takes no other. RFC 7515 §9.2.1, docs/trust.md §7. */
export const FILE_CONTENT_TYPES = {
  root: "application/jose+json",
  register: "application/jose+json",
  statement: "application/yima-statement+jwt",
  state: "application/yima-state+jwt",
  book: "application/json",
} as const;
export const MAX_MEMBERS = 2000;
/** The most keys of a role, and of a member. */
export const MAX_KEYS = 8;
/** How far a file may be dated after the reader's clock. */
export const MAX_AHEAD_MS = 120_000;

/** A public key of ECDSA on P-256 with its name. */
export interface FileKey {
  readonly kid: string;
  /** The coordinates of the point, 32 bytes each in base64url. */
  readonly x: string;
  readonly y: string;
}

/** Who signs one kind of file: at least `threshold` of these keys. No two keys have the same name or the same point. */
export interface Role {
  readonly threshold: number;
  readonly keys: readonly FileKey[];
}

interface Dated {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface Root extends Dated {
  readonly version: number;
  readonly roles: Readonly<Record<"root" | "register" | "state", Role>>;
}

/** The version of the root under which a file was made, and its number below it. The later file has the greater pair, so that a new root ends a number that a thief has driven to the end. */
export interface Numbered {
  readonly root: number;
  readonly seq: number;
}

/** The key by which a member signs its statements. */
export interface IdentityKey extends FileKey {
  /** The number of the first register that lists the key: the statements of a later key come after all of an earlier one. */
  readonly since: number;
}

export interface Member {
  readonly code: IssuerCode;
  readonly name: { readonly zh: string; readonly en: string };
  /** `https://` and a host: all addresses of a member are fixed paths below it. */
  readonly origin: string;
  /** What the region has: A its own code, B a system that cannot sign codes, C none. */
  readonly mode: "A" | "B" | "C";
  readonly from: number;
  readonly until: number | null;
  /** A suspension of this time or earlier is over; null if there never was one. */
  readonly readmitted: number | null;
  readonly maxLifetimeMinutes: { readonly live: number; readonly paper: number };
  readonly keys: readonly IdentityKey[];
}

/** Names with at least two labels, the last of letters: no address, no port, no user. */
const PUBLIC = /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const PRIVATE = /\.(?:internal|local|localhost|localdomain|home|lan|corp|intranet|test|invalid|example)$/;
const ON_ONE_MACHINE = /^http:\/\/(?:[a-z0-9-]+\.)*localhost:[1-9]\d{0,4}$/;
const MAX_ORIGIN = 200;

/**
 * Whether a member may have this origin. Requests to members go to origins of the register only, so this keeps them out of private networks.
 * @param onOneMachine whether the members are on one machine, with names below `localhost`
 */
export function isMemberOrigin(text: string, onOneMachine: boolean): boolean {
  if (text.length > MAX_ORIGIN) return false;
  return (PUBLIC.test(text) && !PRIVATE.test(text)) || (onOneMachine && ON_ONE_MACHINE.test(text));
}

/** Officers read names before they sign: letters, numbers and a few signs, none that is invisible or turns the direction. */
const NAME = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .·'’()（）-]{0,79}$/u;

/** Whether officers can read the name before they sign. */
export function isMemberName(value: unknown): value is string {
  return typeof value === "string" && NAME.test(value);
}

export interface Register extends Dated, Numbered {
  /** The hash of the register before it; null in the first one. */
  readonly before: string | null;
  /** Whether the officers confirm that it loses more than a fifth of the members. */
  readonly mass: boolean;
  readonly members: readonly Member[];
  /** Entries that are no members: left out, and named so that the nation and the issuer can mend them. */
  readonly leftOut: readonly string[];
}

/** A key with which a member signs codes. */
export interface StatedKey extends FileKey {
  readonly number: number;
  readonly notBefore: number;
  readonly notAfter: number;
  /** Null: codes of all kinds. */
  readonly kind: KeyKind | null;
}

export interface Statement extends Dated {
  readonly issuer: IssuerCode;
  readonly seq: number;
  readonly keys: readonly StatedKey[];
  /** The register in which its issuer believes: 600 issuers witness that all readers are shown the same one. */
  readonly saw: FileName | null;
}

/** A file by its number and the hash of its bytes: SHA-256 in base64url. */
export interface FileName {
  readonly seq: number;
  readonly hash: string;
}

export interface Suspension {
  readonly code: IssuerCode;
  readonly at: number;
  readonly reason: string;
}

const REASON = /^[a-z][a-z_]{0,39}$/;

/** Whether a suspension may have this reason: a short word of small letters. */
export function isReason(value: unknown): value is string {
  return typeof value === "string" && REASON.test(value);
}

export interface State extends Dated, Numbered {
  readonly register: FileName;
  /** The number of the book, and the digest over the hashes of all statements. */
  readonly book: FileName;
  readonly suspended: readonly Suspension[];
}

/** A file whose signatures were verified, with its text and the hash of its bytes. */
export interface Verified<T> {
  readonly file: T;
  readonly text: string;
  readonly hash: string;
}

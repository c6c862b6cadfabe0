/** What the readers of all four files of trust share: bounds, refusals, the count of signatures, and the members that several files have. */
import { type FileKind, type FileName, MAX_FILE_BYTES, type Role, type Verified } from "../../domain/federation/trust-files.ts";
import type { Bytes } from "../../domain/code/claims.ts";
import { accept, refuse, type Refused, type Result } from "../../domain/result.ts";
import { fromBase64url, toBase64url } from "../code/base64url.ts";
import { type Fields, listOf } from "../status/fields.ts";
import { payloadOf } from "../status/jws.ts";
import { compactFile, generalFile, generalParts, type SignaturePart, signers, type UnverifiedFile } from "./signed-file.ts";

export const FILE_TYPES = {
  root: "yima-root+jws",
  register: "yima-register+jws",
  statement: "yima-statement+jwt",
  state: "yima-state+jwt",
} as const satisfies Record<FileKind, string>;

export interface ReadRefusal {
  /** `file_signature_missing`: fewer people have signed than must, or with other keys. */
  readonly code: "file_too_large" | "file_malformed" | "file_signature_missing";
  readonly file: FileKind;
}

export type Read<T> = Promise<Result<T, ReadRefusal>>;

const HASH_BYTES = 32;
/** The last second that a code can name. */
export const MAX_SECONDS = 0xffffffff;

/** The parts of a file that several people sign (root and register), or one key (statement and state). */
export function opened(text: string, kind: FileKind): Result<UnverifiedFile, ReadRefusal> {
  // A character has at least one byte; the exact number of bytes was counted while the text was read.
  if (text.length > MAX_FILE_BYTES[kind]) return refuse({ code: "file_too_large", file: kind });
  const isGeneral = kind === "root" || kind === "register";
  const file = isGeneral ? generalFile(text, FILE_TYPES[kind]) : compactFile(text, FILE_TYPES[kind]);
  return file === null ? malformed(kind) : accept(file);
}

/** A file that several people are about to sign. */
export interface Candidate<T> {
  readonly file: T;
  readonly payload: Bytes;
  readonly hash: string;
  /** The signatures that it has already, unverified. */
  readonly signatures: readonly SignaturePart[];
}

/** Reads a file that is not signed yet, or not by all who must. @param read its value; null if the members are none of this kind */
export async function readUnsigned<T>(text: string, kind: FileKind, read: (members: Fields) => T | null): Read<Candidate<T>> {
  if (text.length > MAX_FILE_BYTES[kind]) return refuse({ code: "file_too_large", file: kind });
  const parts = generalParts(text);
  const payload = parts && fromBase64url(parts.payload);
  const members = payload && payloadOf({ payload });
  const file = members && read(members);
  if (!parts || !payload || !file) return malformed(kind);
  return accept({ file, payload, hash: await fileHash(payload), signatures: parts.signatures });
}

/** A file with its hash, if as many people of the role have signed it as must. */
export async function verified<T>(file: UnverifiedFile, kind: FileKind, role: Role, value: T): Read<Verified<T>> {
  if ((await signers(file, role)) < role.threshold) return unsigned(kind);
  return accept({ file: value, text: file.text, hash: await fileHash(file.payloadBytes) });
}

/** The hash by which files name each other: SHA-256 in base64url. */
export async function fileHash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** The hash of a text: by it the digest of the book names a statement. */
export function textHash(text: string): Promise<string> {
  return fileHash(new TextEncoder().encode(text));
}

export function malformed(file: FileKind): Refused<ReadRefusal> {
  return refuse({ code: "file_malformed", file });
}

export function unsigned(file: FileKind): Refused<ReadRefusal> {
  return refuse({ code: "file_signature_missing", file });
}

/** A number and a hash, as `[41,"…"]`; null if it is none. */
export function fileNameOf(value: unknown): FileName | null {
  const [seq, hash, ...more] = listOf(value) ?? [];
  return isCount(seq, 0) && isHash(hash) && more.length === 0 ? { seq, hash } : null;
}

/** A number and a hash as a file has them. */
export function fileNameList({ seq, hash }: FileName): readonly [number, string] {
  return [seq, hash];
}

/** An instant in seconds since 1970, as files have it; null stays null. */
export function secondsOf(ms: number): number;
export function secondsOf(ms: number | null): number | null;
export function secondsOf(ms: number | null): number | null {
  return ms === null ? null : Math.floor(ms / 1000);
}

/** The times of issue and expiry as members of a file. */
export function datesIn({ issuedAt, expiresAt }: { readonly issuedAt: number; readonly expiresAt: number }): Fields {
  return { iat: secondsOf(issuedAt), exp: secondsOf(expiresAt) };
}

/** The times of issue and expiry; null if they are not in this order. */
export function datesOf({ iat, exp }: Fields): { readonly issuedAt: number; readonly expiresAt: number } | null {
  const [issuedAt, expiresAt] = [msOf(iat), msOf(exp)];
  return issuedAt !== undefined && expiresAt !== undefined && issuedAt < expiresAt ? { issuedAt, expiresAt } : null;
}

/** Seconds since 1970 as ms; undefined if they are none that a code can name. */
export function msOf(value: unknown): number | undefined {
  return isCount(value, 0) && value <= MAX_SECONDS ? value * 1000 : undefined;
}

/** Whether a value is a whole number of at least `least` that a double holds exactly. */
export function isCount(value: unknown, least: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}

export function isHash(value: unknown): value is string {
  return typeof value === "string" && fromBase64url(value)?.length === HASH_BYTES;
}

/** Reads the book of all statements, whole or as the changes since the kept one. docs/trust.md §3. */
import type { BookEntry, KeptTrust } from "../../domain/federation/kept-trust.ts";
import { MAX_BOOK_BYTES } from "../../domain/federation/trust-files.ts";
import { isIssuerCode, type IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { type Fields, fieldsOf, jsonOf, listOf } from "../status/fields.ts";
import { jwsOf, payloadOf } from "../status/jws.ts";
import { isCount, opened, textHash } from "./read-file.ts";
import { signedStatement } from "./statement.ts";

export type BookRefusal = { readonly code: "book_too_large" | "book_malformed" };

export interface ReadBook {
  /** All statements, in the order of their issuers. */
  readonly entries: readonly BookEntry[];
  readonly digest: string;
}

/** The statements that a server has, each with the number of the book that brought it; without a text the member went with that book. */
export interface ServedBook {
  readonly seq: number;
  readonly statements: readonly { readonly code: IssuerCode; readonly text: string | null; readonly changed: number }[];
}

/** The text of a book: the changes since the book of this number, or the whole one for 0 and for a number that is not there. */
export function bookText({ seq, statements }: ServedBook, since: number): string {
  const from = since > 0 && since <= seq ? since : 0;
  const changes = statements.filter(({ changed }) => changed > from);
  const gone = changes.filter(({ text }) => from > 0 && text === null).map(({ code }) => code);
  return JSON.stringify({ from, to: seq, statements: changes.flatMap(({ text }) => text ?? []), gone });
}

/**
 * Reads a whole book, or the changes of a book since the one that is kept: `{"from":881,"to":893,"statements":["…"],"gone":["44"]}`. A statement that cannot be
 * used is an entry without one, because the digest covers it too.
 */
export async function readBook(text: string, kept: KeptTrust): Promise<Result<ReadBook, BookRefusal>> {
  if (text.length > MAX_BOOK_BYTES) return refuse({ code: "book_too_large" });
  const { from, to, statements, gone } = fieldsOf(jsonOf(text));
  const [texts, left] = [listOf(statements), listOf(gone)];
  if (!isCount(from, 0) || !isCount(to, 0) || !texts || !left) return refuse({ code: "book_malformed" });
  const read = await Promise.all(texts.map((one) => entryOf(one, kept)));
  if (!read.every((entry) => entry !== null) || !left.every((code) => typeof code === "string"))
    return refuse({ code: "book_malformed" });
  const book = new Map(from === 0 ? [] : kept.book);
  for (const code of left) book.delete(code as IssuerCode);
  for (const entry of read) book.set(entry.code, entry);
  const entries = [...book.values()].toSorted((one, other) => Number(one.code) - Number(other.code));
  return accept({ entries, digest: await digestOf(entries) });
}

/** Null if the text does not even name an issuer. */
async function entryOf(text: unknown, { register, book }: KeptTrust): Promise<BookEntry | null> {
  if (typeof text !== "string") return null;
  // Taken apart once, because a first book has hundreds.
  const file = opened(text, "statement");
  const code = file.ok ? issuerIn(file.value.payload) : statedIssuer(text);
  if (code === null) return null;
  const hash = await textHash(text);
  const kept = book.get(code)?.signed;
  // A statement is verified once.
  if (kept?.hash === hash) return { code, text, hash, signed: kept };
  const member = register?.file.members.find((one) => one.code === code);
  const signed = member === undefined || !file.ok ? null : await signedStatement(file.value, member);
  return { code, text, hash, signed: signed?.ok === true ? { ...signed.value, hash } : null };
}

/** SHA-256 over `CODE.HASH` and a line feed of each statement, in ascending order of the issuers' numbers, in base64url. */
export async function digestOf(entries: readonly Pick<BookEntry, "code" | "hash">[]): Promise<string> {
  return textHash(entries.map(({ code, hash }) => `${code}.${hash}\n`).join(""));
}

/** The issuer that a statement names, unverified; null if it names none. */
export function statedIssuer(text: string): IssuerCode | null {
  const jws = jwsOf(text);
  return jws && issuerIn(payloadOf(jws));
}

function issuerIn(payload: Fields | null): IssuerCode | null {
  const code = payload?.["iss"];
  return isIssuerCode(code) ? code : null;
}

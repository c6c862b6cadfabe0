/** Reads and writes letters between issuers and their receipts, compact JWS by signing keys of codes. docs/trust.md §10. */
import {
  ITEM_STATES,
  type ItemResult,
  type Letter,
  type LetterItem,
  LETTER_VALID_MS,
  MAX_LETTER_BYTES,
  MAX_LETTER_ITEMS,
  MAX_RECEIPT_BYTES,
  type Receipt,
} from "../../domain/federation/letter.ts";
import { isIssuerCode, type IssuerCode } from "../../domain/issuer/issuer.ts";
import { ES256, kidOf } from "../code/header.ts";
import { type Fields, fieldsOf, listOf } from "../status/fields.ts";
import type { TrustedKey } from "../status/trust.ts";
import { datesIn, datesOf, isHash, msOf, secondsOf } from "./read-file.ts";
import { compactFile, compactText, type FileSigner, payloadBytes, type UnverifiedFile } from "./signed-file.ts";

export const LETTER_TYPE = "yima-letter+jwt";
export const RECEIPT_TYPE = "yima-receipt+jwt";

/** UUID, RFC 9562, in lower case. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KIND = /^[a-z_]{1,32}$/;
const AUDIENCE = "urn:yima:issuer:";

/** A letter or a receipt whose signature is not verified yet. */
export interface Unverified<T> {
  readonly value: T;
  readonly file: UnverifiedFile;
}

/** The text of a letter of now. */
export function letterText(letter: Omit<Letter, "expiresAt">, signer: FileSigner): Promise<string> {
  const { from, to, issuedAt, id, kind, items } = letter;
  const dates = datesIn({ issuedAt, expiresAt: issuedAt + LETTER_VALID_MS });
  return compactText(payloadBytes({ iss: from, aud: AUDIENCE + to, ...dates, jti: id, kind, items }), LETTER_TYPE, signer);
}

/** The letter in a text; null if it has another form. */
export function openLetter(text: string): Unverified<Letter> | null {
  const file = text.length <= MAX_LETTER_BYTES ? compactFile(text, LETTER_TYPE) : null;
  const value = file && letterOf(file.payload);
  return file && value && { value, file };
}

function letterOf({ iss, aud, jti, kind, items, ...rest }: Fields): Letter | null {
  const [to, dates, list] = [issuerIn(aud), datesOf(rest), listOf(items) ?? []];
  const read = list.map(itemOf);
  if (!isIssuerCode(iss) || to === null || dates === null || !isUuid(jti) || typeof kind !== "string" || !KIND.test(kind)) {
    return null;
  }
  const isGood = read.length > 0 && read.length <= MAX_LETTER_ITEMS && read.every((item) => item !== null);
  return isGood && areNamed(read) ? { from: iss, to, ...dates, id: jti, kind, items: read } : null;
}

function itemOf(value: unknown): LetterItem | null {
  const { id, ...members } = fieldsOf(value);
  return isUuid(id) ? { ...members, id } : null;
}

/** The text of a receipt. */
export function receiptText({ from, to, issuedAt, re, hash, results }: Receipt, signer: FileSigner): Promise<string> {
  const members = { iss: from, aud: AUDIENCE + to, iat: secondsOf(issuedAt), re, hash, results };
  return compactText(payloadBytes(members), RECEIPT_TYPE, signer);
}

/** The receipt in a text; null if it has another form. */
export function openReceipt(text: string): Unverified<Receipt> | null {
  const file = text.length <= MAX_RECEIPT_BYTES ? compactFile(text, RECEIPT_TYPE) : null;
  const value = file && receiptOf(file.payload);
  return file && value && { value, file };
}

function receiptOf({ iss, aud, iat, re, hash, results }: Fields): Receipt | null {
  const [to, issuedAt, list] = [issuerIn(aud), msOf(iat), listOf(results) ?? []];
  const read = list.map(resultOf);
  if (!isIssuerCode(iss) || to === null || issuedAt === undefined || !isUuid(re) || !isHash(hash)) return null;
  const isGood = read.length <= MAX_LETTER_ITEMS && read.every((result) => result !== null);
  return isGood && areNamed(read) ? { from: iss, to, issuedAt, re, hash, results: read } : null;
}

function resultOf(value: unknown): ItemResult | null {
  const { id, state, code } = fieldsOf(value);
  const known = ITEM_STATES.find((one) => one === state);
  if (!isUuid(id) || known === undefined) return null;
  if (code === undefined) return { id, state: known };
  return typeof code === "string" && KIND.test(code) ? { id, state: known, code } : null;
}

/**
 * Whether a key of the issuer has signed, that signs codes at this moment.
 * @param keys of the issuer, by their numbers @param at ms
 */
export async function isSignedBy(
  { signatures }: UnverifiedFile,
  issuer: IssuerCode,
  keys: ReadonlyMap<number, TrustedKey>,
  at: number,
): Promise<boolean> {
  const [one] = signatures;
  const named = [...keys].find(([number]) => kidOf(issuer, number) === one?.kid)?.[1];
  if (one === undefined || named === undefined || at < named.notBefore || at >= named.notAfter) return false;
  const publicKey = await named.publicKey();
  return publicKey !== null && crypto.subtle.verify(ES256, publicKey, one.signature, one.input);
}

/** The issuer that an audience names; null if it names none. */
function issuerIn(audience: unknown): IssuerCode | null {
  const code = typeof audience === "string" && audience.startsWith(AUDIENCE) ? audience.slice(AUDIENCE.length) : undefined;
  return isIssuerCode(code) ? code : null;
}

function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

/** No two items of a letter have the same name. */
function areNamed(items: readonly { readonly id: string }[]): boolean {
  return new Set(items.map(({ id }) => id)).size === items.length;
}

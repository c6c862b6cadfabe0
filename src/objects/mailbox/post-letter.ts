/** Posts one letter to the fixed path below a peer's origin, and reads the receipt. docs/trust.md §10. */
import {
  type LetterFault,
  type Letter,
  type LetterKind,
  MAX_RECEIPT_BYTES,
  type Receipt,
} from "../../domain/federation/letter.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { isSignedBy, LETTER_TYPE, letterText, openReceipt, RECEIPT_TYPE } from "../../token/federation/letter.ts";
import { kidOf } from "../../token/code/header.ts";
import { textHash } from "../../token/federation/read-file.ts";
import { boundedBytes } from "../../token/status/bounded-bytes.ts";
import { fieldsOf, jsonOf, textOf } from "../../token/status/fields.ts";
import type { TrustedKey } from "../../token/status/trust.ts";
import type { SigningKey } from "../issuer/signing-key.ts";

const PATH = "/api/v1/letters";
/** Until the first byte of the answer, and for all of it. */
const FIRST_BYTE_MS = 5000;
const WHOLE_MS = 10_000;
const MAX_CODE = 40;
const SERVER_ERROR = 500;

/** `detail`: the code of a refusal, or a status. */
export type Posted =
  | { readonly receipt: Receipt }
  | { readonly receipt: null; readonly fault: LetterFault; readonly detail: string | null };

export interface Peer {
  readonly code: IssuerCode;
  readonly origin: string;
  /** The keys with which it signs codes and receipts; none: no receipt of it is believed. */
  readonly keys: ReadonlyMap<number, TrustedKey>;
}

export interface Contents extends Pick<Letter, "items"> {
  readonly kind: LetterKind;
}

/** Posts items in a new letter. @param key with which the issuer `own` signs codes now */
export async function postLetter(key: SigningKey, contents: Contents, own: IssuerCode, peer: Peer): Promise<Posted> {
  const id = crypto.randomUUID();
  const letter = { from: own, to: peer.code, issuedAt: Date.now(), id, ...contents };
  const text = await letterText(letter, { kid: kidOf(own, key.number), privateKey: key.privateKey });
  const answer = await answerOf(`${peer.origin}${PATH}`, text);
  if (answer === null) return { receipt: null, fault: "silent", detail: null };
  if (answer.status >= SERVER_ERROR) return { receipt: null, fault: "silent", detail: String(answer.status) };
  if (answer.status !== 200) return { receipt: null, fault: "refused", detail: answer.code ?? String(answer.status) };
  const opened = answer.text === undefined ? null : openReceipt(answer.text);
  const { receipt, file } = opened === null ? { receipt: null, file: null } : { receipt: opened.value, file: opened.file };
  const isMine =
    receipt !== null &&
    receipt.from === peer.code &&
    receipt.to === own &&
    receipt.re === id &&
    receipt.hash === (await textHash(text)) &&
    (await isSignedBy(file, peer.code, peer.keys, receipt.issuedAt));
  return isMine ? { receipt } : { receipt: null, fault: "receipt", detail: null };
}

interface Answer {
  readonly status: number;
  /** Of a status of 200 with the type of a receipt; undefined: too long, of another type, or no UTF-8. */
  readonly text?: string;
  /** The code of a problem (RFC 9457). */
  readonly code?: string;
}

/** Null without an answer in time. */
async function answerOf(address: string, body: string): Promise<Answer | null> {
  const cut = new AbortController();
  const [first, whole] = [FIRST_BYTE_MS, WHOLE_MS].map((ms) => setTimeout(() => cut.abort(), ms));
  try {
    const headers = { "content-type": `application/${LETTER_TYPE}` };
    const answer = await fetch(address, { method: "POST", body, headers, redirect: "manual", signal: cut.signal });
    clearTimeout(first ?? null);
    const { status } = answer;
    const bytes = answer.body === null ? null : await boundedBytes(answer.body, MAX_RECEIPT_BYTES);
    const text = textOf(bytes);
    if (status !== 200) {
      const { code } = fieldsOf(jsonOf(text));
      return typeof code === "string" ? { status, code: code.slice(0, MAX_CODE) } : { status };
    }
    const isReceipt = answer.headers.get("content-type") === `application/${RECEIPT_TYPE}`;
    return text !== undefined && isReceipt ? { status, text } : { status };
  } catch {
    return null;
  } finally {
    clearTimeout(first ?? null);
    clearTimeout(whole ?? null);
  }
}

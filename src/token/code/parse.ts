/** Parses the text of a QR symbol into the parts of a code. Checks the form only; verifies no signature. docs/code-format.md §4. */
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { Bytes, Claims } from "../../domain/code/claims.ts";
import { digitCount, fromDigits, uint } from "./digits.ts";
import { readRecord } from "./record.ts";
import type { DigitsRefusal, RecordRefusal } from "../../domain/code/refusal.ts";

/** The most digits of a code of any version of the format: the capacity of a QR symbol of 61×61 modules at level M. */
export const MAX_CODE_DIGITS = 604;
/** The fewest digits of a code of version 1: a paper code with a name of one byte. */
const MIN_CODE_DIGITS = 255;
const SIGNATURE_BYTES = 64;
const PROOF_BYTES = 4 + SIGNATURE_BYTES;

export interface ParsedCode {
  readonly claims: Claims;
  /** The claim record: the payload of the JWS. */
  readonly record: Bytes;
  /** The issuer's signature, r ‖ s. */
  readonly signature: Bytes;
  /** The proof that the phone has the device key; null if the code is not live. */
  readonly proof: {
    /** The time of the proof, milliseconds since 1970. */
    readonly time: number;
    /** The bytes that the device signed, without the leading `yima-live-1`. */
    readonly signed: Bytes;
    /** The device's signature, r ‖ s. */
    readonly signature: Bytes;
  } | null;
}

export type ParseResult = Result<ParsedCode, DigitsRefusal | RecordRefusal>;

/** Whether the text of a QR symbol may be a code: only digits, and at least as many as the shortest code has. A longer text may be a code of a later version. */
export function mayBeCode(text: string): boolean {
  return text.length >= MIN_CODE_DIGITS && /^\d+$/.test(text);
}

/** The parts of a code. Refuses in the order: characters, length, digit groups, version, kind, a record that is cut off, its fields, a wrong length for the kind. */
export function parseCode(text: string): ParseResult {
  if (text.length < MIN_CODE_DIGITS || text.length > MAX_CODE_DIGITS)
    return /^\d+$/.test(text) ? wrongLength(text.length) : refuse({ code: "not_a_code" });
  const digits = fromDigits(text);
  return digits.ok ? parseBytes(digits.value) : digits;
}

/** The parts of the bytes of a code, as `scannedBytes` makes them. Refuses like `parseCode`, from the version on. */
export function parseBytes(bytes: Bytes): ParseResult {
  const read = readRecord(bytes);
  if (!read.ok) return read;
  const { claims, length } = read.value;
  const signatureEnd = length + SIGNATURE_BYTES;
  const end = claims.kind === "live" ? signatureEnd + PROOF_BYTES : signatureEnd;
  if (bytes.length !== end) return wrongLength(digitCount(bytes.length));
  const record = bytes.subarray(0, length);
  const signature = bytes.subarray(length, signatureEnd);
  if (claims.kind !== "live") return accept({ claims, record, signature, proof: null });
  const proof = {
    time: uint(bytes, signatureEnd, 4) * 1000,
    signed: bytes.subarray(0, end - SIGNATURE_BYTES),
    signature: bytes.subarray(end - SIGNATURE_BYTES),
  };
  return accept({ claims, record, signature, proof });
}

/** The bytes of a code as it was scanned. */
export function scannedBytes({ record, signature, proof }: ParsedCode): Bytes {
  return joinBytes(proof === null ? [record, signature] : [proof.signed, proof.signature]);
}

export function joinBytes(parts: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function wrongLength(digits: number) {
  return refuse({ code: "wrong_length", digits } as const);
}

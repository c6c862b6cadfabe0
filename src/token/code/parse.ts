/** Parses the text of a symbol into its parts. Checks the form only; verifies no signature. docs/code-format.md §4. */
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { Bytes, Claims } from "../../domain/code/claims.ts";
import { fromDigits } from "./digits.ts";
import { readRecord } from "./record.ts";
import type { DigitsRefusal, RecordRefusal } from "../../domain/code/refusal.ts";

/** The capacity of 61×61 modules at level M: no code of any version is longer. */
export const MAX_CODE_DIGITS = 604;
/** A paper code with a name of one byte: no code of version 1 is shorter. */
const MIN_CODE_DIGITS = 255;
const SIGNATURE_BYTES = 64;
const PROOF_BYTES = 4 + SIGNATURE_BYTES;

export interface ParsedCode {
  readonly claims: Claims;
  /** The payload of the JWS. */
  readonly record: Bytes;
  /** r ‖ s of the issuer. */
  readonly signature: Bytes;
  /** Null if the code is not live. */
  readonly proof: {
    /** Milliseconds since 1970. */
    readonly time: number;
    /** The bytes that the device signed, without the leading `yima-live-1`. */
    readonly signed: Bytes;
    /** r ‖ s of the device. */
    readonly signature: Bytes;
  } | null;
}

export type ParseResult = Result<ParsedCode, DigitsRefusal | RecordRefusal>;

/** The parts of a code. Refuses in the order: characters, length, digit groups, version, kind, length of the kind, fields. */
export function parseCode(text: string): ParseResult {
  if (text.length < MIN_CODE_DIGITS || text.length > MAX_CODE_DIGITS)
    return /^\d+$/.test(text) ? wrongLength(text) : refuse({ code: "not_a_code" });
  const digits = fromDigits(text);
  if (!digits.ok) return digits;
  const bytes = digits.value;
  const read = readRecord(bytes);
  if (!read.ok) return read;
  const { claims, length } = read.value;
  const signatureEnd = length + SIGNATURE_BYTES;
  const end = claims.kind === "live" ? signatureEnd + PROOF_BYTES : signatureEnd;
  if (bytes.length !== end) return wrongLength(text);
  const record = bytes.subarray(0, length);
  const signature = bytes.subarray(length, signatureEnd);
  if (claims.kind !== "live") return accept({ claims, record, signature, proof: null });
  const proof = {
    time: new DataView(bytes.buffer).getUint32(signatureEnd) * 1000,
    signed: bytes.subarray(0, end - SIGNATURE_BYTES),
    signature: bytes.subarray(end - SIGNATURE_BYTES),
  };
  return accept({ claims, record, signature, proof });
}

function wrongLength(text: string) {
  return refuse({ code: "wrong_length", digits: text.length } as const);
}

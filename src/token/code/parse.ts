/** The text of a symbol → its parts, by shape alone: nothing here is verified. docs/code-format.md §4. */
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { Bytes, Claims } from "../../domain/code/claims.ts";
import { fromDigits } from "./digits.ts";
import { readRecord } from "./record.ts";
import type { DigitsRefusal, RecordRefusal } from "../../domain/code/refusal.ts";

/** What 61×61 modules hold at level M: nothing longer is a code of any version. */
export const MAX_CODE_DIGITS = 604;
/** A paper code with a name of one byte; nothing shorter is a code of version 1. */
const MIN_CODE_DIGITS = 255;
const SIGNATURE_BYTES = 64;
const PROOF_BYTES = 4 + SIGNATURE_BYTES;

export interface ParsedCode {
  readonly claims: Claims;
  /** Payload of the JWS. */
  readonly record: Bytes;
  /** r ‖ s of the issuer. */
  readonly signature: Bytes;
  /** With a live code only. */
  readonly proof: {
    /** Milliseconds since 1970. */
    readonly time: number;
    /** What the device signed, without the leading `yima-live-1`. */
    readonly signed: Bytes;
    /** r ‖ s of the device. */
    readonly signature: Bytes;
  } | null;
}

export type ParseResult = Result<ParsedCode, DigitsRefusal | RecordRefusal>;

/** Parts of a code's digits. Refusals in the order: characters, length, digit groups, version, kind, length of the kind, fields. */
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

/** The proof that the holder of a live code hands it over to another issuer: the code's own device key signs for whom, for what and for which new keys. docs/code-format.md §10. */
import type { Bytes } from "../../domain/code/claims.ts";
import { HANDOVER_PURPOSES, type HandoverPurpose, type HandoverRefusal } from "../../domain/federation/handover.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { deviceKeyOf } from "./device-key.ts";
import { uint } from "./digits.ts";
import { ES256 } from "./header.ts";
import { isLowS, withLowS } from "./low-s.ts";
import { joinBytes, type ParsedCode } from "./parse.ts";
import { LIVE_WINDOW_SECONDS } from "./verify.ts";

/** The first bytes of what the device signs, so that no proof of a live code (proof.ts) is a hand-over. */
const LABEL = Uint8Array.from("yima-handover-1\n", (letter) => letter.charCodeAt(0));
const HASH_BYTES = 32;
const HASH_AT = 4;
const TIME_AT = HASH_AT + HASH_BYTES;
const TERMS_BYTES = TIME_AT + 4;
const SIGNATURE_BYTES = 64;

/** For whom, for what and for which new keys a code is handed over. */
export interface HandoverTerms {
  readonly target: IssuerCode;
  readonly purpose: HandoverPurpose;
  /** SHA-256 of the new device keys, 32 bytes. */
  readonly keysHash: Bytes;
}

/** The signed part of a code: its claim record and the issuer's signature. */
type Credential = Pick<ParsedCode, "record" | "signature">;

/** SHA-256 of device keys, each a compressed point of 33 bytes, in their order. */
export async function keysHashOf(deviceKeys: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joinBytes(deviceKeys)));
}

/** The text of a hand-over at `nowMs`. @param deviceKey the private half of the credential's device key */
export async function handoverText(
  credential: Credential,
  deviceKey: CryptoKey,
  terms: HandoverTerms,
  nowMs: number,
): Promise<string> {
  const bytes = new Uint8Array(TERMS_BYTES);
  const view = new DataView(bytes.buffer);
  const target = Number(terms.target);
  view.setUint8(0, target >> 16);
  view.setUint16(1, target & 0xffff);
  view.setUint8(3, HANDOVER_PURPOSES.indexOf(terms.purpose) + 1);
  bytes.set(terms.keysHash, HASH_AT);
  view.setUint32(TIME_AT, Math.floor(nowMs / 1000));
  const signature = withLowS(new Uint8Array(await crypto.subtle.sign(ES256, deviceKey, signedBytes(bytes, credential))));
  return toBase64url(joinBytes([bytes, signature]));
}

/**
 * The time of the hand-over, ms, if the holder of the code has handed it over to `target` for this purpose and these keys at most 45 s before or after `nowMs`.
 * Verifies nothing of the code itself. @param text absent: the request has none
 */
export async function checkHandover(
  text: string | undefined,
  code: ParsedCode,
  { target, purpose, deviceKeys }: Pick<HandoverTerms, "target" | "purpose"> & { readonly deviceKeys: readonly Uint8Array[] },
  nowMs: number,
): Promise<Result<number, HandoverRefusal>> {
  if (text === undefined) return refuse({ code: "handover_missing" });
  const bytes = fromBase64url(text);
  if (bytes?.length !== TERMS_BYTES + SIGNATURE_BYTES) return refuse({ code: "handover_malformed" });
  const [terms, signature] = [bytes.subarray(0, TERMS_BYTES), bytes.slice(TERMS_BYTES)];
  const named = HANDOVER_PURPOSES[uint(terms, 3, 1) - 1];
  if (named === undefined || !isLowS(signature)) return refuse({ code: "handover_malformed" });
  if (uint(terms, 0, 3) !== Number(target)) return refuse({ code: "handover_other_target" });
  if (named !== purpose) return refuse({ code: "handover_other_purpose" });
  const hash = await keysHashOf(deviceKeys);
  if (hash.some((byte, at) => terms[HASH_AT + at] !== byte)) return refuse({ code: "handover_other_keys" });
  const time = uint(terms, TIME_AT, 4) * 1000;
  if (Math.abs(nowMs - time) > LIVE_WINDOW_SECONDS * 1000) return refuse({ code: "handover_expired" });
  const key = code.claims.kind === "live" ? await deviceKeyOf(code.claims.deviceKey) : null;
  const isSigned = key !== null && (await crypto.subtle.verify(ES256, key, signature, signedBytes(terms, code)));
  return isSigned ? accept(time) : refuse({ code: "handover_signature" });
}

function signedBytes(terms: Uint8Array, { record, signature }: Credential): Bytes {
  return joinBytes([LABEL, terms, record, signature]);
}

/** The bytes that a device signs to prove that it has the key of a live credential: docs/code-format.md §5. */
import type { Bytes } from "../../domain/code/claims.ts";

/** The first bytes of what a device signs, so that a signature for another use of its key is never a proof. */
const LABEL = Uint8Array.from("yima-live-1", (letter) => letter.charCodeAt(0));

/** The label, and a record with the longest name, a signature and a time. */
const MAX_INPUT_BYTES = 256;
const input = new Uint8Array(MAX_INPUT_BYTES);
input.set(LABEL);

/**
 * The label, then the bytes that the code has before the device's signature. The next call overwrites them: give them to WebCrypto at once, which copies
 * them before it returns. @param signed record ‖ issuer's signature ‖ time of the proof
 */
export function proofInput(signed: Uint8Array): Bytes {
  input.set(signed, LABEL.length);
  return input.subarray(0, LABEL.length + signed.length);
}

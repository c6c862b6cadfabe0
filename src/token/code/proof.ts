/** The bytes that a device signs to prove that it has the key of a live credential: docs/code-format.md §5. */
import type { Bytes } from "../../domain/code/claims.ts";

/** The first bytes of what a device signs, so that a signature for another use of its key is never a proof. */
const LABEL = Uint8Array.from("yima-live-1", (letter) => letter.charCodeAt(0));

/** The label, then the bytes that the code has before the device's signature. @param signed record ‖ issuer's signature ‖ time of the proof */
export function proofInput(signed: Uint8Array): Bytes {
  const input = new Uint8Array(LABEL.length + signed.length);
  input.set(LABEL);
  input.set(signed, LABEL.length);
  return input;
}

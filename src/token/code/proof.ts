/** The bytes that a device signs to prove that it has the key of a live credential: docs/code-format.md §5. */
import type { Bytes } from "../../domain/code/claims.ts";

/** Separates these signatures from every other use of the device's key. */
const LABEL = Uint8Array.from("yima-live-1", (letter) => letter.charCodeAt(0));

/** Label ‖ record ‖ issuer's signature ‖ proof time. */
export function proofInput(signed: Uint8Array): Bytes {
  const input = new Uint8Array(LABEL.length + signed.length);
  input.set(LABEL);
  input.set(signed, LABEL.length);
  return input;
}

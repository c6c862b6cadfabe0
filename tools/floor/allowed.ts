/** Newer names that may stand in what the phone loads, each with its reason. A row that nothing needs any more fails the check too. */

export interface Allowed {
  readonly name: string;
  readonly why: string;
  /** The one chunk that may hold it. */
  readonly only?: string;
}

const FILLED = "filled in by src/pwa/app/floor.ts";
const OURS = "a function of our own or of a library's own";

export const ALLOWED: readonly Allowed[] = [
  ...["at", "findLast", "toReversed", "toSorted", "replaceAll", "Object.hasOwn", "Map.groupBy"].map((name) => ({
    name,
    why: FILLED,
  })),
  { name: "AbortSignal.timeout", why: FILLED },
  { name: "Crypto.randomUUID", why: FILLED },
  ...["actions", "clamp", "destroy", "move", "range", "retry", "setStatus", "space", "take"].map((name) => ({ name, why: OURS })),
  { name: "grow", why: "of WebAssembly.Memory, which is older", only: "scan-worker" },
  { name: "moveBefore", why: "Preact asks whether it is there" },
  {
    name: "Symbol.dispose",
    why: "signals and zxing-wasm name a method by it: without it the method has another name, and nobody calls it",
  },
  { name: "FinalizationRegistry", why: "zxing-wasm asks whether it is there", only: "scan-worker" },
  { name: "OffscreenCanvas", why: "decoder.ts asks whether it is there, and reads pixels on the page where it is not" },
  { name: "requestVideoFrameCallback", why: "scan-loop.ts asks whether it is there, and follows the repaints where it is not" },
  { name: "Navigator.vibrate", why: "called with ?.: a sign beside the colour and the sound", only: "gate" },
  { name: "Navigator.wakeLock", why: "wake-lock.ts asks whether it is there", only: "wake-lock" },
  { name: "Uint8Array.fromBase64", why: "jose asks whether it is there", only: "gate" },
  { name: "DecompressionStream", why: "Safari 16.4, the floor of collectors", only: "gate" },
];

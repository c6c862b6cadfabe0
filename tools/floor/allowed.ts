/** Newer names that the files of the phone may use, each with its reason. A row that no file needs fails the check too. */

export interface Allowed {
  readonly name: string;
  readonly why: string;
  /** The only built file that may use the name, without its hash; absent: every file may. */
  readonly only?: string;
}

const FILLED = "filled in by src/pwa/app/floor.ts";
const OURS = "a function of this program or of a library";

export const ALLOWED: readonly Allowed[] = [
  ...["at", "findLast", "toReversed", "toSorted", "replaceAll", "Object.hasOwn", "Map.groupBy"].map((name) => ({
    name,
    why: FILLED,
  })),
  { name: "AbortSignal.timeout", why: FILLED },
  { name: "Crypto.randomUUID", why: FILLED },
  ...["actions", "clamp", "destroy", "move", "range", "retry", "setStatus", "space", "subscribe", "take"].map((name) => ({
    name,
    why: OURS,
  })),
  { name: "grow", why: "a method of WebAssembly.Memory, which is older", only: "scan-worker" },
  { name: "moveBefore", why: "Preact checks whether it exists" },
  {
    name: "Symbol.dispose",
    why: "signals and zxing-wasm name a method by it: without it the method has another name, and no code calls it",
  },
  { name: "FinalizationRegistry", why: "zxing-wasm checks whether it exists", only: "scan-worker" },
  { name: "VideoFrame", why: "decoder.ts checks whether it exists; without it, the page cuts the picture" },
  { name: "OffscreenCanvas", why: "decoder.ts checks whether it exists; without it, it reads the pixels on the page" },
  { name: "requestVideoFrameCallback", why: "scan-loop.ts checks whether it exists; without it, it uses the repaints" },
  { name: "Navigator.vibrate", why: "sound.ts checks whether it exists: colour and sound are enough without it", only: "gate" },
  { name: "Navigator.wakeLock", why: "wake-lock.ts checks whether it exists", only: "wake-lock" },
  { name: "DecompressionStream", why: "Safari 16.4, the floor of collectors", only: "gate" },
  ...["getTransports", "getPublicKeyAlgorithm", "getPublicKey", "getAuthenticatorData", "isConditionalMediationAvailable"].map(
    (name) => ({ name, why: "@simplewebauthn/browser checks whether it exists", only: "passkey" }),
  ),
  { name: "accent-color", why: "the colour of a box that is ticked; the tick says it" },
  { name: "appearance", why: "every sheet has -webkit-appearance beside it" },
  { name: "color-scheme", why: "bars and fields of the browser in dark mode; the page's own colours follow without it" },
  { name: "forced-color-adjust", why: "Firefox and Safari have no forced colours that it would stop" },
  { name: "mask-repeat", why: "every sheet has -webkit-mask-repeat beside it", only: "gate" },
  { name: "user-select", why: "uPlot: text beside a chart may be selected", only: "chart" },
  { name: ":focus-visible", why: "without it the browser's own outline stays" },
];

/** Reads the QR code in a picture of a screen with jsQR, a decoder that is not part of the app, as a foreign scanner would. */
import { createRequire } from "node:module";
import { decode } from "fast-png";
import type jsqr from "jsqr";

// Loaded by require(), because the package's type of its default export fits CommonJS only.
const read: typeof jsqr = createRequire(import.meta.url)("jsqr");

/** The digits of the code; null if no QR code is found. @param picture PNG, 8 bits per channel, with or without transparency */
export function codeIn(picture: Buffer): string | null {
  const { data, width, height, channels } = decode(picture);
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) for (let n = 0; n < 3; n += 1) pixels[at * 4 + n] = data[at * channels + n] ?? 0;
  return read(pixels, width, height)?.data ?? null;
}

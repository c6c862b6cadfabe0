/** Reads the code in a picture of a screen by a decoder that does not ship, as a camera that is not ours would. */
import { createRequire } from "node:module";
import { decode } from "fast-png";
import type jsqr from "jsqr";

// The package's type of its default export fits CommonJS only.
const read: typeof jsqr = createRequire(import.meta.url)("jsqr");

/** The digits, or null where no symbol is seen. @param picture PNG, 8 bits a channel, with or without transparency */
export function codeIn(picture: Buffer): string | null {
  const { data, width, height, channels } = decode(picture);
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) for (let n = 0; n < 3; n += 1) pixels[at * 4 + n] = data[at * channels + n] ?? 0;
  return read(pixels, width, height)?.data ?? null;
}

/** The pictures under docs/screens against the pages that show them, and their limits. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keptFolder, keptPictures, MAX_PICTURE_BYTES, MAX_PICTURES } from "../../tools/kept-pictures.ts";

const files = readdirSync(keptFolder).toSorted();

test("each picture that a page shows exists, and a page shows each picture that exists", () => {
  expect(keptPictures().length).toBeGreaterThan(0);
  expect(files).toEqual(keptPictures());
});

test("the pictures stay within their limits", () => {
  const bytes = files.reduce((sum, name) => sum + statSync(join(keptFolder, name)).size, 0);
  expect(files.length).toBeLessThanOrEqual(MAX_PICTURES);
  expect(bytes).toBeLessThanOrEqual(MAX_PICTURE_BYTES);
});

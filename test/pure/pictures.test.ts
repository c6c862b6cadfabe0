/** The pictures under docs/screens against the pages that show them, and their limits. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pictureFolder, documentPictures, MAX_PICTURE_BYTES, MAX_PICTURES } from "../../tools/document-pictures.ts";

const files = readdirSync(pictureFolder).toSorted();

test("each picture that a page shows exists, and each picture that exists is shown by a page", () => {
  expect(documentPictures().length).toBeGreaterThan(0);
  expect(files).toEqual(documentPictures());
});

test("the pictures stay within their limits", () => {
  const bytes = files.reduce((sum, name) => sum + statSync(join(pictureFolder, name)).size, 0);
  expect(files.length).toBeLessThanOrEqual(MAX_PICTURES);
  expect(bytes).toBeLessThanOrEqual(MAX_PICTURE_BYTES);
});

/** The pictures under docs/screens: each belongs to a page that shows it, and their number and sizes are limited. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pictureFolder, documentPictures, MAX_PICTURE_BYTES, MAX_PICTURES } from "../../tools/document-pictures.ts";

const files = readdirSync(pictureFolder).toSorted();

test("each picture that a page shows exists, and a page shows each picture that exists", () => {
  expect(documentPictures().length).toBeGreaterThan(0);
  expect(files).toEqual(documentPictures());
});

test("the pictures stay within their limits", () => {
  const bytes = files.reduce((sum, name) => sum + statSync(join(pictureFolder, name)).size, 0);
  expect(files.length).toBeLessThanOrEqual(MAX_PICTURES);
  expect(bytes).toBeLessThanOrEqual(MAX_PICTURE_BYTES);
});

/** Files of appeals: recognised by their first bytes, limited in size and number, and named by an appeal within a day of their arrival. */
import { expect, test } from "vitest";
import {
  fileTypeOf,
  filesNamed,
  type FileEntry,
  MAX_FILE_BYTES,
  MAX_FILES,
  mayBegin,
} from "../../../../src/domain/appeal/file.ts";
import { dueAt, overUntil } from "../../../../src/domain/retention.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2036, 2, 1, 4, 30);
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const aFile = { id: "a", type: "image/jpeg", bytes: 7 } as const;
const aFileRow = (changes: Partial<FileEntry> = {}): FileEntry => ({ ...aFile, at: NOW, stored: true, bound: false, ...changes });

test.for<readonly [string, string | null]>([
  ["\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"],
  ["\x89PNG\r\n\x1a\n\0", "image/png"],
  ["RIFF\x1a\0\0\0WEBPVP8 ", "image/webp"],
  ["RIFF\x1a\0\0\0WAVEfmt ", null],
  ["%PDF-1.7\n", "application/pdf"],
  [" %PDF-1.7", null],
  ["\xff\xd8", null],
  ["GIF89a", null],
  ["<svg onload=alert(1)>", null],
  ["<html>%PDF-1.7", null],
  ["", null],
])("%j has the type %s", ([text, type]) => {
  expect(fileTypeOf(latin(text))).toBe(type);
});

test("a person may send new files until twelve wait for their appeal, and no file to a written appeal", () => {
  expect(mayBegin(aFile, null, 11, false, NOW)).toEqual({ ok: true, value: null });
  expect(mayBegin(aFile, null, 12, false, NOW)).toEqual({ ok: false, refusal: { code: "too_many_files" } });
  expect(mayBegin(aFile, null, 0, true, NOW)).toEqual({ ok: false, refusal: { code: "appeal_written" } });
});

test("the same file may be sent again for a day, and without limit when it belongs to its appeal; another file under its id is refused", () => {
  const conflict = { ok: false, refusal: { code: "file_id_taken" } };
  expect(mayBegin(aFile, aFileRow(), 12, false, NOW + DAY_MS - 1)).toEqual({ ok: true, value: null });
  expect(mayBegin(aFile, aFileRow(), 0, false, NOW + DAY_MS)).toEqual(conflict);
  expect(mayBegin(aFile, aFileRow(), 0, true, NOW + DAY_MS)).toEqual({ ok: true, value: null });
  expect(mayBegin({ ...aFile, bytes: 8 }, aFileRow(), 0, false, NOW)).toEqual(conflict);
  expect(mayBegin({ ...aFile, type: "image/png" }, aFileRow(), 0, false, NOW)).toEqual(conflict);
});

test("an appeal names files that arrived within a day, in its own order", () => {
  const rows = [aFileRow(), aFileRow({ id: "b" }), aFileRow({ id: "c", stored: false })];
  expect(filesNamed(["b", "a"], rows, NOW + DAY_MS - 1)).toEqual({ ok: true, value: [rows[1], rows[0]] });
  const missing = { ok: false, refusal: { code: "file_missing" } };
  expect(filesNamed(["a"], rows, NOW + DAY_MS)).toEqual(missing);
  expect(filesNamed(["c"], rows, NOW)).toEqual(missing);
  expect(filesNamed(["d"], rows, NOW)).toEqual(missing);
});

test("a file without an appeal leaves 25.5 hours after its arrival: an appeal can name it for 24", () => {
  expect(dueAt("looseFile", NOW)).toBe(NOW + 25.5 * 3_600_000);
  expect(overUntil("looseFile", NOW + 25 * 3_600_000)).toBe(NOW);
});

test("an appeal has at most three files of 5 MiB", () => {
  expect([MAX_FILES, MAX_FILE_BYTES]).toEqual([3, 5_242_880]);
});

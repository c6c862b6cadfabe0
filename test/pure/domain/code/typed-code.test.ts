/** Codes that a scanner or a person types into a field. */
import { expect, test } from "vitest";
import { readCode } from "../../../../src/domain/code/typed-code.ts";

test("digits in full width, in groups and behind a text mark are one code", () => {
  expect(readCode("７０００１２ 3456\u00a0７８９。")).toBe("7000123456789");
  expect(readCode("'7000-1234")).toBe("70001234");
});

test("a text that is not only digits stays as it is, for the verifier to judge", () => {
  expect(readCode(" https://example.org/a.b ")).toBe("https://example.org/a.b");
  expect(readCode("A-1 b")).toBe("A-1 b");
});

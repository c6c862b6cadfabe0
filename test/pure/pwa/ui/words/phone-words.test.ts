/** Phone numbers in the groups in which they are displayed. */
import { expect, test } from "vitest";
import { phoneWords } from "../../../../../src/pwa/ui/words/phone-words.ts";

test("a mainland number is shown in groups without its country code", () => {
  expect(phoneWords("+8613800000002")).toBe("138 0000 0002");
});

test("a number of Hong Kong keeps its country code", () => {
  expect(phoneWords("+85251234567")).toBe("+85251234567");
});

test("a number that was entered without its country code is shown in the same groups", () => {
  expect(phoneWords("13800000002")).toBe("138 0000 0002");
});

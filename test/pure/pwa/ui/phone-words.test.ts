/** Phone numbers as people read them. */
import { expect, test } from "vitest";
import { phoneWords } from "../../../../src/pwa/ui/phone-words.ts";

test("a mainland number stands in groups without its country", () => {
  expect(phoneWords("+8613800000002")).toBe("138 0000 0002");
});

test("a number of Hong Kong keeps its country", () => {
  expect(phoneWords("+85251234567")).toBe("+85251234567");
});

test("a number that was typed without its country stands in the same groups", () => {
  expect(phoneWords("13800000002")).toBe("138 0000 0002");
});

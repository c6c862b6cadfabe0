/** The comparison of proofs finds a difference at each place, and in the length. */
import { expect, test } from "vitest";
import { sameBytes, sameText } from "../../../../src/token/secret/same.ts";

const TEXT = "a secret of the proxy";
const bytesOf = (text: string) => new TextEncoder().encode(text);
const others = [...Array.from(TEXT, (_, at) => `${TEXT.slice(0, at)}~${TEXT.slice(at + 1)}`), TEXT.slice(1), `${TEXT}s`, ""];

test("equal proofs are the same", () => {
  expect([sameText(TEXT, TEXT), sameBytes(bytesOf(TEXT), bytesOf(TEXT)), sameText("", "")]).toEqual([true, true, true]);
});

test.each(others)("%j is another proof", (other) => {
  expect([sameText(TEXT, other), sameText(other, TEXT), sameBytes(bytesOf(TEXT), bytesOf(other))]).toEqual([false, false, false]);
});

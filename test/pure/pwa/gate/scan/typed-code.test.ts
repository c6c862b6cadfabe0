/** Keystrokes: which ones are a code from a USB scanner, and which are a person's typing. */
import { expect, test } from "vitest";
import { NOTHING_TYPED, typeKey, type Keystroke } from "../../../../../src/pwa/gate/scan/typed-code.ts";

const DIGITS = "1234567890".repeat(5);

function typeAll(keys: readonly string[], gapMs: number): Keystroke {
  let stroke: Keystroke = { kind: "ignored", typed: NOTHING_TYPED };
  for (const [index, key] of keys.entries()) stroke = typeKey(stroke.typed, key, 10_000 + index * gapMs);
  return stroke;
}

test("fast digits and Enter are a code", () => {
  expect(typeAll([...DIGITS.split(""), "Enter"], 5)).toEqual({ kind: "code", text: DIGITS, typed: NOTHING_TYPED });
});

test("the same keys at the pace of a person are no code", () => {
  expect(typeAll([...DIGITS.split(""), "Enter"], 400).kind).toBe("ignored");
});

test("Enter alone is left to the keyboard", () => {
  expect(typeKey(NOTHING_TYPED, "Enter", 10_000).kind).toBe("ignored");
});

test("Enter at the end of a burst too short for a code reaches no button", () => {
  expect(typeAll(["1", "2", "3", "4", "5", "Enter"], 5)).toEqual({ kind: "taken", typed: NOTHING_TYPED });
});

test("a letter in the burst ends it", () => {
  expect(typeAll([...DIGITS.split(""), "a", "Enter"], 5).kind).toBe("ignored");
});

test("Shift inside the burst is ignored", () => {
  expect(typeAll([...DIGITS.split(""), "Shift", "Enter"], 5).kind).toBe("code");
});

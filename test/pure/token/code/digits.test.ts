/** Digits as a spelling of bytes: each group of digits has one meaning, and all other texts are refused. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCode } from "../../../../src/token/code/parse.ts";
import { digitCount, fromDigits, toDigits } from "../../../../src/token/code/digits.ts";

const bytes = fc.uint8Array({ maxLength: 240 }).map((some) => new Uint8Array(some));

describe("digits", () => {
  test("any bytes are read back from their digits", () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(fromDigits(toDigits(some))).toEqual({ ok: true, value: some });
      }),
    );
  });

  test("n bytes have as many digits as digitCount says", () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(toDigits(some)).toHaveLength(digitCount(some.length));
      }),
    );
  });

  test("a group is the big-endian number of its bytes, as BigInt counts it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 7, maxLength: 7 }), (some) => {
        expect(BigInt(toDigits(some))).toBe(BigInt(`0x${Buffer.from(some).toString("hex")}`));
      }),
    );
  });

  test("accepted digits are the digits of their bytes: no second spelling exists", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.integer({ min: 0, max: 9 }).map(String), minLength: 0, maxLength: 60 }), (text) => {
        const read = fromDigits(text);
        if (read.ok) expect(toDigits(read.value)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [0, ""],
    [1, "255"],
    [2, "65535"],
    [3, "16777215"],
    [4, "4294967295"],
    [5, "1099511627775"],
    [6, "281474976710655"],
    [7, "72057594037927935"],
    [8, "72057594037927935255"],
  ])("%i bytes of ones are %s, and the next number is not canonical", (count, greatest) => {
    expect(toDigits(new Uint8Array(count).fill(255))).toBe(greatest);
    const more = greatest.replace(/5$/, "6");
    if (count > 0)
      expect(fromDigits(more)).toEqual({ ok: false, refusal: { code: "not_canonical", group: Math.floor((count - 1) / 7) } });
  });

  test.each([1, 2, 4, 6, 7, 9, 11, 12, 14, 16, 18])("no number of bytes has %i digits", (length) => {
    expect(fromDigits("0".repeat(length))).toEqual({ ok: false, refusal: { code: "wrong_length", digits: length } });
  });

  test.each(["12a", "１２３", "٣٣٣", "+12", "1 2", "1\n2", "1.2", "12:", "/12"])("%j is not digits", (text) => {
    expect(fromDigits(text)).toEqual({ ok: false, refusal: { code: "not_a_code" } });
  });
});

/** The refusal of a text as a code; `read` if it is accepted. */
function refusalOf(text: string): unknown {
  const parsed = parseCode(text);
  return parsed.ok ? "read" : parsed.refusal;
}

describe("the length of a code", () => {
  test("is checked before the digits, from 255 to 604", () => {
    expect(refusalOf("9".repeat(255))).toEqual({ code: "not_canonical", group: 0 });
    expect(refusalOf("9".repeat(595))).toEqual({ code: "not_canonical", group: 0 });
    expect(refusalOf("9".repeat(605))).toEqual({ code: "wrong_length", digits: 605 });
    expect(refusalOf("9".repeat(238))).toEqual({ code: "wrong_length", digits: 238 });
  });

  test("does not matter for a text with other characters", () => {
    expect(["", "x", `x${"9".repeat(254)}`, "x".repeat(605)].map(refusalOf)).toEqual(
      Array.from({ length: 4 }, () => ({ code: "not_a_code" })),
    );
  });
});

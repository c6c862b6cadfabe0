/** Masked names as bytes of a code: strict UTF-8 in one spelling, without invisible characters. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeUtf8, encodeUtf8, maskedNameOf } from "../../../../src/token/code/masked-name.ts";
import { bytesOf } from "../../../support/code.ts";

describe("UTF-8 of names", () => {
  test("any text becomes the bytes that TextEncoder gives", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(encodeUtf8(text)).toEqual([...new TextEncoder().encode(text)]);
      }),
    );
  });

  test("any bytes are read or refused as by a strict TextDecoder", () => {
    const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const lead = fc.constantFrom(0x41, 0xc1, 0xc3, 0xe0, 0xe5, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0x80, 0x9f, 0xa0, 0xbf, 0x90, 0x8f);
    fc.assert(
      fc.property(fc.array(fc.oneof(lead, fc.integer({ min: 0, max: 255 })), { maxLength: 6 }), (some) => {
        const bytes = Uint8Array.from(some);
        let text: string | null = null;
        try {
          text = strict.decode(bytes);
        } catch {
          text = null;
        }
        expect(decodeUtf8(bytes, 0, bytes.length)).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });

  test.each([0x01, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff])(
    "U+%i has its bytes in both directions",
    (point) => {
      const text = String.fromCodePoint(point);
      const bytes = new TextEncoder().encode(text);
      expect(encodeUtf8(text)).toEqual([...bytes]);
      expect(decodeUtf8(bytes, 0, bytes.length)).toBe(text);
    },
  );

  test.each([
    "80",
    "bf",
    "80bf",
    "bfbf",
    "c0bf",
    "c1bf",
    "c2",
    "c27f",
    "c2c0",
    "e09fbf",
    "eda080",
    "edbfbf",
    "f08fbfbf",
    "f4908080",
    "f5808080",
    "ff",
  ])("the bytes %s are no text", (hex) => {
    const bytes = bytesOf(hex);
    expect(decodeUtf8(bytes, 0, bytes.length)).toBeNull();
  });

  test("a character that continues after the end of the bytes is refused, whatever follows in the buffer", () => {
    expect(decodeUtf8(bytesOf("e5bca0"), 0, 2)).toBeNull();
    expect(decodeUtf8(bytesOf("41e5bca041"), 1, 4)).toBe("张");
  });

  test("half a surrogate pair has no bytes", () => {
    expect(["\ud800", "\udbff", "\udc00", "\udfff"].map(encodeUtf8)).toEqual([null, null, null, null]);
  });
});

describe("masked name", () => {
  test.each([0x00, 0x1f, 0x7f, 0x85, 0x9f, 0xad, 0x61c, 0x200b, 0x200f, 0x2028, 0x202e, 0x2060, 0x206f, 0xfeff])(
    "U+%i in a name is refused",
    (point) => {
      const bytes = new TextEncoder().encode(`张${String.fromCodePoint(point)}`);
      expect(maskedNameOf(bytes, 0, bytes.length)).toBeNull();
    },
  );

  test.each([0x20, 0x7e, 0xa0, 0xac, 0xae, 0x61b, 0x61d, 0x200a, 0x2010, 0x2027, 0x202f, 0x205f, 0x2070, 0xfefe, 0xff00])(
    "U+%i, a neighbour of the refused ones, is unchanged in a name",
    (point) => {
      const name = `张${String.fromCodePoint(point)}`;
      const bytes = new TextEncoder().encode(name);
      expect(maskedNameOf(bytes, 0, bytes.length)).toBe(name.normalize("NFC") === name ? name : null);
    },
  );

  test.each(["𠮷*", "\u3007*", "阿·*", "\ue815*", "𰻞*"])("%s, rare or private, is a name on every phone", (name) => {
    const bytes = new TextEncoder().encode(name);
    expect(maskedNameOf(bytes, 0, bytes.length)).toBe(name);
  });

  test("a name in decomposed form is refused, because two spellings would look alike", () => {
    expect(maskedNameOf(bytesOf("65cc81"), 0, 3)).toBeNull();
    expect(maskedNameOf(bytesOf("c3a9"), 0, 2)).toBe("é");
  });

  test("24 bytes are a name and 25 are not", () => {
    const bytes = new Uint8Array(25).fill(0x78);
    expect(maskedNameOf(bytes, 0, 24)).toBe("x".repeat(24));
    expect(maskedNameOf(bytes, 0, 25)).toBeNull();
    expect(maskedNameOf(bytes, 0, 0)).toBeNull();
  });
});

test("every name of Chinese characters and stars is allowed and is its own NFC, so that no check looks closer", () => {
  const texts = Array.from({ length: 0x9fff - 0x4e00 + 1 }, (_, at) => `${String.fromCharCode(0x4e00 + at)}*`);
  const others = texts.filter((text) => {
    const bytes = Uint8Array.from(encodeUtf8(text) ?? []);
    return text.normalize("NFC") !== text || maskedNameOf(bytes, 0, bytes.length) !== text;
  });
  expect(others).toEqual([]);
});

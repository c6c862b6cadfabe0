/** The arithmetic for low s and for the decompression of points, compared with BigInt and node:crypto. */
import { createECDH, ECDH } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLowS, withLowS } from "../../../../src/token/code/low-s.ts";
import { decompressPoint } from "../../../../src/token/code/point.ts";
import { bytesOf } from "../../../support/code.ts";

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const P = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
const withS = (s: bigint) => bytesOf("11".repeat(32) + s.toString(16).padStart(64, "0"));

describe("low s", () => {
  test("half of the order is low and the next number is high", () => {
    expect(isLowS(withS(ORDER / 2n))).toBe(true);
    expect(isLowS(withS(ORDER / 2n + 1n))).toBe(false);
  });

  test("a high s becomes n - s with the same r, and a low one stays", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: ORDER - 1n }), (s) => {
        expect(withLowS(withS(s))).toEqual(withS(s > ORDER / 2n ? ORDER - s : s));
      }),
    );
  });
});

describe("decompressed points", () => {
  test("the short form of any key gives its long form", () => {
    for (let round = 0; round < 20; round += 1) {
      const pair = createECDH("prime256v1");
      pair.generateKeys();
      const short = new Uint8Array(pair.getPublicKey(undefined, "compressed"));
      expect(Buffer.from(decompressPoint(short) ?? []).toString("hex")).toBe(pair.getPublicKey("hex", "uncompressed"));
    }
  });

  test("a short form is on the curve exactly when node:crypto says so", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.constantFrom(2, 3), (x, sign) => {
        const short = Uint8Array.from([sign, ...x]);
        let long: string | null = null;
        try {
          long = String(ECDH.convertKey(short, "prime256v1", undefined, "hex", "uncompressed"));
        } catch {
          long = null;
        }
        const made = decompressPoint(short);
        expect(made === null ? null : Buffer.from(made).toString("hex")).toBe(long);
      }),
    );
  });

  test.each([
    ["an x of p or more", `02${P}`],
    ["a long form's first byte", `04${"00".repeat(32)}`],
    ["a byte too few", "02ff"],
  ])("%s is no point", (_, hex) => {
    expect(decompressPoint(bytesOf(hex))).toBeNull();
  });
});

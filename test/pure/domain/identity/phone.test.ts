/** Phone numbers against test/vectors/identity/phones.json, and properties that hold for any text. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPhone } from "../../../../src/domain/identity/phone.ts";

interface Case {
  readonly description: string;
  readonly input: string;
  readonly expect: { readonly phone: string } | { readonly refusal: { readonly code: string; readonly field: string } };
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL("../../../vectors/identity/phones.json", import.meta.url), "utf8"),
);

describe("phone vectors", () => {
  it.each(cases)("$description: $input", ({ input, expect: expected }) => {
    expect(checkPhone(input)).toStrictEqual(
      "refusal" in expected ? { ok: false, refusal: expected.refusal } : { ok: true, value: expected.phone },
    );
  });
});

describe("every phone number", () => {
  it("is unchanged when it is read again", () => {
    const typed = fc.oneof(
      fc.stringMatching(/^(\+86|0086|86)?1[3-9]\d{9}$/),
      fc.stringMatching(/^(\+|00)?(852[2-9]\d{7}|8536\d{7}|8860?9\d{8})$/),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const first = checkPhone(text);
        if (first.ok) expect(checkPhone(first.value)).toStrictEqual(first);
      }),
      { numRuns: 2000 },
    );
  });

  it("of the mainland is the same number with and without its country code", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (national) => {
        for (const prefix of ["", "+86", "0086", "86", "+86 ", "(+86)"]) {
          expect(checkPhone(prefix + national)).toStrictEqual({ ok: true, value: `+86${national}` });
        }
      }),
    );
  });
});

/** Identity documents against test/vectors/identity/documents.json, and properties that hold for any number. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalDocument, checkDocument, type TypedDocument } from "../../../../src/domain/identity/document.ts";

interface Case {
  readonly description: string;
  readonly input: { readonly document: TypedDocument; readonly today: string };
  readonly expect:
    | { readonly document: object; readonly canonical: string }
    | { readonly refusal: { readonly code: string; readonly field: string } };
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL("../../../vectors/identity/documents.json", import.meta.url), "utf8"),
);
const TODAY = "2020-02-29";

describe("document vectors", () => {
  it.each(cases)("$description", ({ input, expect: expected }) => {
    const result = checkDocument(input.document, input.today);
    if ("refusal" in expected) {
      expect(result).toStrictEqual({ ok: false, refusal: expected.refusal });
      return;
    }
    expect(result).toStrictEqual({ ok: true, value: expected.document });
    expect(result.ok && canonicalDocument(result.value)).toBe(expected.canonical);
  });

  it("reach each refusal of the domain", () => {
    const codes = new Set(cases.flatMap(({ expect: expected }) => ("refusal" in expected ? [expected.refusal.code] : [])));
    expect([...codes].toSorted()).toStrictEqual([
      "birth_date_in_future",
      "birth_date_mismatch",
      "birth_date_missing",
      "birth_date_not_a_date",
      "birth_date_too_long_ago",
      "chinese_passport_form",
      "document_type_unknown",
      "foreign_passport_form",
      "hk_macao_permit_form",
      "nationality_form",
      "nationality_missing",
      "nationality_not_accepted",
      "one_time_permit_form",
      "other_document_form",
      "permanent_resident_form",
      "resident_number_check",
      "resident_number_date",
      "resident_number_date_in_future",
      "resident_number_date_too_long_ago",
      "resident_number_form",
      "resident_number_province",
      "taiwan_permit_form",
    ]);
  });
});

/** Adds the check character by the recursion of ISO 7064. The domain uses sums of weights, so that two methods are compared. */
function withCheck(seventeen: string): string {
  const product = Array.from(seventeen).reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0);
  return seventeen + "0123456789X".charAt((12 - product) % 11);
}

const residentNumber = fc
  .record({
    place: fc.constantFrom("420107", "110101", "659001", "830000", "931840"),
    day: fc.integer({ min: Date.UTC(1900, 0, 1) / 86_400_000, max: Date.UTC(2020, 1, 29) / 86_400_000 }),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ place, day, sequence }) => {
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
    return withCheck(`${place}${date}${String(sequence).padStart(3, "0")}`);
  });

describe("resident numbers", () => {
  it("are accepted with the check character of ISO 7064", () => {
    fc.assert(
      fc.property(residentNumber, (number) => {
        const result = checkDocument({ type: "10", number }, TODAY);
        expect(result.ok && result.value.number).toBe(number);
      }),
    );
  });

  it("are refused with any one character changed", () => {
    fc.assert(
      fc.property(residentNumber, fc.nat(17), fc.constantFrom(...Array.from("0123456789X")), (number, index, character) => {
        fc.pre(number.charAt(index) !== character);
        const changed = number.slice(0, index) + character + number.slice(index + 1);
        expect(checkDocument({ type: "10", number: changed }, TODAY).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("are refused after a swap of two neighbours", () => {
    fc.assert(
      fc.property(residentNumber, fc.nat(16), (number, index) => {
        const [left, right] = [number.charAt(index), number.charAt(index + 1)];
        fc.pre(left !== right);
        const swapped = number.slice(0, index) + right + left + number.slice(index + 2);
        expect(checkDocument({ type: "10", number: swapped }, TODAY).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("any text", () => {
  it("is refused, or becomes a document that is accepted again and names the same person", () => {
    const typed = fc.record(
      {
        type: fc.constantFrom("10", "14", "15", "16", "20", "34", "99", "xx"),
        number: fc.oneof(
          fc.string({ unit: "binary" }),
          residentNumber,
          fc.stringMatching(/^[hmHM ]\d{8,10}$/),
          fc.stringMatching(/^ ?[A-Za-z0-9]{4,18}$/),
        ),
        nationality: fc.constantFrom("CHN", "deu", "", "??"),
        birthDate: fc.constantFrom("1990-01-01", "", "1990-02-30"),
      },
      { requiredKeys: ["type", "number"] },
    );
    fc.assert(
      fc.property(typed, (document) => {
        const first = checkDocument(document, TODAY);
        if (!first.ok) return;
        expect(checkDocument(first.value, TODAY)).toStrictEqual(first);
        expect(canonicalDocument(first.value)).toMatch(/^\d\d\|[^| ]+(\|[A-Z]{3})?$/);
      }),
      { numRuns: 2000 },
    );
  });
});

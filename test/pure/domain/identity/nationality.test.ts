/** The nationalities that a new person may have. */
import { expect, test } from "vitest";
import { checkDocument } from "../../../../src/domain/identity/document.ts";
import { checkNationality, NATIONALITIES } from "../../../../src/domain/identity/nationality.ts";

function nationalityFault(nationality: string): string | null {
  const document = checkDocument({ type: "20", number: "C01X00T47", nationality, birthDate: "1964-08-12" }, "2020-02-29");
  if (!document.ok) return document.refusal.code;
  const checked = checkNationality(document.value);
  return checked.ok ? null : checked.refusal.code;
}

test("a country's code is accepted, and a code of no country is refused for a new person", () => {
  expect(nationalityFault("USA")).toBeNull();
  expect(nationalityFault("XXA")).toBeNull();
  expect(nationalityFault("UNI")).toBe("nationality_unknown");
  expect(nationalityFault("US")).toBe("nationality_form");
});

test("a document without a nationality is accepted", () => {
  const document = checkDocument({ type: "10", number: "11010519491231002X" }, "2020-02-29");
  expect(document.ok && checkNationality(document.value).ok).toBe(true);
});

test("the codes are of three letters, each once and in order", () => {
  const codes = [...NATIONALITIES];
  expect(codes).toStrictEqual([...new Set(codes)].toSorted());
  expect(codes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  expect(codes).toHaveLength(248);
});

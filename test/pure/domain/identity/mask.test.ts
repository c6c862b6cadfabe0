/** Masks against test/vectors/identity/masks.json, and proof that no mask shows the hidden middle. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDocument } from "../../../../src/domain/identity/document.ts";
import { maskDocument, maskName, maskPhone } from "../../../../src/domain/identity/mask.ts";
import { checkName } from "../../../../src/domain/identity/name.ts";
import { checkPhone } from "../../../../src/domain/identity/phone.ts";

interface Case {
  readonly description: string;
  readonly input: { readonly kind: "name" | "document" | "phone"; readonly text: string };
  readonly expect: string;
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL("../../../vectors/identity/masks.json", import.meta.url), "utf8"));

/** The mask of a text of the given kind; null if the text is not valid for the kind. */
function mask({ kind, text }: Case["input"]): string | null {
  if (kind === "name") {
    const name = checkName(text);
    return name.ok ? maskName(name.value) : null;
  }
  if (kind === "phone") {
    const phone = checkPhone(text);
    return phone.ok ? maskPhone(phone.value) : null;
  }
  // Type 99 accepts a number of any form.
  const document = checkDocument({ type: "99", number: text, nationality: "CHN" }, "2020-02-29");
  return document.ok ? maskDocument(document.value.number) : null;
}

describe("mask vectors", () => {
  it.each(cases)("$description", ({ input, expect: expected }) => {
    expect(mask(input)).toBe(expected);
  });
});

describe("every mask", () => {
  it("of a name is at most its first two characters and two stars, in 24 bytes", () => {
    const unit = fc.constantFrom("张", "欧", "阳", "司", "马", "𠮷", "a", "é", "क", "ि", "·", " ", "म");
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 60 }), (text) => {
        const checked = checkName(text);
        fc.pre(checked.ok);
        const name = checked.ok ? checked.value : text;
        const masked = mask({ kind: "name", text }) ?? "";
        expect(masked).toMatch(/^.{1,2}\*\*$/u);
        expect(name.startsWith(masked.slice(0, -2))).toBe(true);
        expect(new TextEncoder().encode(masked).length).toBeLessThanOrEqual(24);
      }),
    );
  });

  it("of a document keeps the length and shows at most two characters at each end, and at most half of all", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9\u4e00-\u9fff]{4,24}$/), (text) => {
        const masked = mask({ kind: "document", text }) ?? "";
        const visible = Math.min(2, Math.floor(text.length / 4));
        expect(masked).toBe(text.slice(0, visible) + "*".repeat(text.length - 2 * visible) + text.slice(-visible));
        expect(masked.replaceAll("*", "").length * 2).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it("of a phone number does not depend on its middle digits", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{5}$/), (middle) => {
        expect(mask({ kind: "phone", text: `138${middle}000` })).toBe("138*****000");
      }),
    );
  });
});

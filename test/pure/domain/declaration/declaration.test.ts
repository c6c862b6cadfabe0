/** Declarations against test/vectors/declaration/declarations.json, and properties that hold for any declaration. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declarationRequest } from "../../../../src/contract/declaration.ts";
import { checkDeclaration, isFever, type Declaration } from "../../../../src/domain/declaration/declaration.ts";
import { addDays } from "../../../../src/domain/china-time.ts";

interface Case {
  readonly description: string;
  readonly input: { readonly declaration: Declaration; readonly region: string; readonly today: string };
  readonly expect:
    | { readonly advice: readonly string[] }
    | { readonly refusal: { readonly code: string; readonly field: string } };
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL("../../../vectors/declaration/declarations.json", import.meta.url), "utf8"),
);
const ID = "6f1c2f5e-8d0b-4c8e-9a53-0d3f5a1b7c11";
const TODAY = "2020-02-29";
const TENTHS = Array.from({ length: 91 }, (_, index) => (340 + index) / 10);

function aDeclaration(changes: Partial<Declaration> = {}): Declaration {
  return {
    category: "returning",
    presentPlace: { division: "4401" },
    addressHere: { division: "420107011", detail: "和平大道 1 号" },
    plannedArrival: "2020-03-05",
    phone: "13800138000",
    temperatureCelsius: 36.5,
    symptoms: [],
    contact: "none",
    places: [],
    promise: true,
    ...changes,
  };
}

describe("declaration vectors", () => {
  it.each(cases)("$description", ({ input, expect: expected }) => {
    const { declaration, region, today } = input;
    const before = JSON.stringify(declaration);
    expect(checkDeclaration(declaration, { region, today })).toStrictEqual(
      "refusal" in expected ? { ok: false, refusal: expected.refusal } : { ok: true, value: expected },
    );
    expect(JSON.stringify(declaration)).toBe(before);
  });

  it.each(cases.filter(({ expect: expected }) => "advice" in expected))("the contract accepts: $description", ({ input }) => {
    expect(declarationRequest.parse({ id: ID, ...input.declaration })).toStrictEqual({ id: ID, ...input.declaration });
  });
});

describe("temperature", () => {
  it("is accepted at each of its 91 tenths, by the contract and by the domain", () => {
    const refused = TENTHS.filter((temperatureCelsius) => {
      const declaration = aDeclaration({ temperatureCelsius });
      return (
        !declarationRequest.safeParse({ id: ID, ...declaration }).success ||
        !checkDeclaration(declaration, { region: "4201", today: TODAY }).ok
      );
    });
    expect(refused).toStrictEqual([]);
  });

  it("is refused when it is no number of degrees", () => {
    for (const temperatureCelsius of [Number.NaN, Number.POSITIVE_INFINITY, -36.5, 0]) {
      expect(checkDeclaration(aDeclaration({ temperatureCelsius }), { region: "4201", today: TODAY })).toStrictEqual({
        ok: false,
        refusal: { code: "temperature_range", field: "/temperatureCelsius" },
      });
    }
  });

  it("is a fever from 37.3", () => {
    expect(TENTHS.find((temperature) => isFever(temperature))).toBe(37.3);
    expect(isFever(37.2)).toBe(false);
  });
});

describe("the planned arrival", () => {
  it("is accepted from today until 60 days ahead and on no other day", () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), (days) => {
        const declaration = aDeclaration({ plannedArrival: addDays(TODAY, days) });
        expect(checkDeclaration(declaration, { region: "4201", today: TODAY }).ok).toBe(days >= 0 && days <= 60);
      }),
    );
  });
});

describe("the places", () => {
  it("are accepted within the last 14 days and in their order, and otherwise refused", () => {
    const day = fc.integer({ min: -20, max: 5 });
    fc.assert(
      fc.property(day, day, (from, to) => {
        const declaration = aDeclaration({ places: [{ division: "43", from: addDays(TODAY, from), to: addDays(TODAY, to) }] });
        expect(checkDeclaration(declaration, { region: "4201", today: TODAY }).ok).toBe(-14 <= from && from <= to && to <= 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe("in the nation's region", () => {
  const staying = (address: string, present: string) => {
    const places = { presentPlace: { division: present }, addressHere: { division: address, detail: "1 号" } };
    const checked = checkDeclaration(aDeclaration({ category: "staying", plannedArrival: undefined, ...places }), {
      region: "",
      today: TODAY,
    });
    return checked.ok ? "here" : checked.refusal.code;
  };

  it.each([
    ["420107011", "420117", "here"],
    ["420107011", "4201", "here"],
    ["420107011", "420202", "present_place_outside_region"],
    ["429004001", "429004", "here"],
    ["429004001", "429005", "present_place_outside_region"],
  ])(
    "an address in %s and a present place in %s give %s: a city, or a county without a city, is one place",
    (address, present, expected) => {
      expect(staying(address, present)).toBe(expected);
    },
  );
});

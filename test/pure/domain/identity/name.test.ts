/** Names against test/vectors/identity/names.json, and properties that hold for any text. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkName } from "../../../../src/domain/identity/name.ts";

interface Case {
  readonly description: string;
  readonly input: string;
  readonly expect: { readonly name: string } | { readonly refusal: { readonly code: string; readonly field: string } };
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL("../../../vectors/identity/names.json", import.meta.url), "utf8"));

describe("name vectors", () => {
  it.each(cases)("$description", ({ input, expect: expected }) => {
    expect(checkName(input)).toStrictEqual(
      "refusal" in expected ? { ok: false, refusal: expected.refusal } : { ok: true, value: expected.name },
    );
  });
});

describe("every name", () => {
  it("is unchanged when it is read again, and holds no digit, control character or pictograph", () => {
    const unit = fc.constantFrom(
      "张",
      "欧",
      "〇",
      "𠮷",
      "a",
      "é",
      "e",
      "\u0301",
      "·",
      "•",
      "-",
      "'",
      ".",
      " ",
      "\u3000",
      "3",
      "/",
      "@",
      ",",
      "。",
      "⻢",
      "姓名",
      "姓 名",
      "’",
      ":",
      "😀",
      "\u200b",
      "\ufe0f",
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 12 }), fc.string({ unit: "binary" })), (text) => {
        const first = checkName(text);
        if (!first.ok) return;
        expect(checkName(first.value)).toStrictEqual(first);
        expect(first.value).not.toMatch(/[\p{N}--\u3007]|[\p{C}--\p{Cn}]|\p{RGI_Emoji}/v);
      }),
      { numRuns: 3000 },
    );
  });
});

it("loses stops at its end, also with spaces between them", () => {
  expect(checkName("张三。　。")).toEqual({ ok: true, value: "张三" });
});

it.each(["’姓名 张三", "'姓名：'张三", "名 字　张三", "中文姓名：姓 名 张三"])("%j is a label before a name", (text) => {
  expect(checkName(text)).toEqual({ ok: true, value: "张三" });
});

const spaced = (spaces: number) => checkName(`A${" ".repeat(spaces)}B`);

it("a text of 240 characters may still be a name of 60, and a longer text is refused unread", () => {
  expect(spaced(238)).toEqual({ ok: true, value: "A B" });
  expect(spaced(239)).toEqual({ ok: false, refusal: { code: "name_too_long", field: "name" } });
});

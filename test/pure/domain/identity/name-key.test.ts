/** Names that are one although they are written in two ways, and names that are not. Source: reports.md of other products, ICAO Doc 9303. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { checkName, type PersonName } from "../../../../src/domain/identity/name.ts";
import { isSameName } from "../../../../src/domain/identity/name-key.ts";

/** A name as an earlier version of the reader may have stored it. */
const stored = (text: string) => text as PersonName;

function read(text: string): PersonName {
  const name = checkName(text);
  if (!name.ok) throw new Error(name.refusal.code);
  return name.value;
}

it.each([
  ["JOHN SMITH", "John Smith"],
  ["José Pérez", "JOSE PEREZ"],
  ["José", "Jose\u0301"],
  ["Jean-Luc Noir", "Jean Luc Noir"],
  ["O'Neil", "ONEIL"],
  ["MUTHU A/L RAMASAMY", "Muthu AL Ramasamy"],
  ["Chan, Tai Man", "CHAN TAI MAN"],
  ["Łukasz Sørensen", "LUKASZ SORENSEN"],
  ["Großmann", "GROSSMANN"],
  ["İpek Yılmaz", "IPEK YILMAZ"],
  ["阿依古丽·买买提", "阿依古丽买买提"],
  ["阿依古丽．买买提", "阿依古丽•买买提"],
  ["张⽂", "张文"],
])("%s and %s are one name", (one, other) => {
  expect(isSameName(read(one), read(other))).toBe(true);
});

it.each([
  ["李建国", "李建囯"],
  ["JOHN SMITH", "JOHN SMYTH"],
  ["ก้อง", "กิ้ง"],
])("%s and %s are two names", (one, other) => {
  expect(isSameName(read(one), read(other))).toBe(false);
});

it.each(["阿依古丽.买买提", "Oʼneil", "张三.", "王芳"])(
  "%s, stored by an earlier version, is the name as it is read now",
  (text) => {
    expect(isSameName(stored(text), read(text))).toBe(true);
    expect(isSameName(stored(text), read("李建国"))).toBe(false);
  },
);

it("every name is itself, whatever its case, and never a text of marks only", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const name = checkName(text);
      if (!name.ok) return;
      expect(isSameName(name.value, stored(name.value.normalize("NFD")))).toBe(true);
      expect(isSameName(name.value, stored("·-' "))).toBe(false);
    }),
  );
});

/** The form of a person: what it sends, and the first field that it refuses. */
import { expect, test } from "vitest";
import { type PersonDraft, requestOf } from "../../../../../src/pwa/resident/family/person-draft.ts";

const TODAY = "2020-02-29";
const CHILD: PersonDraft = {
  relation: "child",
  name: "王小明",
  type: "10",
  number: "420107201902282518",
  nationality: "",
  birthDate: "",
};
const PASSPORT: PersonDraft = {
  ...CHILD,
  type: "20",
  number: "c01x 00t47",
  nationality: "USA",
  birthDate: "2019-02-28",
  name: "MUTHU A/L RAMASAMY",
};
const fieldOf = (draft: PersonDraft) => {
  const request = requestOf(draft, TODAY);
  return request.ok ? null : `${request.refusal.field} ${request.refusal.code}`;
};

test("names and numbers are sent as the reader gives them, with the label left out", () => {
  expect(requestOf({ ...PASSPORT, number: "护照号：C01X-00T47", name: "姓名：MUTHU A / L RAMASAMY" }, TODAY)).toEqual({
    ok: true,
    value: {
      relation: "child",
      name: "MUTHU A/L RAMASAMY",
      document: { type: "20", number: "C01X00T47", nationality: "USA", birthDate: "2019-02-28" },
    },
  });
});

test("no relation is chosen for anybody", () => {
  expect(fieldOf({ ...CHILD, relation: null })).toBe("relation relation_missing");
});

test("a nationality comes from the list of countries", () => {
  expect(fieldOf(PASSPORT)).toBeNull();
  expect(fieldOf({ ...PASSPORT, nationality: "" })).toBe("nationality nationality_missing");
  expect(fieldOf({ ...PASSPORT, nationality: "UNI" })).toBe("nationality nationality_unknown");
});

test("a country that was chosen for a passport is not sent with an identity card", () => {
  expect(fieldOf({ ...CHILD, number: "11010519491231002×", nationality: "USA" })).toBeNull();
});

test("a name that is too long is refused, and not cut", () => {
  expect(fieldOf({ ...CHILD, name: "𠮷".repeat(60), number: "11010519491231002X" })).toBeNull();
  expect(fieldOf({ ...CHILD, name: "𠮷".repeat(61), number: "11010519491231002X" })).toBe("name name_too_long");
});

/** The form of a case: what it sends, and the first field that it refuses, in the order of the form. */
import { expect, test } from "vitest";
import { type CaseDraft, caseOf, emptyCase, relationsFor } from "../../../../../src/pwa/admin/cases/case-draft.ts";

const TODAY = "2026-11-29";
const FILLED: CaseDraft = {
  ...emptyCase(),
  kind: "dead_number",
  name: "姓名：尹长青",
  number: "420107 19800101 0011",
  phone: "手机 139 5550 0002",
  relation: "self",
  reason: " 本人到场，看了身份证 ",
};
const fieldOf = (changes: Partial<CaseDraft>) => {
  const request = caseOf({ ...FILLED, ...changes }, TODAY);
  return request.ok ? null : `${request.refusal.field} ${request.refusal.code}`;
};

test("name, number, phone and reason are sent as the readers give them", () => {
  expect(caseOf(FILLED, TODAY)).toEqual({
    ok: true,
    value: {
      id: FILLED.id,
      kind: "dead_number",
      name: "尹长青",
      document: { type: "10", number: "420107198001010011", birthDate: "1980-01-01" },
      phone: "+8613955500002",
      relation: "self",
      reason: "本人到场，看了身份证",
    },
  });
});

test.each([
  [{ kind: null, name: "" }, "kind kind_missing"],
  [{ name: "", number: "" }, "name name_missing"],
  [{ number: "420107198001010019", phone: "" }, "number resident_number_check"],
  [{ type: "20", number: "M12345678", birthDate: "1990-01-01" } as const, "nationality nationality_missing"],
  [{ phone: "12", relation: null }, "phone phone_length"],
  [{ relation: null, reason: "" }, "relation relation_missing"],
  [{ reason: "  " }, "reason reason_missing"],
  [{ reason: "字".repeat(201) }, "reason reason_missing"],
])("the first wrong field of %j is %s", (changes, field) => {
  expect(fieldOf(changes)).toBe(field);
});

test("nothing is chosen beforehand, and a person without a phone is nobody's own login", () => {
  expect(emptyCase()).toMatchObject({ kind: null, relation: null });
  expect(relationsFor("guardian")).toEqual(["child", "parent", "other"]);
  expect(fieldOf({ kind: "guardian" })).toBe("relation relation_missing");
});

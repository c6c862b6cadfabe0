/** The purpose of a look: from a list, in words where the list has none. */
import { expect, test } from "vitest";
import { checkPurpose } from "../../../../src/domain/look/look.ts";

test("a purpose of the list needs no words and keeps those that are given", () => {
  expect(checkPurpose("epidemiology", undefined)).toEqual({ ok: true, value: { kind: "epidemiology", text: null } });
  expect(checkPurpose("contact_tracing", "南门")).toEqual({ ok: true, value: { kind: "contact_tracing", text: "南门" } });
});

test("another purpose is told in words", () => {
  expect(checkPurpose("other", "复核")).toEqual({ ok: true, value: { kind: "other", text: "复核" } });
  expect(checkPurpose("other", undefined)).toEqual({ ok: false, refusal: { code: "purpose_missing" } });
});

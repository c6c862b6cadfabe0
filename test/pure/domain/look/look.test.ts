/** The purpose of a look: one of the list, or another with a text. */
import { expect, test } from "vitest";
import { checkPurpose } from "../../../../src/domain/look/look.ts";

test("a purpose of the list needs no text and keeps a given text", () => {
  expect(checkPurpose("epidemiology", undefined)).toEqual({ ok: true, value: { kind: "epidemiology", text: null } });
  expect(checkPurpose("contact_tracing", "南门")).toEqual({ ok: true, value: { kind: "contact_tracing", text: "南门" } });
});

test("another purpose needs a text", () => {
  expect(checkPurpose("other", "复核")).toEqual({ ok: true, value: { kind: "other", text: "复核" } });
  expect(checkPurpose("other", undefined)).toEqual({ ok: false, refusal: { code: "purpose_missing" } });
});

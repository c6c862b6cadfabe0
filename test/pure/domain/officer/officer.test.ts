/** Who may be the second of two officers. Source: product.md §5, point 4. */
import { expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import { boundPerson, secondOf } from "../../../../src/domain/officer/officer.ts";

const one = "1".repeat(24) as PersonKey;
const other = "2".repeat(24) as PersonKey;

test("another person may be the second officer", () => {
  expect(secondOf(one, { person: other })).toEqual({ ok: true, value: other });
});

test("the same person may not, with any login", () => {
  expect(secondOf(one, { person: one })).toEqual({ ok: false, refusal: { code: "same_officer" } });
});

test("a login without a person is no officer, neither the first nor the second", () => {
  const refused = { ok: false, refusal: { code: "officer_not_bound" } };
  expect([boundPerson({ person: null }), secondOf(one, { person: null })]).toEqual([refused, refused]);
});

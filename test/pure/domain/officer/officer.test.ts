/** Who may be the second of two officers. Source: product.md §5, point 4. */
import { expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import { boundPerson, secondOf } from "../../../../src/domain/officer/officer.ts";

const one = "1".repeat(24) as PersonKey;
const other = "2".repeat(24) as PersonKey;

test("another person is the second officer", () => {
  expect(secondOf(one, { person: other })).toEqual({ ok: true, value: other });
});

test("the same person is not, whatever login they come with", () => {
  expect(secondOf(one, { person: one })).toEqual({ ok: false, refusal: { code: "same_officer" } });
});

test("a login that is bound to nobody is no officer, neither the first nor the second", () => {
  const refused = { ok: false, refusal: { code: "officer_not_bound" } };
  expect([boundPerson({ person: null }), secondOf(one, { person: null })]).toEqual([refused, refused]);
});

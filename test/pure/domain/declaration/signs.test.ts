/** The signs of a declaration: each of fever, symptoms and contact alone, and the age up to which a declaration counts. */
import { expect, test } from "vitest";
import type { Contact, Symptom } from "../../../../src/domain/declaration/declaration.ts";
import { hasSigns, signsAt } from "../../../../src/domain/declaration/signs.ts";

const DAY = 86_400_000;
const healthy = { temperatureCelsius: 36.5, symptoms: [] as Symptom[], contact: "none" as Contact };

test.each<readonly [string, Partial<typeof healthy>, boolean]>([
  ["nothing", {}, false],
  ["37.2 °C", { temperatureCelsius: 37.2 }, false],
  ["37.3 °C", { temperatureCelsius: 37.3 }, true],
  ["a symptom", { symptoms: ["other"] }, true],
  ["a contact with a confirmed case", { contact: "confirmed" }, true],
  ["a contact with a suspected case", { contact: "suspected" }, true],
  ["a contact with a fever patient", { contact: "fever_patient" }, true],
  ["not sure about a contact", { contact: "unsure" }, false],
])("a declaration with %s", (_, change, signs) => {
  expect(hasSigns({ ...healthy, ...change })).toBe(signs);
});

test.each<readonly [string, number | null, boolean | null, boolean | null]>([
  ["of this moment", 0, true, true],
  ["exactly 14 days old", -14 * DAY, true, true],
  ["a moment older than 14 days", -14 * DAY - 1, true, null],
  ["without signs", -DAY, false, false],
  ["whose signs are unknown", -DAY, null, null],
  ["that does not exist", null, true, null],
])("a gate may know the signs of a declaration %s", (_, declaredAt, signs, expected) => {
  expect(signsAt(declaredAt, signs, 0)).toBe(expected);
});

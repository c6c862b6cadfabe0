/** The health answers of a form: the fault stands at the answer that is missing or impossible. */
import { expect, test } from "vitest";
import { type HealthDraft, readHealth } from "../../../../../src/pwa/ui/fields/health-answer.ts";

const WELL: HealthDraft = { temperature: "36。5", symptoms: [], noSymptom: true };
const pointerOf = (draft: HealthDraft) => {
  const health = readHealth(draft);
  return health.ok ? null : `${health.refusal.pointer} ${health.refusal.code}`;
};

test("a temperature with a Chinese full stop is a number", () => {
  expect(readHealth(WELL)).toEqual({ ok: true, value: { temperatureCelsius: 36.5, symptoms: [] } });
});

test("the fault is at the temperature where that is wrong, and at the symptoms where these are missing", () => {
  expect(pointerOf({ ...WELL, temperature: " " })).toBe("/temperatureCelsius temperature_missing");
  expect(pointerOf({ ...WELL, temperature: "365" })).toBe("/temperatureCelsius temperature_point");
  expect(pointerOf({ ...WELL, temperature: "正常" })).toBe("/temperatureCelsius temperature_unread");
  expect(pointerOf({ ...WELL, temperature: "50" })).toBe("/temperatureCelsius temperature_range");
  expect(pointerOf({ ...WELL, temperature: "36.55" })).toBe("/temperatureCelsius temperature_precision");
  expect(pointerOf({ ...WELL, noSymptom: false })).toBe("/symptoms symptoms_missing");
  expect(pointerOf({ ...WELL, noSymptom: false, symptoms: ["cough"] })).toBeNull();
});

/** Whether a declaration reports signs of an illness or a contact with a case: yes, no, or unknown, and no figures. Pure. Source: product.md §4. */
import { DAY_MS } from "../instant.ts";
import { type Declaration, isContact, isFever } from "./declaration.ts";

/** An older declaration says nothing about the person's health today. */
const HOLD_MS = 14 * DAY_MS;

/** Fever, a symptom, or a contact with a case. "Not sure" about a contact is no report of one. */
export function hasSigns({
  temperatureCelsius,
  symptoms,
  contact,
}: Pick<Declaration, "temperatureCelsius" | "symptoms" | "contact">): boolean {
  return isFever(temperatureCelsius) || symptoms.length > 0 || isContact(contact);
}

/**
 * The signs that a gate may know at the time `at` (ms).
 * @param declaredAt the time of the last declaration, ms; null without one
 * @param signs of that declaration; null if unknown
 */
export function signsAt(declaredAt: number | null, signs: boolean | null, at: number): boolean | null {
  return declaredAt !== null && at - declaredAt <= HOLD_MS ? signs : null;
}

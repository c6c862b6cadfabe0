/** Whether a declaration reports signs of an illness or a contact with a case: yes, no, or unknown, and no figures. Pure. Source: product.md §4. */
import { DAY_MS } from "../instant.ts";
import { type Declaration, isContact, isFever } from "./declaration.ts";

/** How long a declaration counts: an older one says nothing about the person's health today. */
const HOLD_MS = 14 * DAY_MS;

/** Whether a declaration reports fever, a symptom, or a contact with a case. "Not sure" about a contact does not count. */
export function hasSigns({
  temperatureCelsius,
  symptoms,
  contact,
}: Pick<Declaration, "temperatureCelsius" | "symptoms" | "contact">): boolean {
  return isFever(temperatureCelsius) || symptoms.length > 0 || isContact(contact);
}

/**
 * The signs that a gate may know at the time `at` (ms); null if they are unknown, or the declaration is older than 14 days.
 * @param declaredAt the time of the last declaration, ms; null without one
 * @param signs whether that declaration reports signs; null if unknown
 */
export function signsAt(declaredAt: number | null, signs: boolean | null, at: number): boolean | null {
  return declaredAt !== null && at - declaredAt <= HOLD_MS ? signs : null;
}

/** Name and phone of somebody who is to be appointed, as they are compared. */
import { checkName, type PersonName } from "../domain/identity/name.ts";
import { checkPhone, type PhoneNumber } from "../domain/identity/phone.ts";
import { accept, type Result } from "../domain/result.ts";
import type { WireRefusal } from "./problem.ts";

interface Applicant {
  readonly name: PersonName;
  readonly phone: PhoneNumber;
}

export function checkApplicant(written: { readonly name: string; readonly phone: string }): Result<Applicant, WireRefusal> {
  const name = checkName(written.name);
  if (!name.ok) return name;
  const phone = checkPhone(written.phone);
  return phone.ok ? accept({ name: name.value, phone: phone.value }) : phone;
}

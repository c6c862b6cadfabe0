/** The document of a person, sealed by one issuer so that only another one can read it. docs/trust.md §10. */
import type { FileKey } from "../../domain/federation/trust-files.ts";
import { type IdentityDocument, checkDocument } from "../../domain/identity/document.ts";
import { fieldsOf } from "../status/fields.ts";
import { openContent, sealContent, type SealedFor } from "./sealed-content.ts";

/** A document with a long number has some 500. */
const MAX_SEALED = 1200;

/** @param key of the statement of `to` */
export function sealPerson(key: FileKey, purpose: SealedFor, document: IdentityDocument): Promise<string> {
  return sealContent(key, purpose, { document });
}

/** The document in a text; null if it is sealed for another reader or purpose, or has another form. @param today the date in China */
export async function openPerson(
  text: string,
  privateKey: CryptoKey,
  purpose: SealedFor,
  today: string,
): Promise<IdentityDocument | null> {
  const { document } = (await openContent(text, privateKey, purpose, MAX_SEALED)) ?? {};
  const { type, number, nationality, birthDate } = fieldsOf(document);
  if (typeof type !== "string" || typeof number !== "string") return null;
  const [nation, born] = [nationality, birthDate].map((one) => (typeof one === "string" ? one : undefined));
  const checked = checkDocument({ type, number, nationality: nation, birthDate: born }, today);
  return checked.ok ? checked.value : null;
}

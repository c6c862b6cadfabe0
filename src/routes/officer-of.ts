/** Who says a word of two: two logins of one human are one officer. */
import type { Actor } from "../domain/access/keys.ts";

export function officerOf({ person, account }: Actor): string {
  return person ?? account;
}

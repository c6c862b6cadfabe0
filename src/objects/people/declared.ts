/** Declarations as whoever manages the person reads them: the right is checked after what was waited for. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import type { DeclareStores } from "./person/declare.ts";
import { openDeclaration, openDeclarations } from "./person/history.ts";
import { ownerOf } from "./person/person-view.ts";
import type { DeclarationResult, DeclarationsResult } from "./rpc.ts";

/** A page, newest first, below the number `before`. */
export async function declarationsFor(
  secrets: Secrets,
  { persons, history }: DeclareStores,
  person: PersonKey,
  account: AccountKey,
  before: number,
): Promise<DeclarationsResult> {
  if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
  return accept(await openDeclarations(secrets, ownerOf(person), history.page(person, before)));
}

/** One in full; null where there is none of that number. */
export async function declarationFor(
  secrets: Secrets,
  { persons, history }: DeclareStores,
  person: PersonKey,
  account: AccountKey,
  n: number,
): Promise<DeclarationResult> {
  if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
  const row = history.one(person, n);
  return accept(row && (await openDeclaration(secrets, ownerOf(person), row)));
}

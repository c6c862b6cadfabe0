/** Decides who may be the second of two officers, or of two administrators of a division who must agree. Each of them is a person, not a login. Pure. Source: product.md §5, point 4. */
import type { Actor, PersonKey } from "../access/keys.ts";
import { accept, refuse, type Result } from "../result.ts";

/** An officer as the other officer sees them: the person's key and the masked phone number. */
export interface Officer {
  readonly person: PersonKey;
  readonly maskedPhone: string;
}

/** The part of a login that counts here: the person that is bound to it by real name (`person` is null if none is bound). */
type Login = Pick<Actor, "person">;

export interface OfficerNotBound {
  readonly code: "officer_not_bound";
}
export type SecondOfficerRefusal = OfficerNotBound | { readonly code: "same_officer" };

/** The person behind a login. A login without a person is no officer: it may be another login of the officer who acted first. */
export function boundPerson({ person }: Login): Result<PersonKey, OfficerNotBound> {
  return person === null ? refuse({ code: "officer_not_bound" }) : accept(person);
}

/** The two-officer rule: the second officer is another person than the first one. Every approval and every agreement calls this function. */
export function secondOf(first: PersonKey, second: Login): Result<PersonKey, SecondOfficerRefusal> {
  const bound = boundPerson(second);
  return bound.ok && bound.value === first ? refuse({ code: "same_officer" }) : bound;
}

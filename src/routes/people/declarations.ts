/** Declarations of one person: the list, a single declaration, and a new one. */
import { type DeclarationReceipt, DECLARATIONS } from "../../contract/declaration.ts";
import { PERSON } from "../../contract/operation.ts";
import { type Advice, checkDeclaration, type Declaration } from "../../domain/declaration/declaration.ts";
import { dateOf } from "../../domain/china-time.ts";
import { NATION, regionOf } from "../../domain/issuer/issuer.ts";
import { type Accepted, refuse } from "../../domain/result.ts";
import { type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import { isCoveredNow } from "../../objects/trust/covered.ts";
import { type Divisions, openDivisions } from "../../storage/divisions.ts";
import type { OfManaged } from "../env.ts";
import type { DeclarationMade } from "../../objects/people/person/rpc.ts";
import { Routes } from "../http/operation.ts";
import { instantOf } from "../../domain/instant.ts";

export const declarations = new Routes<OfManaged>(PERSON)
  .on(DECLARATIONS.declarations, async (c, { query, answer }) => {
    const { issuer, managed, actor } = c.var;
    const before = query.before ?? Number.MAX_SAFE_INTEGER;
    const page = await peopleOf(c.env, issuer, managed.person).declarations(managed.person, actor.account, before);
    if (!page.ok) return page;
    const last = page.value.at(-1)?.n ?? 1;
    return answer(200, {
      declarations: page.value.map(({ n, at, declaration: { category, temperatureCelsius, symptoms } }) => ({
        n,
        at: instantOf(at),
        category,
        temperatureCelsius,
        symptoms: [...symptoms],
      })),
      nextBefore: last > 1 ? last : null,
    });
  })
  .on(DECLARATIONS.declare, async (c, { body, answer }) => {
    const { id, ...declaration } = body;
    const { issuer, now, managed, actor } = c.var;
    const checked = checkDeclaration(declaration, { region: regionOf(issuer.code), today: dateOf(now) });
    const check = checked.ok && issuer.code === NATION ? await leftToNation(checked, c.env, declaration, now) : checked;
    const people = peopleOf(c.env, issuer, managed.person);
    if (!check.ok) {
      // The day or the register may have changed since the first request: a repeated request gets its receipt, although it would be refused today.
      const before = await people.declared(managed.person, actor.account, id);
      return before === null ? check : answer(201, receiptOf(before, []));
    }
    const unknown = await unknownDivision(openDivisions(c.env, c.var), declaration);
    if (unknown !== null) return refuse({ code: "division_unknown", pointer: unknown });
    const receipt = await people.declare(managed.person, actor.account, id, declaration, now);
    if (!receipt.ok) return receipt;
    return answer(201, receiptOf(receipt.value, check.value.advice));
  })
  .on(DECLARATIONS.declaration, async (c, { params, answer }) => {
    const { issuer, managed, actor } = c.var;
    const entry = await peopleOf(c.env, issuer, managed.person).declaration(managed.person, actor.account, params.n);
    if (!entry.ok) return entry;
    if (entry.value === null) return refuse({ code: "declaration_not_found" });
    const { declaration } = entry.value;
    return answer(200, {
      n: entry.value.n,
      at: instantOf(entry.value.at),
      ...declaration,
      symptoms: [...declaration.symptoms],
      places: [...declaration.places],
    });
  });

function receiptOf({ n, at }: DeclarationMade, advice: readonly Advice[]): DeclarationReceipt {
  return { n, at: instantOf(at), advice: [...advice] };
}

/** The nation takes no declaration for an address that a member of the register serves. */
async function leftToNation<T>(checked: Accepted<T>, { PUBLISHED }: ObjectsEnv, { addressHere }: Declaration, now: number) {
  const isServed = await isCoveredNow(PUBLISHED, addressHere.division, now);
  return isServed ? refuse({ code: "region_covered", pointer: "/addressHere/division" }) : checked;
}

/** The pointer to the first division that the table does not contain; null if it contains all. */
async function unknownDivision(divisions: Divisions, { presentPlace, addressHere, places }: Declaration) {
  const codes = [
    ["/presentPlace/division", presentPlace.division],
    ["/addressHere/division", addressHere.division],
    ...places.map(({ division }, index) => [`/places/${index}/division`, division] as const),
  ] as const;
  for (const [pointer, code] of codes) if (!(await divisions.exists(code))) return pointer;
  return null;
}

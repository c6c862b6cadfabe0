/** Decides additions below a street at run time: communities that the table does not have, and aliases of communities. Pure. Source: product.md §4, §8. */
import { accept, refuse, type Result } from "../result.ts";
import { type DivisionCode, parentOf } from "./division.ts";
import { formsOf, plain } from "./name.ts";
import type { DivisionRow } from "./table.ts";

/**
 * The statistical table numbers residents' committees from 001, villages from 200, similar units from 400 and 500, and no edition uses numbers
 * above 599: no later edition can use the code of an addition (docs/decisions/0016).
 */
const FIRST_ADDED = 900;
const LAST_ADDED = 999;
/** The most aliases of a community: with five of 30 characters each (of three bytes in UTF-8, as all but rare Chinese ones), its data still fit into KV's metadata of 1,024 bytes. */
const MAX_ALIASES = 5;
const STREET_DIGITS = 9;
const COMMUNITY_DIGITS = 12;
const NAME = /^[\p{L}\p{N}()（）·]{2,30}$/u;

export interface NewCommunity {
  readonly name: string;
  readonly aliases: readonly string[];
}

export type AddDivisionRefusal =
  | { readonly code: "not_a_street" }
  | { readonly code: "division_name_form"; readonly field: "name" | "alias" }
  | { readonly code: "division_name_taken"; readonly field: "name" }
  | { readonly code: "division_alias_taken"; readonly field: "alias" }
  | { readonly code: "too_many_added" };

/** Whether a code is one of an addition: a community whose last three digits are 900 or more. */
export function isAddedCode(code: string): boolean {
  return code.length === COMMUNITY_DIGITS && Number(code.slice(STREET_DIGITS)) >= FIRST_ADDED;
}

/**
 * The row of a new community below a street, with the next free code from 900. Refuses a name or an alias that a sibling has.
 * @param siblings all communities of the street, with additions
 * @param on `YYYY-MM-DD`, the first day of the community
 */
export function addCommunity(
  street: string,
  siblings: readonly DivisionRow[],
  { name, aliases }: NewCommunity,
  on: string,
): Result<DivisionRow, AddDivisionRefusal> {
  if (street.length !== STREET_DIGITS) return refuse({ code: "not_a_street" });
  if (!NAME.test(name)) return refuse({ code: "division_name_form", field: "name" });
  if (isTaken(siblings, name)) return refuse({ code: "division_name_taken", field: "name" });
  const number = Math.max(FIRST_ADDED, ...siblings.map(({ code }) => Number(code.slice(STREET_DIGITS)) + 1));
  if (number > LAST_ADDED) return refuse({ code: "too_many_added" });
  const code = `${street}${number}` as DivisionCode;
  const row: DivisionRow = { code, name, aliases: [], validFrom: on, validTo: null, successor: null };
  return aliases.reduce<Result<DivisionRow, AddDivisionRefusal>>(
    (result, alias) => (result.ok ? addAlias([...siblings, result.value], code, alias) : result),
    accept(row),
  );
}

/**
 * The row of a community with one more alias. Refuses an alias that it or a sibling has.
 * @param siblings all communities of its street, itself included
 */
export function addAlias(siblings: readonly DivisionRow[], code: string, alias: string): Result<DivisionRow, AddDivisionRefusal> {
  const row = siblings.findLast((sibling) => sibling.code === code);
  if (row === undefined || parentOf(code).length !== STREET_DIGITS) return refuse({ code: "not_a_street" });
  if (!NAME.test(alias)) return refuse({ code: "division_name_form", field: "alias" });
  if (isTaken(siblings, alias)) return refuse({ code: "division_alias_taken", field: "alias" });
  if (row.aliases.length >= MAX_ALIASES) return refuse({ code: "too_many_added" });
  return accept({ ...row, aliases: [...row.aliases, alias] });
}

/** Whether a text is a way to write the name or an alias of one of the siblings. */
function isTaken(siblings: readonly DivisionRow[], text: string): boolean {
  const compact = plain(text);
  return siblings.some((row) => formsOf(row).has(compact));
}

/** The rows of the shipped table with the additions; an addition replaces a row with the same code, because it may add aliases. */
export function withAdded(table: readonly DivisionRow[], added: readonly DivisionRow[]): readonly DivisionRow[] {
  return [...new Map([...table, ...added].map((row) => [row.code, row])).values()];
}

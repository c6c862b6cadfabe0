/** The shape of a rule set: dated data of one issuer that turns the record of a person into a colour, a reason and a way out. Source: product.md §1, §6. */
import type { CodeColour } from "../code/claims.ts";
import type { Sentence } from "../sentence.ts";
import type { FactKind } from "../fact/fact.ts";

export type Colour = CodeColour;

/**
 * How long a colour lasts if this is known in advance: days from the beginning of a count in the record, days or hours from the beginning of
 * the colour, or until a fact ends.
 */
export type Lasts =
  | { readonly days: number; readonly from: string }
  | { readonly days: number }
  | { readonly hours: number }
  | { readonly until: FactKind };

/** The result of the row that decides. */
export interface Outcome {
  readonly name: string;
  readonly colour: Exclude<Colour, "none">;
  /** The list whose entry is the reason for the colour, so that an appeal goes to the region of the entry; null if no entry is the reason. */
  readonly cause: FactKind | null;
  readonly reason: Sentence;
  /** Null if the end is not known in advance: until the event in `ends`. */
  readonly lasts: Lasts | null;
  /** The event that ends the colour. */
  readonly ends: Sentence;
  /** The office that can help. */
  readonly ask: Sentence;
}

export interface Row extends Outcome {
  /** The condition, in CertLogic over the variables of the record. */
  readonly when: unknown;
}

export interface RuleSet {
  readonly id: string;
  /** The issuer of the colours: `0`, `42`, `4201`. */
  readonly issuer: string;
  /** From 1; each change of a rule set gets a higher number. */
  readonly version: number;
  readonly title: Sentence;
  /** The first day of its validity, `YYYY-MM-DD` in China. */
  readonly validFrom: string;
  /** The first day after its validity; null: until further notice. */
  readonly validUntil: string | null;
  /** The first row whose condition holds decides. */
  readonly rows: readonly Row[];
  /** The result if no row's condition holds; it makes the set total. */
  readonly otherwise: Outcome;
}

/** The identity and the validity of a rule set, without its rows. */
export type RuleSetHead = Pick<RuleSet, "id" | "version" | "title" | "validFrom" | "validUntil">;

export function headOf({ id, version, title, validFrom, validUntil }: RuleSet): RuleSetHead {
  return { id, version, title, validFrom, validUntil };
}

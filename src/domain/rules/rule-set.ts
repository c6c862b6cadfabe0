/** A rule set: dated, per-issuer data that turns a record into a colour, a reason and a way out. Shapes only. Source: product.md §1, §6. */
import type { CodeColour } from "../code/claims.ts";
import type { Sentence } from "../sentence.ts";
import type { FactKind } from "../fact/fact.ts";

export type Colour = CodeColour;

/**
 * How long a colour lasts, where that can be said ahead: days from what a count of the record counts from, days or hours
 * from when the colour began, or until a fact ends.
 */
export type Lasts =
  | { readonly days: number; readonly from: string }
  | { readonly days: number }
  | { readonly hours: number }
  | { readonly until: FactKind };

/** What a row gives. */
export interface Outcome {
  readonly name: string;
  readonly colour: Exclude<Colour, "none">;
  /** The list whose entry is the reason: its region is the one to appeal to. */
  readonly cause: FactKind | null;
  readonly reason: Sentence;
  /** `null`: until what ends it. */
  readonly lasts: Lasts | null;
  /** What ends it. */
  readonly ends: Sentence;
  /** Whom to ask. */
  readonly ask: Sentence;
}

export interface Row extends Outcome {
  /** CertLogic over the record. */
  readonly when: unknown;
}

export interface RuleSet {
  readonly id: string;
  /** `0`, `42`, `4201`: whose colours these are. */
  readonly issuer: string;
  /** 1 and up: each change of one id makes the next. */
  readonly version: number;
  readonly title: Sentence;
  /** First day, `YYYY-MM-DD` in China. */
  readonly validFrom: string;
  /** First day on which it no longer holds; null: until further notice. */
  readonly validUntil: string | null;
  /** The first row whose condition holds decides. */
  readonly rows: readonly Row[];
  /** For everybody whom no row met: this is what makes the set total. */
  readonly otherwise: Outcome;
}

/** A rule set by its head: which it is, and when it holds. */
export type RuleSetHead = Pick<RuleSet, "id" | "version" | "title" | "validFrom" | "validUntil">;

export function headOf({ id, version, title, validFrom, validUntil }: RuleSet): RuleSetHead {
  return { id, version, title, validFrom, validUntil };
}

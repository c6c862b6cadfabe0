/** What comes to a shard from outside about its persons: entries of lists, and what the issuer tells. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { AreaPeriod } from "../../domain/area/area.ts";
import type { EntryName, Fact } from "../../domain/fact/fact.ts";

/** What an issuer tells every shard of its persons. */
export type News =
  | { readonly kind: "areas"; readonly areas: readonly CountyLevels[] }
  /** Other rule sets begin at that moment, ms. */
  | { readonly kind: "rules"; readonly at: number }
  | ({ readonly kind: "manual_fact" } & ManualFact);

/** A fact that two officers agreed to enter or to take back. */
export type ManualFact =
  | { readonly act: "enter"; readonly person: PersonKey; readonly fact: FactRow }
  | { readonly act: "withdraw"; readonly person: PersonKey; readonly fact: EntryName };

/** All that counts of one county's levels, in place of what counted before. */
export interface CountyLevels {
  readonly division: string;
  readonly periods: readonly AreaPeriod[];
}

/** What became of a fact that was to be entered: it said something new, or nothing new, or was one too many for its person. */
export type FactOutcome = "new" | "known" | "too_many_facts";

/** An entry of a person, by its name. */
export interface FactAsked {
  readonly person: PersonKey;
  readonly name: EntryName;
}

/** What a shard knows of an entry, and of whom it is about. */
export interface KnownFact {
  /** Null where nobody is known. */
  readonly maskedName: string | null;
  readonly state: "none" | "stands" | "withdrawn";
  /** The person has as many entries as anybody may have. */
  readonly isFull: boolean;
}

/** A fact and whose it is. */
export interface FactEntry {
  readonly person: PersonKey;
  readonly fact: FactRow;
}

/** An entry of a list. Entered again with another end, it is the same entry. */
export type FactRow = Fact & EntryName;

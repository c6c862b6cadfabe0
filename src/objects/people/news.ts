/** The news that a shard receives about its persons: entries of lists, and messages of the issuer. Types only. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { AreaPeriod } from "../../domain/area/area.ts";
import type { EntryName, Fact } from "../../domain/fact/fact.ts";

/** A message of the issuer to its shards of persons. */
export type News =
  | { readonly kind: "areas"; readonly areas: readonly CountyLevels[] }
  /** The rule sets change at this time, ms. */
  | { readonly kind: "rules"; readonly at: number }
  | ({ readonly kind: "manual_fact" } & ManualFact);

/** A fact that two officers agreed to enter or to withdraw. */
export type ManualFact =
  | { readonly act: "enter"; readonly person: PersonKey; readonly fact: FactRow }
  | { readonly act: "withdraw"; readonly person: PersonKey; readonly fact: EntryName };

/** All periods of risk levels of one county. They replace the previous ones. */
export interface CountyLevels {
  readonly division: string;
  readonly periods: readonly AreaPeriod[];
}

/**
 * The result of entering a fact: `new` changed the stored facts; `known` changed nothing; `too_many_facts`: refused, because the person has MAX_FACTS
 * entries.
 */
export type FactOutcome = "new" | "known" | "too_many_facts";

/** What entering a fact would do: a new entry, other days of a stored one, or nothing. */
export type EntryForecast = "new" | "changed" | "known";

/** The question for the state of one list entry of a person. */
export interface FactQuery {
  readonly person: PersonKey;
  readonly name: EntryName;
}

/** The state of an entry in a shard, and the masked name of its person. */
export interface FactState {
  /** Null if the shard has no such person. */
  readonly maskedName: string | null;
  readonly state: "none" | "stands" | "withdrawn";
  /** The list that has entered or changed it last; null: a single entry, or none. */
  readonly list: string | null;
  /** True if the person has MAX_FACTS entries, so that none can be added. */
  readonly isFull: boolean;
}

/** Takes back a list in a shard: the list's id, and the last person who was taken back; empty: from the first. */
export interface ListQuery {
  readonly list: string;
  readonly after: string;
}

/** `after`: the last person of this batch; null: this was the last batch. */
export interface ListTakenBack {
  readonly entries: number;
  readonly after: PersonKey | null;
}

/** A fact and its person. */
export interface FactEntry {
  readonly person: PersonKey;
  readonly fact: FactRow;
  /** The `id` of the item by which another issuer told of it. */
  readonly told?: string;
}

/** An entry of a list. Entering it with other days changes the same entry. */
export type FactRow = Fact & EntryName;

/**
 * Counts of a trial run of a change: how many persons would change from which to which colour, and where. They name no person. Pure. Source:
 * product.md §5, point 4.
 */
import type { Colour } from "./rule-set.ts";
import { COUNTY_DIGITS } from "../division/division.ts";

/** The colour of one person with the change on trial, and without it. */
export interface TrialOutcome {
  /** The community of the person's declared address, 12 digits. */
  readonly community: string;
  readonly from: Colour;
  readonly to: Colour;
  /** The row of the rule set that decides with the change. */
  readonly row: string;
}

/** How many persons of a division would change from one colour to another. Persons without a change are counted per county: nobody needs a finer count. */
export interface Move {
  readonly division: string;
  readonly from: Colour;
  readonly to: Colour;
  readonly persons: number;
}

/** How many persons a row would decide, and how many of them would get a new colour. */
export interface RowCount {
  readonly row: string;
  readonly persons: number;
  readonly changed: number;
}

export interface TrialCounts {
  readonly moves: readonly Move[];
  readonly rows: readonly RowCount[];
}

/** A smaller number of the same change is not shown per community, because the persons could be recognised there. Decision 25. */
export const LEAST_NAMED = 5;

/** The code of the county that contains a street or a community; the code itself for a county, city or province. */
export function countyOf(division: string): string {
  return division.slice(0, COUNTY_DIGITS);
}

export function countOutcomes(outcomes: readonly TrialOutcome[]): TrialCounts {
  const moves = outcomes.map(({ community, from, to }) => {
    const division = from === to ? countyOf(community) : community;
    return { division, from, to, persons: 1 };
  });
  const rows = outcomes.map(({ row, from, to }) => ({ row, persons: 1, changed: from === to ? 0 : 1 }));
  return { moves: summedMoves(moves), rows: summedRows(rows) };
}

/** The sum of several counts, such as those of all shards. */
export function sumOf(parts: readonly TrialCounts[]): TrialCounts {
  return { moves: summedMoves(parts.flatMap(({ moves }) => moves)), rows: summedRows(parts.flatMap(({ rows }) => rows)) };
}

/**
 * The moves of one county in a form that may be shown. Communities with fewer than five persons of the same change are added up for the county. If their
 * sum is still below five, the smallest community with five or more joins them; if there is none, they are added up for the region. Every person counts.
 * @param region code of the region of all counties
 */
export function namedMoves(county: string, region: string, moves: readonly Move[]): readonly Move[] {
  const kinds = Map.groupBy(moves, ({ from, to }) => `${from} ${to}`);
  return [...kinds.values()].flatMap((alike) => {
    const [some] = alike;
    // A count of unchanged colours reveals nothing about a person.
    if (some === undefined || some.from === some.to) return alike;
    const bySize = alike.toSorted((a, b) => a.persons - b.persons);
    const firstNamed = bySize.findIndex(({ persons }) => persons >= LEAST_NAMED);
    const small = firstNamed === -1 ? bySize.length : firstNamed;
    const hidden = bySize.slice(0, small > 0 && personsIn(bySize.slice(0, small)) < LEAST_NAMED ? small + 1 : small);
    const persons = personsIn(hidden);
    if (persons === 0) return alike;
    const rest = { ...some, division: persons < LEAST_NAMED ? region : county, persons };
    return [...bySize.slice(hidden.length), rest];
  });
}

function personsIn(moves: readonly Move[]): number {
  return moves.reduce((sum, { persons }) => sum + persons, 0);
}

function summedMoves(moves: readonly Move[]): readonly Move[] {
  const alike = Map.groupBy(moves, ({ division, from, to }) => `${division} ${from} ${to}`);
  return [...alike.values()].flatMap((some) => some.slice(0, 1).map((move) => ({ ...move, persons: personsIn(some) })));
}

function summedRows(rows: readonly RowCount[]): readonly RowCount[] {
  const alike = [...Map.groupBy(rows, ({ row }) => row)];
  return alike.map(([row, some]) => ({
    row,
    persons: some.reduce((sum, { persons }) => sum + persons, 0),
    changed: some.reduce((sum, { changed }) => sum + changed, 0),
  }));
}

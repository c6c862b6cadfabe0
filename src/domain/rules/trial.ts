/** What a trial run of a rule set counts: how many colours it would turn from which to which, and where. No person stands in it. Pure. Source: product.md §5, point 4. */
import type { Colour } from "./rule-set.ts";
import { COUNTY_DIGITS } from "../division/division.ts";

/** What a rule set on trial gives one person, beside the colour that holds. */
export interface Tried {
  /** 12 digits: where the declared address lies. */
  readonly community: string;
  readonly from: Colour;
  readonly to: Colour;
  /** The row of the rule set on trial. */
  readonly row: string;
}

/** So many would go from a colour to another. Who keeps their colour is counted by county, as nobody asks where in it. */
export interface Move {
  readonly division: string;
  readonly from: Colour;
  readonly to: Colour;
  readonly persons: number;
}

/** How many a row would give their colour, and to how many of them it is another one than now. */
export interface RowCount {
  readonly row: string;
  readonly persons: number;
  readonly changed: number;
}

export interface TrialCounts {
  readonly moves: readonly Move[];
  readonly rows: readonly RowCount[];
}

/** Fewer than this who move alike do not say in which community they are: there they could be recognised. Decision 25. */
const LEAST_NAMED = 5;

/** The county of a division's code. */
export function countyOf(division: string): string {
  return division.slice(0, COUNTY_DIGITS);
}

export function countTried(tried: readonly Tried[]): TrialCounts {
  const moves = tried.map(({ community, from, to }) => {
    const division = from === to ? countyOf(community) : community;
    return { division, from, to, persons: 1 };
  });
  const rows = tried.map(({ row, from, to }) => ({ row, persons: 1, changed: from === to ? 0 : 1 }));
  return { moves: summedMoves(moves), rows: summedRows(rows) };
}

/** Counts of several parts as one. */
export function sumOf(parts: readonly TrialCounts[]): TrialCounts {
  return { moves: summedMoves(parts.flatMap(({ moves }) => moves)), rows: summedRows(parts.flatMap(({ rows }) => rows)) };
}

/**
 * The moves of one county as they may be shown. Communities with fewer than five of a kind are added up for the county; where these are fewer
 * than five together, the smallest that could be named joins them, or else they are added up for the region. Nobody is left out.
 * @param region code of what all counties belong to
 */
export function namedMoves(county: string, region: string, moves: readonly Move[]): readonly Move[] {
  const kinds = Map.groupBy(moves, ({ from, to }) => `${from} ${to}`);
  return [...kinds.values()].flatMap((alike) => {
    const [some] = alike;
    // Who keeps their colour says nothing of anybody.
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

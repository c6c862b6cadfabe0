/** What a trial run counted, as its page shows it. Pure. */
import type { Trial } from "../../contract/trial.ts";
import type { Colour } from "../../contract/verify.ts";

type Result = NonNullable<Trial["result"]>;
type Change = Result["colours"][number];

/** From the gravest. */
const ORDER: readonly Colour[] = ["red", "orange", "yellow", "grey", "green", "none"];

export interface Kind {
  readonly from: Colour;
  readonly to: Colour;
}

export interface Below {
  readonly division: string;
  /** Everybody who was counted there, or with it; those who keep their colour are counted with their county. */
  readonly persons: number;
  readonly changed: number;
  /** How many make each move. */
  readonly of: (kind: Kind) => number;
}

export function personsIn(changes: readonly Pick<Change, "persons">[]): number {
  return changes.reduce((sum, { persons }) => sum + persons, 0);
}

export function changedIn(changes: readonly Change[]): number {
  return personsIn(changes.filter(isChange));
}

/** The moves that occur, to the gravest colour first. */
export function kindsOf(changes: readonly Change[]): readonly Kind[] {
  return changes
    .filter(isChange)
    .toSorted((a, b) => rank(a.to) - rank(b.to) || rank(a.from) - rank(b.from))
    .map(({ from, to }) => ({ from, to }));
}

/** The colours on either side of a table of moves. */
export function sidesOf(changes: readonly Change[]): { readonly from: readonly Colour[]; readonly to: readonly Colour[] } {
  return {
    from: ORDER.filter((colour) => changes.some(({ from }) => from === colour)),
    to: ORDER.filter((colour) => changes.some(({ to }) => to === colour)),
  };
}

export function countOf(changes: readonly Change[], { from, to }: Kind): number {
  return changes.find((change) => change.from === from && change.to === to)?.persons ?? 0;
}

/** What was counted, place by place. */
export function belowOf(moves: Result["moves"]): readonly Below[] {
  return [...Map.groupBy(moves, ({ division }) => division)].map(([division, here]) => ({
    division,
    persons: personsIn(here),
    changed: changedIn(here),
    of: (kind) => countOf(here, kind),
  }));
}

function isChange({ from, to }: Kind): boolean {
  return from !== to;
}

function rank(colour: Colour): number {
  return ORDER.indexOf(colour);
}

/** Decides which part of a person's track (the passes of the person) a division may see. Pure. Source: product.md §4; decision 15. */
import { isWithin } from "../division/division.ts";
import { type Result, accept, refuse } from "../result.ts";

/** `whole`: all passes, of a person who lives in the division. `division`: only the passes in the division, of a person who lives elsewhere. */
export type Extent = "whole" | "division";

export interface VisibleTrack<Pass> {
  readonly extent: Extent;
  readonly passes: readonly Pass[];
}

export interface NotHere {
  readonly code: "person_not_here";
}

/**
 * The part of a track that a division may see. Refuses a person who neither lives nor passed there, and an unknown person in the same way.
 * @param home the community of the declared address, 12 digits; null if the person has not declared
 */
export function visibleTo<Pass extends { readonly community: string }>(
  division: string,
  home: string | null,
  passes: readonly Pass[],
): Result<VisibleTrack<Pass>, NotHere> {
  if (home !== null && isWithin(home, division)) return accept({ extent: "whole", passes });
  const here = passes.filter(({ community }) => isWithin(community, division));
  return here.length === 0 ? refuse({ code: "person_not_here" }) : accept({ extent: "division", passes: here });
}

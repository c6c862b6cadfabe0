/** How much of a person's track a division may see. Pure. Source: product.md §4; decision 15. */
import { isWithin } from "../division/division.ts";
import { type Result, accept, refuse } from "../result.ts";

/** `whole` of somebody who lives there, `division` of somebody who passed there: what they passed there. */
export type Extent = "whole" | "division";

export interface ShownTrack<Pass> {
  readonly extent: Extent;
  readonly passes: readonly Pass[];
}

export interface NotHere {
  readonly code: "person_not_here";
}

/**
 * What a division sees of a track; refuses where the person neither lives nor passed there. Somebody unknown is refused the same way.
 * @param home 12 digits of the declared address; null where nothing is declared
 */
export function shownTo<Pass extends { readonly community: string }>(
  division: string,
  home: string | null,
  passes: readonly Pass[],
): Result<ShownTrack<Pass>, NotHere> {
  if (home !== null && isWithin(home, division)) return accept({ extent: "whole", passes });
  const here = passes.filter(({ community }) => isWithin(community, division));
  return here.length === 0 ? refuse({ code: "person_not_here" }) : accept({ extent: "division", passes: here });
}

/** The sources of a change for the public month. Pure. */
import type { LineCount } from "../list/list-file.ts";
import type { Change } from "./proposal.ts";

/** The sources of a change, for the public counts: the divisions whose lists or measures it is about, each with the number of its entries. */
export function sourcesOf(change: Change, region: string): readonly LineCount[] {
  if ("figures" in change && change.figures !== null) return change.figures.sources;
  if (change.kind === "area_entry") return [{ name: change.entry.source, lines: 1 }];
  if (change.kind === "closed_management") return [{ name: change.division, lines: 1 }];
  if ("visitors" in change)
    return [{ name: change.exposure.source, lines: change.visitors.reduce((sum, { persons }) => sum + persons, 0) }];
  if (change.kind === "told_facts_withdrawal") return [{ name: change.peer, lines: change.entries }];
  return [{ name: "fact" in change ? change.fact.source : region, lines: 1 }];
}

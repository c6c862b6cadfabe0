/** How much of somebody was seen: of their track, a file that they sent, or how their colour was decided. Pure. */
import type { Extent } from "./track.ts";

export const LOOK_EXTENTS = ["whole", "division", "appeal_file", "decisions"] as const satisfies readonly (
  | Extent
  | "appeal_file"
  | "decisions"
)[];
export type LookExtent = (typeof LOOK_EXTENTS)[number];

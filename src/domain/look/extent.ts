/** How much of somebody was seen: of their track, or a file that they sent. Pure. */
import type { Extent } from "../track/extent.ts";

export const LOOK_EXTENTS = ["whole", "division", "appeal_file"] as const satisfies readonly (Extent | "appeal_file")[];
export type LookExtent = (typeof LOOK_EXTENTS)[number];

/** Body of GET /api/v1/divisions/match: a text such as 青山区红卫路街道 to codes. */
import * as z from "zod";
import { divisionCode, line } from "./primitives.ts";

export const matchQuery = z.strictObject({ text: line(100) });

export const divisionMatch = z.strictObject({
  /** Best first. A path is the names from the province down. */
  matches: z.array(z.strictObject({ code: divisionCode, path: z.array(z.string()) })),
  /** What of the text no division explains; empty when all was matched. */
  unmatched: z.string(),
});

export type DivisionMatch = z.infer<typeof divisionMatch>;

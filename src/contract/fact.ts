/** What stands in a signed request of /api/v1/operator/facts: one entry of a list. */
import * as z from "zod";
import { FACT_KINDS } from "../domain/colour/facts.ts";
import { document } from "./people.ts";
import { divisionCode, line } from "./primitives.ts";

export const factAct = z.strictObject({
  act: z.literal("fact"),
  document,
  kind: z.enum(FACT_KINDS),
  /** `YYYY-MM-DD` in China: the first day on which it holds. */
  from: z.string().max(10),
  /** The first day on which it no longer holds, where that is known. */
  until: z.string().max(10).nullable(),
  /** The division that enters it, and the entry's name there. */
  source: divisionCode,
  reference: line(64),
});

export const factEntered = z.strictObject({ changed: z.boolean() });

export type FactEntered = z.infer<typeof factEntered>;

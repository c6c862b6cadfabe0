/** What stands in a signed request of /api/v1/operator/facts, one entry of a list; and what became of a file of them. */
import * as z from "zod";
import { FACT_KINDS } from "../domain/fact/fact.ts";
import { document } from "./people.ts";
import { divisionCode, instant, line, sentence } from "./primitives.ts";

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

/** The same of a client with the right to enter it. */
export const factRequest = factAct.omit({ act: true });

export const factEntered = z.strictObject({ changed: z.boolean() });

export const factFormat = z.enum(["csv", "ndjson"]);
export const factImportQuery = z.strictObject({ format: factFormat });

/** A file of facts: how far it was taken, and what was refused. */
export const factImport = z.strictObject({
  /** `receiving` until it has come whole, `running` until every line was looked at. */
  state: z.enum(["receiving", "running", "done"]),
  begunAt: instant,
  finishedAt: instant.nullable(),
  /** Looked at so far. */
  lines: z.int(),
  /** New, and entered before. */
  entered: z.int(),
  known: z.int(),
  refused: z.int(),
  /** The first 1,000 of them; `field` is the column, or null. */
  errors: z.array(z.strictObject({ line: z.int(), code: z.string(), field: z.string().nullable(), sentence })),
});

export type FactImport = z.infer<typeof factImport>;
export type FactEntered = z.infer<typeof factEntered>;
export type FactRequest = z.infer<typeof factRequest>;

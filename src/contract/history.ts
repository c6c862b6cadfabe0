/** Queries of /api/v1/communities/{division}/passes, passes.csv and passes.xlsx, and the body of …/exports. Source: product.md §4. */
import * as z from "zod";
import { instant, line, opaqueId, personReference, senderId } from "./primitives.ts";
import { colour } from "./verify.ts";

/** RFC 3339 with an offset; milliseconds at most. */
const moment = z.iso.datetime({ offset: true }).max(40);

const filters = z.strictObject({
  /** As the rows of this division's history name them. */
  person: personReference.optional(),
  point: senderId.optional(),
  /** As the list of collectors names them; also of one removed since. */
  collector: opaqueId.optional(),
  colour: colour.optional(),
  /** Inclusive. */
  from: moment.optional(),
  /** Exclusive. */
  to: moment.optional(),
});

export const passesQuery = filters.extend({
  /** `nextPage` of the page before, with the same filters. */
  page: z.string().max(64).optional(),
});

export const exportsQuery = z.strictObject({
  /** `nextPage` of the page before. */
  page: z.string().max(64).optional(),
});

export const exportQuery = filters.extend({ purpose: line(100) });

export const passExports = z.strictObject({
  /** Newest first. */
  exports: z.array(
    z.strictObject({
      id: z.int(),
      at: instant,
      /** The division in whose name it was made: the office, not the person. */
      office: z.string(),
      purpose: z.string(),
      format: z.enum(["csv", "xlsx"]),
      filter: filters,
      /** How many passes left; null where the export has not ended, or nobody was left to say so. */
      passes: z.int().nullable(),
      /** Whether it reached its end and was not broken off. */
      whole: z.boolean(),
    }),
  ),
  /** Where older ones follow; null on the last page. */
  nextPage: z.string().nullable(),
});

export type PassFilters = z.infer<typeof filters>;
export type PassExports = z.infer<typeof passExports>;

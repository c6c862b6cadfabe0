/** The filters of the history of passes, with the queries that have them, and the record of exports. Source: product.md §4. */
import * as z from "zod";
import { MARKS } from "../domain/community/marks.ts";
import { PURPOSE_KINDS } from "../domain/look/look.ts";
import { instant, line, opaqueId, personReference, senderId } from "./primitives.ts";
import { colour } from "./verify.ts";

/**
 * A mark of a stored pass. `signs`: the last declaration before it reported fever, symptoms or a contact with a case. `second_use`: its code, or another code
 * of the same holder too far away, was used shortly before.
 */
export const mark = z.enum(MARKS);

/** A moment in a query: RFC 3339 with an offset. */
const moment = z.iso.datetime({ offset: true }).max(40);

const filters = z.strictObject({
  /** The reference of a person that was made for this community, such as the one in a row of its history. */
  person: personReference.optional(),
  point: senderId.optional(),
  /** The id of a present or removed collector. */
  collector: opaqueId.optional(),
  colour: colour.optional(),
  mark: mark.optional(),
  /** The beginning; a pass at this moment is included. */
  from: moment.optional(),
  /** The end; a pass at this moment is not included. */
  to: moment.optional(),
});

export const passesQuery = filters.extend({
  /** The purpose of a filter by person, which the person and the divisions above can read. Apps of the previous release send none; without it, a filter by person is refused from 2026-12-30 on. Without a person it means nothing. */
  purpose: z.enum(PURPOSE_KINDS).optional(),
  /** The purpose in words; required if `purpose` is `other`. */
  purposeText: line(100).optional(),
  /** The wanted page: `nextPage` of the previous page, with the same filters; absent: the first page. */
  page: z.string().max(64).optional(),
});

export const exportsQuery = z.strictObject({
  /** The wanted page: `nextPage` of the previous page; absent: the first page. */
  page: z.string().max(64).optional(),
});

export const exportQuery = filters.extend({ purpose: line(100) });

export const passExports = z.strictObject({
  /** The exports of this page, newest first. */
  exports: z.array(
    z.strictObject({
      id: z.int(),
      at: instant,
      /** The division in whose name the export was made. No field names the person who made it. */
      office: z.string(),
      purpose: z.string(),
      format: z.enum(["csv", "xlsx"]),
      filter: filters,
      /** The number of exported passes; null while the export runs, or if it broke off before its number was recorded. */
      passes: z.int().nullable(),
      /** True if the export is complete; false while it runs, or if it was interrupted. */
      whole: z.boolean(),
    }),
  ),
  /** The value of `page` for the next request; null on the last page. */
  nextPage: z.string().nullable(),
});

export type PassFilters = z.infer<typeof filters>;
export type PassesQuery = z.infer<typeof passesQuery>;
export type PassExports = z.infer<typeof passExports>;

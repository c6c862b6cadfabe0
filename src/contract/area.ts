/** Risk levels of counties: bodies and operations of /api/v1/areas. Everybody may read them. */
import * as z from "zod";
import { AREA_LEVELS } from "../domain/area/area.ts";
import { factImport, factImportQuery, LIST_FILE, listFile } from "./fact.ts";
import { feature, SENDER } from "./operation.ts";
import { divisionCode, line } from "./primitives.ts";

/** One period of one county with one level. Days are `YYYY-MM-DD` in China. */
export const areaRequest = z.strictObject({
  /** The code of a county, 6 digits. */
  division: divisionCode,
  level: z.enum(AREA_LEVELS),
  from: z.string().max(10),
  /** The first day after the period; null: until the next level of this county begins. */
  until: z.string().max(10).nullable(),
  /** The division that keeps the list. With `reference`, the name of the entry in that list, it identifies the entry among those of the county. */
  source: divisionCode,
  reference: line(64),
});

export const areaReceipt = z.strictObject({ changed: z.boolean() });

/** `below` limits the answer to a county or to the counties of a province or city; without it the answer has all counties that have levels. */
export const areasQuery = z.strictObject({ below: divisionCode.optional() });

/** Levels that hold, begin later or ended in the last 14 days. `until` is the real end: an entry without an end of its own gets the beginning of the next one; null if no end is known. */
export const areas = z.strictObject({ areas: z.array(areaRequest) });

export const AREAS = feature("lists", {
  areas: {
    summary: "Risk levels of counties",
    description:
      "Open to everybody. Lists the levels that hold, begin later or ended in the last 14 days. A new entry can take two minutes to appear here.",
    method: "GET",
    path: "/api/v1/areas",
    query: areasQuery,
    answers: { 200: areas },
    problems: [],
  },
  enterArea: {
    summary: "Enter a risk level",
    description:
      "For a client with the right `areas`. Enters the level of one county for a period. A county has at most one level per day. A request with the same source and reference changes the same entry. Officers propose a level under `/api/v1/proposals`.",
    method: "POST",
    path: "/api/v1/areas",
    event: "act",
    stepUp: true,
    body: areaRequest,
    answers: { 200: areaReceipt },
    problems: [
      ...SENDER,
      "level_to_propose",
      "area_not_a_county",
      "area_date_range",
      "fact_not_a_date",
      "fact_dates_reversed",
      "fact_too_long",
      "division_unknown",
      "outside_scope",
      "area_overlap",
      "too_many_areas",
    ],
  },
  sendAreas: {
    summary: "Send a file of risk levels",
    description:
      "For a client with the right `areas`, or officers of the issuer. The file is CSV or NDJSON; the path contains its SHA-256. A client's file is entered in the background. An officer's file is only read, and entered after a proposal that another officer approves. A repeated upload starts again only if the first one is incomplete, unproposed, taken back, or has refused lines.",
    method: "PUT",
    path: "/api/v1/areas/:import",
    event: "act",
    stepUp: true,
    params: listFile,
    missing: "import_not_found",
    query: factImportQuery,
    upload: "text/csv",
    answers: { 202: factImport },
    problems: [...SENDER, ...LIST_FILE],
  },
  areaImport: {
    summary: "Progress of a file of risk levels",
    description:
      "For a client with the right `areas`, or officers of the issuer. Answers the counts of lines read, entered, already known and refused, and the first 1,000 refusals.",
    method: "GET",
    path: "/api/v1/areas/:import",
    params: listFile,
    missing: "import_not_found",
    answers: { 200: factImport },
    problems: [...SENDER, "import_not_found"],
  },
});

export type Areas = z.infer<typeof areas>;
export type AreaRequest = z.infer<typeof areaRequest>;

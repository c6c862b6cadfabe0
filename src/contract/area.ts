/** Bodies of /api/v1/areas: risk levels of counties, which everybody may read. */
import * as z from "zod";
import { AREA_LEVELS } from "../domain/area/area.ts";
import { factImport, factImportQuery, LIST_FILE, listFile } from "./fact.ts";
import { feature, SENDER } from "./operation.ts";
import { divisionCode, line } from "./primitives.ts";

/** What is entered; days are `YYYY-MM-DD` in China. */
export const areaRequest = z.strictObject({
  /** A county's 6 digits. */
  division: divisionCode,
  level: z.enum(AREA_LEVELS),
  from: z.string().max(10),
  /** The first day on which it no longer holds; null: until this county's next level begins. */
  until: z.string().max(10).nullable(),
  /** The division whose list it is, and the entry's name there. */
  source: divisionCode,
  reference: line(64),
});

export const areaEntered = z.strictObject({ changed: z.boolean() });

/** Below a province or a city, or of a county; left out: all. */
export const areasQuery = z.strictObject({ below: divisionCode.optional() });

/** What holds, comes, or ended in the last 14 days; `until` is the day on which it really ends, where that is known. */
export const areas = z.strictObject({ areas: z.array(areaRequest) });

export const AREAS = feature("lists", {
  areas: {
    summary: "Risk levels of counties",
    description:
      "Open to everybody. Levels that hold, begin later or ended in the last 14 days. A caller sees entries of others after a minute or two.",
    method: "GET",
    path: "/api/v1/areas",
    query: areasQuery,
    answers: { 200: areas },
    problems: [],
  },
  enterArea: {
    summary: "Enter a risk level",
    description:
      "For a client with the right `areas`, or administrators of the whole region. The level of one county for some days. No day may have two levels. The same source and reference again is the same entry.",
    method: "POST",
    path: "/api/v1/areas",
    body: areaRequest,
    answers: { 200: areaEntered },
    problems: [
      ...SENDER,
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
      "For a client with the right `areas`, or administrators of the whole region. CSV or NDJSON, taken in the background. The path is the SHA-256 of the file: the same file again is the same request.",
    method: "PUT",
    path: "/api/v1/areas/:import",
    params: listFile,
    missing: "import_not_found",
    query: factImportQuery,
    upload: "text/csv",
    answers: { 202: factImport },
    problems: [...SENDER, ...LIST_FILE],
  },
  areaImport: {
    summary: "A file of risk levels on its way",
    description:
      "For a client with the right `areas`, or administrators of the whole region. How many lines were looked at, entered, known and refused, with the first 1,000 refusals.",
    method: "GET",
    path: "/api/v1/areas/:import",
    params: listFile,
    missing: "import_not_found",
    answers: { 200: factImport },
    problems: [...SENDER, "import_not_found"],
  },
});

export type AreaEntered = z.infer<typeof areaEntered>;
export type Areas = z.infer<typeof areas>;

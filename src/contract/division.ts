/** Divisions: the match of a text, and the communities and names that were added to the table. Bodies and operations of /api/v1/divisions. */
import * as z from "zod";
import { DIVISION, OFFICE, feature } from "./operation.ts";
import { calendarDate, divisionCode, line } from "./primitives.ts";

export const matchQuery = z.strictObject({ text: line(100) });

export const divisionMatch = z.strictObject({
  /** The divisions that match, best first. A path has the names from the province down to the match itself. */
  matches: z.array(z.strictObject({ code: divisionCode, path: z.array(z.string()) })),
  /** The end of the text that names no division; empty if the whole text matched. */
  unmatched: z.string(),
});

/** The name of an added community, or an alias of a community. domain/division/added.ts checks its characters. */
export const divisionName = line(30);
export const divisionAliases = z.array(divisionName).max(5);

export const addCommunityRequest = z.strictObject({ name: divisionName, aliases: divisionAliases, reason: line(200) });
export const addAliasRequest = z.strictObject({ alias: divisionName, reason: line(200) });

/** `below`: the code of a city, a county or a street, whose additions are listed. */
export const additionsQuery = z.strictObject({ below: z.string().regex(/^(\d{4}|\d{6}|\d{9})$/) });

export const addedDivision = z.strictObject({
  code: divisionCode,
  name: z.string(),
  aliases: z.array(z.string()),
  validFrom: calendarDate.nullable(),
});
/** Communities that administrators added, and communities of the shipped table to which they gave more names. */
export const addedDivisions = z.strictObject({ divisions: z.array(addedDivision) });

/** The codes of problems with a community or an alias that is to be added to the table. */
export const ADDED_NAME = [
  "not_a_street",
  "division_name_form",
  "division_name_taken",
  "division_alias_taken",
  "too_many_added",
] as const;

export const DIVISIONS = feature("divisions", {
  addedDivisions: {
    summary: "Additions to the table of divisions",
    description:
      "Open to everybody. Lists the communities and names that administrators have added below a city, a county or a street. A new addition can take two minutes to appear here.",
    method: "GET",
    path: "/api/v1/divisions/added",
    query: additionsQuery,
    answers: { 200: addedDivisions },
    problems: [],
  },
  matchDivision: {
    summary: "Find a division by its name",
    description:
      "Open to everybody. Reads a name, with or without the names of the divisions above it. Answers the divisions that match, best first, and the part of the text that no division explains.",
    method: "GET",
    path: "/api/v1/divisions/match",
    query: matchQuery,
    answers: { 200: divisionMatch },
    problems: [],
  },
  addCommunity: {
    summary: "Add a community",
    description:
      "For administrators of the street or above. Adds a community that the table lacks, with its other names. The act is recorded with its reason and cannot be undone.",
    method: "POST",
    path: `${DIVISION}/communities`,
    event: "act",
    stepUp: true,
    body: addCommunityRequest,
    answers: { 201: addedDivision },
    problems: [...OFFICE, ...ADDED_NAME],
  },
  addAlias: {
    summary: "Add another name of a community",
    description:
      "For administrators above the community. From then on a text with this name matches the community. The act is recorded with its reason.",
    method: "POST",
    path: `${DIVISION}/aliases`,
    event: "act",
    stepUp: true,
    body: addAliasRequest,
    answers: { 201: addedDivision },
    problems: [...OFFICE, ...ADDED_NAME],
  },
});

export type AddedDivision = z.infer<typeof addedDivision>;
export type AddedDivisions = z.infer<typeof addedDivisions>;
export type DivisionMatch = z.infer<typeof divisionMatch>;

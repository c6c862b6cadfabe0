/** Reading a text as a division: what an applicant typed, with what could not be read said. Open to everybody. */
import { Hono } from "hono";
import { type DivisionMatch, matchQuery } from "../contract/division.ts";
import { today } from "../domain/identity/calendar-date.ts";
import { regionOf } from "../domain/issuer/issuer.ts";
import { openDivisions } from "../storage/divisions.ts";
import type { OfIssuer } from "./env.ts";
import { problem } from "./problem.ts";
import { parse } from "./read-body.ts";

/** The table changes with a deployment only. */
const CACHED = { "cache-control": "public, max-age=3600" };

export const divisions = new Hono<OfIssuer>().get("/match", async (c) => {
  const query = parse(matchQuery, c.req.query());
  if (!query.ok) return problem(query.refusal);
  const { issuer, now } = c.var;
  const region = regionOf(issuer.code);
  const { matches, unmatched } = await openDivisions(c.env.ASSETS).match(query.value.text, region, today(now));
  return c.json<DivisionMatch>({ matches: matches.map(({ code, path }) => ({ code, path: [...path] })), unmatched }, 200, CACHED);
});

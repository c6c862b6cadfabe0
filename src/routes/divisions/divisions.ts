/** Reading a text as a division, with what could not be read said, and what was added to the table. Open to everybody. */
import { Hono } from "hono";
import { type AddedDivisions, addedQuery, type DivisionMatch, matchQuery } from "../../contract/division.ts";
import { today } from "../../domain/china-time.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { addedDivisionOf } from "./added-divisions.ts";
import type { OfIssuer } from "../env.ts";
import { problem } from "../http/problem.ts";
import { parse } from "../http/read-body.ts";

/** Whoever adds one sees it at once; others within a minute or two. */
const SOON_OLD = { "cache-control": "public, max-age=20" };

export const divisions = new Hono<OfIssuer>()
  .get("/added", async (c) => {
    const query = parse(addedQuery, c.req.query());
    if (!query.ok) return problem(query.refusal);
    const rows = await openDivisions(c.env, c.var).added(query.value.below);
    return c.json<AddedDivisions>({ divisions: rows.map(addedDivisionOf) }, 200, SOON_OLD);
  })
  .get("/match", async (c) => {
    const query = parse(matchQuery, c.req.query());
    if (!query.ok) return problem(query.refusal);
    const { issuer, now } = c.var;
    const region = regionOf(issuer.code);
    const { matches, unmatched } = await openDivisions(c.env, c.var).match(query.value.text, region, today(now));
    return c.json<DivisionMatch>(
      { matches: matches.map(({ code, path }) => ({ code, path: [...path] })), unmatched },
      200,
      SOON_OLD,
    );
  });

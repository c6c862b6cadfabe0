/** Matches a text to divisions, and lists the additions to the table of divisions. Open to everybody. */
import { DIVISIONS } from "../../contract/division.ts";
import { dateOf } from "../../domain/china-time.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { addedDivisionOf } from "./added-divisions.ts";
import type { OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";

/** The isolate that added a division shows it at once; others show it within one or two minutes. */
const SOON_OLD = { "cache-control": "public, max-age=20" };

export const divisions = new Routes<OfIssuer>("/api/v1/divisions")
  .on(DIVISIONS.addedDivisions, async (c, { query, answer }) => {
    const rows = await openDivisions(c.env, c.var).additions(query.below);
    return answer(200, { divisions: rows.map(addedDivisionOf) }, SOON_OLD);
  })
  .on(DIVISIONS.matchDivision, async (c, { query, answer }) => {
    const { issuer, now } = c.var;
    const region = regionOf(issuer.code);
    const { matches, unmatched } = await openDivisions(c.env, c.var).match(query.text, region, dateOf(now));
    return answer(200, { matches: matches.map(({ code, path }) => ({ code, path: [...path] })), unmatched }, SOON_OLD);
  });

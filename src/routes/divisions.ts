/** Reading a text as a division: what an applicant typed, with what could not be read said. Open to everybody. */
import { Hono } from "hono";
import { type DivisionMatch, matchQuery } from "../contract/division.ts";
import { openDivisions } from "../storage/divisions.ts";
import type { OfIssuer } from "./env.ts";
import { problem } from "./problem.ts";

/** The table changes with a deployment only. */
const CACHE_SECONDS = 3600;
const CHINA_OFFSET_MS = 8 * 3_600_000;

export const divisions = new Hono<OfIssuer>().get("/match", async (c) => {
  const query = matchQuery.safeParse(c.req.query());
  if (!query.success) return problem({ code: "bad_request", pointer: "/text" });
  const { issuer, now } = c.var;
  const today = new Date(now + CHINA_OFFSET_MS).toISOString().slice(0, 10);
  const region = issuer.code === "0" ? "" : issuer.code;
  const { matches, unmatched } = await openDivisions(c.env.ASSETS).match(query.data.text, region, today);
  c.header("cache-control", `public, max-age=${CACHE_SECONDS}`);
  return c.json<DivisionMatch>({ matches: matches.map(({ code, path }) => ({ code, path: [...path] })), unmatched });
});

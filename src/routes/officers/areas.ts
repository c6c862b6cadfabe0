/** Risk levels of counties: entered one by one by those in charge of the issuer's whole region and by clients, read by everybody. Source: product.md §2, §6. */
import { Hono } from "hono";
import { type AreaEntered, areaRequest, type Areas, areasQuery } from "../../contract/area.ts";
import { checkArea } from "../../domain/area/area.ts";
import { isWithin } from "../../domain/division/division.ts";
import { today } from "../../domain/china-time.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import { areasOf, keepAreas } from "../../storage/areas.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { OfSender } from "../env.ts";
import { sender } from "../who/sender.ts";
import { problem } from "../http/problem.ts";
import { parse, readBody } from "../http/read-body.ts";

/** Whoever enters one sees it at once; others within a minute or two. */
const SOON_OLD = { "cache-control": "public, max-age=20" };

export const areas = new Hono<OfSender>()
  .get("/", async (c) => {
    const query = parse(areasQuery, c.req.query());
    if (!query.ok) return problem(query.refusal);
    const { issuer, now } = c.var;
    const { below = "" } = query.value;
    const found = await areasOf(c.env.PUBLISHED, issuer.code, now);
    return c.json<Areas>({ areas: found.filter(({ division }) => isWithin(division, below)) }, 200, SOON_OLD);
  })
  .post("/", sender("areas"), async (c) => {
    const body = await readBody(c.req.raw, areaRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now } = c.var;
    const entry = checkArea(body.value, today(now));
    if (!entry.ok) return problem(entry.refusal);
    const divisions = openDivisions(c.env, c.var);
    for (const field of ["division", "source"] as const)
      if (!(await divisions.exists(entry.value[field]))) return problem({ code: "division_unknown", pointer: `/${field}` });
    if (!isWithin(entry.value.division, c.var.sender.scope)) return problem({ code: "outside_scope", pointer: "/division" });
    const object = issuerObjectOf(c.env, issuer.code);
    const [outcome] = await object.enterAreas([entry.value], issuer.shards, now);
    if (outcome?.state === "refused") return problem({ code: outcome.code });
    if (outcome?.state === "new") keepAreas(issuer.code, await object.areas(now), now);
    return c.json<AreaEntered>({ changed: outcome?.state === "new" });
  });

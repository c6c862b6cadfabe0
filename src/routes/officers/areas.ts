/** Risk levels of counties: clients enter single ones, officers propose them (proposals.ts), everybody reads them. Source: product.md §2, §6. */
import { AREAS } from "../../contract/area.ts";
import { checkArea } from "../../domain/area/area.ts";
import { isWithin } from "../../domain/division/division.ts";
import { dateOf } from "../../domain/china-time.ts";
import { refuse } from "../../domain/result.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import { areasOf, keepAreas } from "../../storage/areas.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { OfIssuer } from "../env.ts";
import { sender } from "../who/sender.ts";
import { Routes } from "../http/operation.ts";

/** The isolate that entered a level shows it at once; others show it within one or two minutes. */
const SOON_OLD = { "cache-control": "public, max-age=20" };

export const areas = new Routes<OfIssuer>("/api/v1/areas")
  .on(AREAS.areas, async (c, { query: { below = "" }, answer }) => {
    const { issuer, now } = c.var;
    const levels = await areasOf(c.env.PUBLISHED, issuer.code, now);
    return answer(200, { areas: levels.filter(({ division }) => isWithin(division, below)) }, SOON_OLD);
  })
  .on(AREAS.enterArea, sender("areas"), async (c, { body, answer }) => {
    const { issuer, now } = c.var;
    // A level needs two officers, and a reason that this request does not have.
    if (c.var.sender.officer !== null) return refuse({ code: "level_to_propose" });
    const entry = checkArea(body, dateOf(now));
    if (!entry.ok) return entry;
    const divisions = openDivisions(c.env, c.var);
    for (const field of ["division", "source"] as const)
      if (!(await divisions.exists(entry.value[field]))) return refuse({ code: "division_unknown", pointer: `/${field}` });
    if (!isWithin(entry.value.division, c.var.sender.scope)) return refuse({ code: "outside_scope", pointer: "/division" });
    const object = issuerObjectOf(c.env, issuer.code);
    const [outcome] = await object.enterAreas([entry.value], issuer.shards, now);
    if (outcome?.state === "refused") return refuse({ code: outcome.code });
    if (outcome?.state === "new") keepAreas(issuer.code, await object.areas(now), now);
    return answer(200, { changed: outcome?.state === "new" });
  });

/** Valid requests of the routes of a division: see acts.ts. */
import type { ApplicationResults } from "../../../src/contract/application.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { type Acts, NOTHING } from "./act.ts";
import { placeOf } from "./table.ts";
import { appoint, isHere, type World } from "./world.ts";

export const DIVISION_ACTS: Acts = {
  // The candidate lives in the division of the column `community`. A division that does not contain it finds nobody.
  "POST /api/v1/divisions/:division/tracks": look,
  "POST /api/v1/divisions/:division/decisions": look,
  "POST /api/v1/divisions/:division/administrators": ({ candidate: { name, phone } }) => ({
    body: { name, phone, reason: "任命" },
  }),
  "POST /api/v1/divisions/:division/administrators/:id/passkey-loss": () => ({
    names: { id: NOTHING },
    body: { reason: "遗失" },
  }),
  "POST /api/v1/divisions/:division/administrators/:id/passkey-loss/approvals": () => ({
    names: { id: NOTHING },
    body: { reason: "已核对" },
  }),
  "POST /api/v1/divisions/:division/administrators/:id/removal": async ({ city, candidate }, { division }) => {
    const mayPrepare = isHere(division) && division !== placeOf("city", "own");
    return { names: { id: mayPrepare ? (await appoint(city, division, candidate)).id : NOTHING }, body: { reason: "轮岗" } };
  },
  "POST /api/v1/divisions/:division/administrators/:id/replacement": async (world, { division, at }) => {
    const { city, candidate, members } = world;
    const leaving = members.get("manager");
    const { name, phone } = candidate;
    // An administrator is only appointed where the request then replaces them: one who stayed would have a right in later cells.
    const id = at === "lower" && leaving !== undefined ? (await appoint(city, division, leaving)).id : NOTHING;
    return { names: { id }, body: { name, phone, reason: "轮岗" } };
  },
  "POST /api/v1/divisions/:division/appointments/:id/approvals": () => ({ names: { id: NOTHING }, body: { note: "已核对" } }),
  "POST /api/v1/divisions/:division/appointments/:id/refusals": () => ({ names: { id: NOTHING }, body: { note: "不合适" } }),
  "POST /api/v1/divisions/:division/appointments/:id/withdrawals": () => ({ names: { id: NOTHING }, body: { note: "填错了" } }),
  "POST /api/v1/divisions/:division/communities": () => ({ body: { name: aPlace(), aliases: [], reason: "新建" } }),
  "POST /api/v1/divisions/:division/aliases": () => ({ body: { alias: aPlace(), reason: "俗称" } }),
  "POST /api/v1/divisions/:division/applications": ({ candidate: { name, phone } }) => ({
    body: { list: `${name}+康苑社区+${phone}`, reason: "申报" },
  }),
  "GET /api/v1/divisions/:division/appeals/:id/files/:file": () => ({
    names: { id: crypto.randomUUID(), file: crypto.randomUUID() },
  }),
  "POST /api/v1/divisions/:division/appeals/:id/answers": () => ({
    names: { id: crypto.randomUUID() },
    body: { decision: "refuse", reason: "名单无误" },
  }),
  "POST /api/v1/divisions/:division/reviews/:id/findings": () => ({
    names: { id: crypto.randomUUID() },
    body: { ground: "no_contact_found" },
  }),
  "POST /api/v1/divisions/:division/cases": (world) => ({ body: aCase(world) }),
  "POST /api/v1/divisions/:division/cases/:id": async (world, { division }) => {
    const body = aCase(world);
    if (isHere(division)) await world.city.ask("POST", `/api/v1/divisions/${division}/cases`, body);
    return { names: { id: isHere(division) ? body.id : NOTHING }, body: { decision: "refuse" } };
  },
  "POST /api/v1/divisions/:division/applications/:id": async (world, { division }) => ({
    names: { id: await anApplication(world, division) },
    body: { decision: "refuse", reason: "查无此地" },
  }),
};

/** A case by which the candidate would manage a person who is new here. */
function aCase({ candidate: { phone } }: World) {
  const document = { type: "10", number: aResidentNumber() };
  return { id: crypto.randomUUID(), kind: "guardian", name: "尹婆婆", document, phone, relation: "other", reason: "没有手机" };
}

function look({ candidate: { number } }: World) {
  return { body: { person: { document: { type: "10", number } }, purpose: { kind: "own_request" } } };
}

/** A name that no place has. */
function aPlace(): string {
  return `新地${aPhone()}社区`;
}

/** Sends an application to a division and returns its id; it waits, because no division matches. NOTHING for a division of another region. */
async function anApplication({ city }: World, division: string): Promise<string> {
  if (!isHere(division)) return NOTHING;
  const path = `/api/v1/divisions/${division}/applications`;
  const sent = { list: `查无此+钢都社区+${aPhone()}`, reason: "申报" };
  const { results } = await city.ask<ApplicationResults>("POST", path, sent);
  const [result] = results;
  if (result?.state !== "waiting") throw new Error(`the application at ${division} does not wait`);
  return result.id;
}

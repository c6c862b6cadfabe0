/** A login at an identity provider opens no office: every route of the tables answers it as if its account had no role, while the phone's login keeps its rights. Source: decision 53. */
import { beforeAll, expect, test } from "vitest";
import type { PassesResponse } from "../../../src/contract/pass.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { aPoint } from "../builders.ts";
import { logInAt } from "../provider.ts";
import { Visitor } from "../visitor.ts";
import { requestOf } from "./acts.ts";
import { outcomeOf } from "./outcome.ts";
import { type Cell, CELLS, type Role } from "./table.ts";
import { codeOf, makeWorld, send, type World } from "./world.ts";

const OFFICES = ["collector", "community", "street", "district", "city"] as const satisfies readonly Role[];
/** The refusals of a login without a role; the last is the result of a pass. */
const WITHOUT_ROLE = /^(?:403 (?:not_administrator|no_role_here|not_collector)|200 not_collector)$/;

/** What a login without a role gets for a route at its own place, if that is a refusal. */
function withoutRole(route: string): string | undefined {
  const cell = CELLS.find((one) => one.route === route && one.role === "manager" && ["own", "any"].includes(one.at));
  return cell !== undefined && WITHOUT_ROLE.test(cell.expected) ? cell.expected : undefined;
}

/** The cells in which a role gets something that a login without one does not get. */
const OPENED = CELLS.filter(({ role }) => (OFFICES as readonly Role[]).includes(role)).flatMap((cell) => {
  const expected = withoutRole(cell.route);
  return expected === undefined || cell.expected === expected || cell.expected === "422 division_unknown"
    ? []
    : [{ ...cell, expected }];
});

let world: World;
/** The sessions of the roles at the provider, by role. */
const sessions = new Map<Role, Visitor>();

beforeAll(async () => {
  world = await makeWorld();
  for (const role of OFFICES) {
    const member = world.members.get(role);
    if (member === undefined) throw new Error(`${role} has no login`);
    const person = { sub: role, name: member.name, id_number: member.number, phone_number: member.phone };
    const visitor = new Visitor();
    expect(await logInAt(world.provider, visitor, person)).toBe("201");
    sessions.set(role, visitor);
  }
});

test("the table has routes of collectors, administrators and officers", () => {
  const routes = new Set(OPENED.map(({ route }) => route));
  for (const route of [
    "POST /api/v1/communities/:division/passes",
    "GET /api/v1/communities/:division/live",
    "POST /api/v1/divisions/:division/tracks",
    "POST /api/v1/proposals",
    "PUT /api/v1/facts/:import",
  ])
    expect(routes).toContain(route);
  expect(routes.size).toBeGreaterThan(40);
});

test.each(OPENED.map((cell) => [`${cell.role}: ${cell.route}, ${cell.at} → ${cell.expected}`, cell] as const))(
  "%s",
  async (_, cell: Cell) => {
    const request = await requestOf(world, cell);
    const cookie = sessions.get(cell.role)?.cookie ?? null;
    expect(await outcomeOf(await send(world, cell.role, { ...request, cookie }))).toBe(cell.expected);
  },
);

test("a collector's login at the provider does not use up a code, although the phone has just registered a pass", async () => {
  const { visitor } = world.members.get("collector") ?? { visitor: new Visitor() };
  const passes = async (by: Visitor | undefined, code: string) => {
    const id = crypto.randomUUID();
    const { results } = await (by ?? visitor).ask<PassesResponse>("POST", visitor.community("/passes"), {
      passes: [{ id, code }],
    });
    return results[0];
  };
  expect(await passes(visitor, await codeOf(world))).toMatchObject({ state: "registered" });
  const other = await liveCode(world.candidate.shown.jws, world.candidate.shown.deviceKey, Date.now() + 15_000);
  expect(await passes(sessions.get("collector"), other)).toMatchObject({ refusal: { code: "not_collector" } });
  const point = aPoint("北门");
  await world.city.ask("POST", visitor.community("/points"), point);
  await visitor.ask("PUT", visitor.community("/post"), { pointId: point.id });
  expect(await passes(visitor, other)).not.toHaveProperty("secondUse");
});

test.each(OFFICES)(
  "the account of a %s shows no role at the provider's login, says so, and keeps it at the phone's",
  async (role) => {
    const [there, here] = [await sessions.get(role)?.me(), await world.members.get(role)?.visitor.me()];
    expect(here?.grants.length).toBeGreaterThan(0);
    expect(here).not.toHaveProperty("login");
    const { officeOpen, ...others } = here ?? {};
    expect(officeOpen).toBe(role === "collector" ? undefined : true);
    expect(there).toEqual({
      ...others,
      grants: [],
      login: { provider: world.provider.setting.name, closesOffices: true, hasPhone: true },
    });
  },
);

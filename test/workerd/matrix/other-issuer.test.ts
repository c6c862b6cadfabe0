/** Two issuers on one deployment: a right at one gives none at the other, on any route, also after a login there with the same phone. */
import { beforeAll, expect, test } from "vitest";
import { Visitor } from "../visitor.ts";
import { goodRequest } from "./good-request.ts";
import { outcomeOf } from "./outcome.ts";
import { CELLS } from "./table.ts";
import { makeWorld, type World } from "./world.ts";

const HUBEI = "hubei.localhost";

/** The routes that need a login; NAMED are those of them with a division or a person in the path. */
const GUARDED = CELLS.filter(({ role, expected }) => role === "visitor" && expected === "401 not_logged_in")
  .filter(({ at }) => at === "own" || at === "any")
  .map(({ route }) => route);
const NAMED = GUARDED.filter((route) => /:(division|person)/.test(route));

/** The answer that Hubei must give on a route: it knows no person of Wuhan by an id, and otherwise answers as to a resident without a right. */
function expectedOf(route: string): string | undefined {
  if (route.includes(":person")) return "404 person_not_found";
  return CELLS.find((cell) => cell.route === route && cell.role === "resident" && cell.at === "own")?.expected;
}

let world: World;
/** A login at Hubei's host with the phone of Wuhan's administrator, who has no office at Hubei. */
let there: Visitor;

beforeAll(async () => {
  world = await makeWorld();
  there = await new Visitor(HUBEI).logIn(world.members.get("city")?.phone ?? "");
});

test.each(GUARDED)("%s refuses a login of another issuer", async (route) => {
  const { browser, request } = await goodRequest(world, route);
  const elsewhere = new Visitor(HUBEI);
  elsewhere.cookie = browser.cookie;
  const answer = await elsewhere.send(request.method, request.path, request.body);
  expect(await outcomeOf(answer)).toBe("401 not_logged_in");
});

test.each(NAMED)("%s gives the same phone no office of another issuer", async (route) => {
  const { request } = await goodRequest(world, route);
  expect(await outcomeOf(await there.send(request.method, request.path, request.body))).toBe(expectedOf(route));
});

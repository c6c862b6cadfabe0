/** What holds for every route alike, also for the next one: no write from another site, no body without an end, and nothing but JSON. */
import { beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { goodRequest } from "./good-request.ts";
import { makeWorld, type World } from "./world.ts";

const MEGABYTE = JSON.stringify({ list: "王".repeat(350_000) });

/** Verification needs no login, so that nothing is gained by sending it in somebody's name. */
const OPEN = "POST /api/v1/verify";

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});

const named = ({ method, path }: (typeof OPERATIONS)[number]) => `${method} ${path}`;
const writes = OPERATIONS.filter(({ method }) => method !== "GET").map(named);
const bodies = OPERATIONS.filter(({ body }) => body !== undefined).map(named);

const ELSEWHERE: readonly Readonly<Record<string, string>>[] = [
  { "x-yima": "" },
  { origin: "https://elsewhere.example" },
  { origin: "null" },
  { origin: "http://wuhan.localhost.elsewhere.example" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
];

test.each(writes.filter((route) => route !== OPEN))("%s is refused from another site", async (route) => {
  const { browser, request } = await goodRequest(world, route);
  const answers = [];
  for (const headers of ELSEWHERE) answers.push(await browser.refusal(request.method, request.path, request.body, headers));
  expect(answers).toEqual(ELSEWHERE.map(() => "403 cross_site_request"));
});

test.each(bodies)("%s takes no megabyte", async (route) => {
  const { browser, request } = await goodRequest(world, route);
  expect(await browser.refusal(request.method, request.path, MEGABYTE, request.headers)).toBe("413 body_too_large");
});

test.each(bodies)("%s takes nothing but JSON", async (route) => {
  const { browser, request } = await goodRequest(world, route);
  const forms = ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "application/jsonp"];
  const answers = [];
  for (const type of forms)
    answers.push(await browser.refusal(request.method, request.path, request.body, { ...request.headers, "content-type": type }));
  expect(answers).toEqual(forms.map(() => "415 unsupported_media_type"));
});

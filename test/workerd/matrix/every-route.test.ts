/** Rules that every route must keep, also a future one: a write, except those of a verifier, letters of issuers and requests of clients with keys, is refused from another site; a route with a JSON body refuses one that is too large or of another type. */
import { beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { goodRequest } from "./good-request.ts";
import { makeWorld, type World } from "./world.ts";

/** Longer than any body that a route takes. */
const TWO_MEGABYTES = JSON.stringify({ list: "王".repeat(720_000) });

/** The writes that another site may send: they use no login, so the cookie gives such a request nothing. */
const OPEN = new Set([
  "POST /api/v1/verify",
  "POST /api/v1/verifications",
  "POST /api/v1/letters",
  "POST /api/v1/token",
  "POST /api/v1/interface/verify-code",
  "POST /api/v1/interface/query-health",
]);

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

test.each(writes.filter((route) => !OPEN.has(route)))("%s refuses another site", async (route) => {
  const { browser, request } = await goodRequest(world, route);
  const answers = [];
  for (const headers of ELSEWHERE) answers.push(await browser.refusal(request.method, request.path, request.body, headers));
  expect(answers).toEqual(ELSEWHERE.map(() => "403 cross_site_request"));
});

test.each(bodies)("%s refuses a body of two megabytes", async (route) => {
  const { browser, request } = await goodRequest(world, route);
  expect(await browser.refusal(request.method, request.path, TWO_MEGABYTES, request.headers)).toBe("413 body_too_large");
});

test.each(bodies)("%s accepts only JSON", async (route) => {
  const { browser, request } = await goodRequest(world, route);
  const forms = ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "application/jsonp"];
  const answers = [];
  for (const type of forms)
    answers.push(await browser.refusal(request.method, request.path, request.body, { ...request.headers, "content-type": type }));
  expect(answers).toEqual(forms.map(() => "415 unsupported_media_type"));
});

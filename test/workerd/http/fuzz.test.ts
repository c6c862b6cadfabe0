/** Random requests to every route: each answer has the shape that the contract gives for its status, or is a problem, and none has the status 500. */
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { problem as problemShape } from "../../../src/contract/problem.ts";
import type { Operation } from "../../../src/contract/operation.ts";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { type GoodRequest, goodRequest } from "../matrix/good-request.ts";
import { makeWorld } from "../matrix/world.ts";

const RUNS = 25;

/** The number of good requests per route: more than one, because some requests remove the thing that they name. */
const GOOD = 3;

const goods = new Map<Operation, readonly GoodRequest[]>();

beforeAll(async () => {
  const world = await makeWorld();
  for (const operation of OPERATIONS) {
    const some: GoodRequest[] = [];
    for (let count = 0; count < GOOD; count += 1) some.push(await goodRequest(world, `${operation.method} ${operation.path}`));
    goods.set(operation, some);
  }
});

const wild = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.constantFrom("", "__proto__", "constructor", "%", "'--", "../../..", "\u0000", "9".repeat(1000), "\ud800"),
);
const encoded = wild.map((text) => encodeURIComponent(text.toWellFormed()));
const segment = fc.oneof(encoded, fc.constantFrom("%", "%ff", "%00", "%2e%2e", "%E0%A4%A"));

/** Puts `value` into a valid body: in place of a field, inside a field, or as a new field. `at` chooses the field. */
function bent(body: Record<string, unknown>, at: number, key: string, value: unknown): Record<string, unknown> {
  const keys = Object.keys(body);
  const field = keys[at % (keys.length + 1)] ?? key;
  const inner = body[field];
  const deep = typeof inner === "object" && inner !== null && at % 2 === 0;
  if (deep && Array.isArray(inner)) return { ...body, [field]: [...inner, value] };
  return { ...body, [field]: deep ? { ...inner, [key]: value } : value };
}

const anyValue = fc.oneof(fc.jsonValue({ depthSize: "medium" }), wild, fc.double(), fc.constantFrom(1e308, -0, 2 ** 53));
/** Generates functions that turn a valid body into the text of a request: unchanged, with one change, or something else. */
const bending: fc.Arbitrary<(good: unknown) => string> = fc.oneof(
  { weight: 2, arbitrary: fc.constant((good: unknown) => JSON.stringify(good ?? null)) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(), wild, anyValue).map(
      ([at, key, value]) =>
        (good: unknown) =>
          JSON.stringify(bent({ ...(good as object) }, at, key, value)),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => () => JSON.stringify(value)) },
  { weight: 1, arbitrary: wild.map((text) => () => text) },
);
const headers = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Readonly<Record<string, string>>>(
      { "x-yima": "" },
      { "content-type": "text/html" },
      { "content-type": "application/json; charset=utf-16" },
      { origin: "null" },
      { cookie: "__Host-yima-session=%ff; a=%; =;;" },
      { "cf-connecting-ip": "zzz" },
      { "if-none-match": '"x"' },
    ),
  },
);
/** Generates queries; null stands for the query of the valid request. */
const query = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constantFrom("", "?before=2", "?text=%E9%9D%92%E5%B1%B1%E5%8C%BA", "?purpose=x", "?colour=none") },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("before", "text", "page", "from", "point", "x"), segment)
      .map(([key, value]) => `?${key}=${value}`),
  },
);

/** The path of the valid request; for one of five choices, a wild value replaces one parameter. */
function pathOf(pattern: string, good: string, wildValue: string, choice: number): string {
  const places = pattern.split("/").flatMap((part, index) => (part.startsWith(":") ? [index] : []));
  const place = choice % 5 === 0 ? places[choice % places.length] : undefined;
  return place === undefined ? good : good.split("/").with(place, wildValue).join("/");
}

async function check({ answers }: Operation, answer: Response): Promise<void> {
  const text = new TextDecoder().decode(await answer.arrayBuffer());
  const context = `${answer.status} ${text}`;
  expect(answer.status, context).not.toBe(500);
  if (answer.status === 304) return;
  const shape = answers[answer.status];
  if (shape === undefined) {
    expect(answer.headers.get("content-type"), context).toBe("application/problem+json");
    problemShape.parse(JSON.parse(text));
  } else if (shape === null) expect(text).toBe("");
  else shape.parse(answer.headers.get("content-type")?.includes("json") === true ? JSON.parse(text) : text);
}

test.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
  "%s answers any input by its contract or with a problem",
  async (_, operation) => {
    const good = fc.constantFrom(...(goods.get(operation) ?? []));
    const changes = fc.record({ wildValue: segment, choice: fc.nat(), bend: bending, extra: headers, randomQuery: query });
    await fc.assert(
      fc.asyncProperty(good, changes, async ({ browser, request }, { wildValue, choice, bend, extra, randomQuery }) => {
        const [path = "", ownQuery] = request.path.split("?");
        const search = randomQuery ?? (ownQuery === undefined ? "" : `?${ownQuery}`);
        const body = operation.method === "GET" ? undefined : bend(request.body);
        await check(
          operation,
          await browser.send(operation.method, pathOf(operation.path, path, wildValue, choice) + search, body, extra),
        );
      }),
      { numRuns: RUNS },
    );
  },
);

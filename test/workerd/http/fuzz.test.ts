/** No request whatever is answered by a crash, nor by anything that is neither its contract's shape nor a problem. A short run of every route. */
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { problem as problemShape } from "../../../src/contract/problem.ts";
import type { Operation } from "../../../src/contract/operation.ts";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { type GoodRequest, goodRequest } from "../matrix/good-request.ts";
import { makeWorld } from "../matrix/world.ts";

const RUNS = 40;

/** Some answers use up what a good request names, so that there is more than one. */
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

/** Puts `value` somewhere into a good body: over a field, into one, or beside them. */
function bent(body: Record<string, unknown>, at: number, key: string, value: unknown): Record<string, unknown> {
  const keys = Object.keys(body);
  const field = keys[at % (keys.length + 1)] ?? key;
  const inner = body[field];
  const deep = typeof inner === "object" && inner !== null && at % 2 === 0;
  if (deep && Array.isArray(inner)) return { ...body, [field]: [...inner, value] };
  return { ...body, [field]: deep ? { ...inner, [key]: value } : value };
}

const anyValue = fc.oneof(fc.jsonValue({ depthSize: "medium" }), wild, fc.double(), fc.constantFrom(1e308, -0, 2 ** 53));
/** What becomes of a good body. */
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
/** Null leaves the good one. */
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

/** A good path, now and then with something wild in place of one of its parameters. */
function pathOf(pattern: string, good: string, wildValue: string, choice: number): string {
  const places = pattern.split("/").flatMap((part, index) => (part.startsWith(":") ? [index] : []));
  const place = choice % 5 === 0 ? places[choice % places.length] : undefined;
  return place === undefined ? good : good.split("/").with(place, wildValue).join("/");
}

async function check({ answers }: Operation, answer: Response): Promise<void> {
  const text = new TextDecoder().decode(await answer.arrayBuffer());
  const said = `${answer.status} ${text}`;
  expect(answer.status, said).not.toBe(500);
  if (answer.status === 304) return;
  const shape = answers[answer.status];
  if (shape === undefined) {
    expect(answer.headers.get("content-type"), said).toBe("application/problem+json");
    problemShape.parse(JSON.parse(text));
  } else if (shape === null) expect(text).toBe("");
  else shape.parse(answer.headers.get("content-type")?.includes("json") === true ? JSON.parse(text) : text);
}

test.each(OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
  "%s answers anything by its contract or with a problem",
  async (_, operation) => {
    const good = fc.constantFrom(...(goods.get(operation) ?? []));
    const changes = fc.record({ wildValue: segment, choice: fc.nat(), bend: bending, extra: headers, asked: query });
    await fc.assert(
      fc.asyncProperty(good, changes, async ({ browser, request }, { wildValue, choice, bend, extra, asked }) => {
        const [path = "", ownQuery] = request.path.split("?");
        const search = asked ?? (ownQuery === undefined ? "" : `?${ownQuery}`);
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

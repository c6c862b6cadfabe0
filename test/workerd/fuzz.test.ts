/** No request whatever is answered by a crash, nor by anything that is neither its contract's shape nor a problem. A short run of every route. */
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Collector } from "../../src/contract/community.ts";
import { problem as problemShape } from "../../src/contract/problem.ts";
import { type Operation, OPERATIONS } from "../../src/routes/operations.ts";
import { aDeclaration, aPhone, aPoint, aResidentNumber, COMMUNITY } from "./builders.ts";
import { Visitor } from "./visitor.ts";

const RUNS = 40;

let visitor: Visitor;
let digits: string;
/** Values that mean something, by the name of the path's parameter. */
let known: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  const phone = aPhone();
  visitor = await new Visitor().logIn(phone);
  await visitor.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  const self = await visitor.bind("尹静姝", aResidentNumber());
  const child = await visitor.bind("尹小满", aResidentNumber(), "child");
  const { n } = await visitor.declare(self);
  ({ digits } = await visitor.show(self));
  const points = [aPoint("东门"), aPoint("西门")];
  for (const point of points) await visitor.ask("POST", visitor.community("/points"), point);
  const { id } = await visitor.ask<Collector>("POST", visitor.community("/collectors"), { code: digits });
  const pointIds = points.map((point) => point.id);
  await visitor.ask("PUT", visitor.community("/post"), { pointId: pointIds[0] });
  known = {
    person: [self.id, self.id, child.id],
    n: [String(n), "0", "-1", "1e3"],
    claim: ["AAAAAAAAAAAA"],
    division: [COMMUNITY, COMMUNITY, "420107001", "42", "000000000"],
    id: [id, ...pointIds],
  };
});

const wild = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.constantFrom("", "__proto__", "constructor", "%", "'--", "../..", "\u0000", "9".repeat(1000), "\ud800"),
);
const encoded = wild.map((text) => encodeURIComponent(text.toWellFormed()));
const segment = fc.oneof(encoded, fc.constantFrom("%", "%ff", "%00", "%2e%2e", "%E0%A4%A"));

/** A good body for each route that takes one; made again for each run, since ids and documents are used up. */
function goodBody(path: string): Record<string, unknown> {
  if (path.endsWith("/verify") || path.endsWith("/collectors")) return { code: digits };
  if (path.endsWith("/otp")) return { phone: aPhone() };
  if (path.endsWith("/sessions")) return { phone: aPhone(), password: "000000" };
  if (path.endsWith("/people")) return { relation: "other", name: "王芳", document: { type: "10", number: aResidentNumber() } };
  if (path.endsWith("/claims/:claim")) return { decision: "allow" };
  if (path.endsWith("/declarations")) return aDeclaration();
  if (path.endsWith("/credentials")) return { deviceKeys: ["A2sX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKW"] };
  if (path.endsWith("/points")) return { ...aPoint("门"), location: { latitude: 30, longitude: 114, accuracyMetres: 5 } };
  if (path.endsWith("/points/:id")) return { name: `门 ${crypto.randomUUID().slice(0, 8)}`, location: null };
  if (path.endsWith("/post")) return { pointId: known["id"]?.[1] };
  return { passes: [{ id: crypto.randomUUID(), code: digits }] };
}

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
const bodyOf = (path: string) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(null).map(() => JSON.stringify(goodBody(path))) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.nat(), wild, anyValue)
        .map(([at, key, value]) => JSON.stringify(bent(goodBody(path), at, key, value))),
    },
    { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: wild },
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
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("", "?before=2", "?text=%E9%9D%92%E5%B1%B1%E5%8C%BA", "?purpose=x", "?colour=none") },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("before", "text", "page", "from", "point", "x"), segment)
      .map(([key, value]) => `?${key}=${value}`),
  },
);

/** The path with a value for each of its parameters, mostly one that means something. */
function pathOf(path: string, wildValue: string, choice: number): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const values = known[name] ?? [];
    return choice % 5 === 0 ? wildValue : (values[choice % values.length] ?? wildValue);
  });
}

async function check({ answers }: Operation, answer: Response): Promise<void> {
  const text = await answer.text();
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

/** What takes things away comes last. */
const inOrder = OPERATIONS.toSorted((a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"));

test.each(inOrder.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
  "%s answers anything by its contract or with a problem",
  async (_, operation) => {
    const { cookie } = visitor;
    const body = operation.method === "GET" ? fc.constant(undefined) : bodyOf(operation.path);
    await fc.assert(
      fc.asyncProperty(segment, fc.nat(), body, headers, query, async (wildValue, choice, sent, extra, asked) => {
        // Logging out is one of the routes.
        visitor.cookie = operation.path.endsWith("/current") ? "__Host-yima-session=0.AAAA" : cookie;
        const path = pathOf(operation.path, wildValue, choice) + asked;
        await check(operation, await visitor.send(operation.method, path, sent, extra));
      }),
      { numRuns: RUNS },
    );
    visitor.cookie = cookie;
  },
);

/** The security log: a line for each event of the contract and for each refused right or credential, and in no line a name, a number or a typed text. Decision 59. */
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import type { Problem } from "../../../src/contract/problem.ts";
import type { SecurityFields } from "../../../src/routes/http/log.ts";
import { aPhone, aPoint, COMMUNITY } from "../builders.ts";
import { requestOf } from "../matrix/acts.ts";
import { CELLS } from "../matrix/table.ts";
import { makeWorld, type RoleRequest, send, type World } from "../matrix/world.ts";
import { Visitor } from "../visitor.ts";

interface Line extends SecurityFields {
  readonly at: string;
  readonly event: string;
}

const FIELDS = ["at", "event", "operation", "outcome", "issuer", "who", "office", "division", "request"];
const LOGGED = OPERATIONS.filter(({ event }) => event !== undefined);

let world: World;
let texts: string[] = [];

beforeAll(async () => {
  world = await makeWorld();
});

beforeEach(() => {
  texts = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => texts.push(text));
});

/** The lines of a request to this route, after a check of all lines so far. */
function linesOf(route: string, secrets: readonly string[] = []): readonly Line[] {
  const people = [...world.members.values(), world.candidate].flatMap(({ name, phone, number }) => [name, phone, number]);
  for (const text of texts) {
    for (const secret of [...people, ...secrets]) expect(text).not.toContain(secret);
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(Object.keys(JSON.parse(text) as object)).toEqual(FIELDS);
  }
  const lines = texts.map((text) => JSON.parse(text) as Line).filter(({ operation }) => operation === route);
  texts = [];
  return lines;
}

/** All texts in a body that a person can have typed; ids, codes of divisions and words of lists are none. */
function typedIn(body: unknown): readonly string[] {
  if (typeof body === "string") return /[^\x20-\x7e]|^\+?\d{11}$|^\d{17}[\dX]$/.test(body) ? [body] : [];
  return typeof body === "object" && body !== null ? Object.values(body).flatMap(typedIn) : [];
}

/** The code of a problem; the status of every other answer, also of an error of OAuth. */
async function outcomeOf(answer: Response): Promise<number | string> {
  const text = await answer.text();
  return answer.ok ? answer.status : ((JSON.parse(text) as Partial<Problem>).code ?? answer.status);
}

/** A request of this route by the last role that may send it, which is the highest office, the operator or the client. */
async function goodCall(route: string) {
  const cell = CELLS.findLast(
    (one) => one.route === route && /^(2\d\d|400|409 (nothing|passkey)|422 (not_the|passkey)|404)/.test(one.expected),
  );
  if (cell === undefined) throw new Error(`nobody may ${route}`);
  return { role: cell.role, request: await requestOf(world, cell) };
}

const NO_EVENT = "GET /api/v1/divisions/:division/administrators";

test("a refused right is logged for an operation without an event, with the login and the division, and a missing login is not", async () => {
  const { visitor } = world.members.get("resident") ?? { visitor: new Visitor() };
  expect(await visitor.refusal("GET", "/api/v1/divisions/4201/administrators")).toBe("403 not_administrator");
  const [line] = linesOf(NO_EVENT);
  expect(line).toMatchObject({ event: "refusal", outcome: "not_administrator", division: "4201", office: null });
  expect(line?.who).toMatch(/^[0-9a-f]{24}$/);
  expect(await new Visitor().refusal("GET", "/api/v1/divisions/4201/administrators")).toBe("401 not_logged_in");
  expect(await world.city.refusal("GET", "/api/v1/divisions/4201/administrators")).toBe("200");
  expect(linesOf(NO_EVENT)).toEqual([]);
});

test("an act names the office and the login; a wrong password names the login and not the number", async () => {
  await world.city.ask("POST", world.city.community("/points"), aPoint("北门"));
  expect(linesOf("POST /api/v1/communities/:division/points", ["北门"])).toMatchObject([
    { event: "act", outcome: 201, office: "4201", division: COMMUNITY },
  ]);
  const phone = aPhone();
  const browser = new Visitor();
  await browser.ask("POST", "/api/v1/otp", { phone });
  const password = (await browser.passwordOf(phone)) === "000000" ? "000001" : "000000";
  texts = [];
  expect(await browser.refusal("POST", "/api/v1/sessions", { phone, password })).toBe("401 wrong_password");
  const [line] = linesOf("POST /api/v1/sessions", [phone, password]);
  expect(line).toMatchObject({ event: "login", outcome: "wrong_password" });
  expect(line?.who).toMatch(/^[0-9a-f]{24}$/);
});

test("refused credentials of clients and operators are logged without what was sent", async () => {
  const invented = { authorization: "Bearer invented-secret" };
  expect(await new Visitor().refusal("GET", `/api/v1/facts/${"a".repeat(64)}`, undefined, invented)).toBe("401 client_refused");
  expect(linesOf("GET /api/v1/facts/:import", ["invented-secret"])).toMatchObject([
    { event: "refusal", outcome: "client_refused", who: null },
  ]);
  const body = { request: "e30.e30.signed" };
  expect(await new Visitor().refusal("POST", "/api/v1/operator/facts", body)).toBe("401 operator_request_refused");
  expect(linesOf("POST /api/v1/operator/facts", [body.request])).toMatchObject([
    { outcome: "operator_request_refused", who: null },
  ]);
});

test("the registration of passes writes nothing for a collector, and a line for somebody without the right", async () => {
  const route = "POST /api/v1/communities/:division/passes";
  const request = await requestOf(world, { route, role: "collector", at: "own" });
  const good = await send(world, "collector", request);
  expect(await good.json()).toMatchObject({ results: [{ state: "registered" }] });
  expect(linesOf(route)).toEqual([]);
  await send(world, "resident", request);
  expect(linesOf(route)).toMatchObject([{ event: "refusal", outcome: "not_collector", division: COMMUNITY }]);
});

test("an id of Cloudflare is taken only in the form that it has", async () => {
  const path = "/api/v1/divisions/4201/administrators";
  const asked = async (ray: string) => {
    await world.members.get("resident")?.visitor.send("GET", path, undefined, { "cf-ray": ray });
    return linesOf(NO_EVENT)[0]?.request;
  };
  expect(await asked("8f14e45fceea167a-HKG")).toBe("8f14e45fceea167a-HKG");
  expect(await asked("zhang-san-13800000000")).toMatch(/^[\w-]{16}$/);
});

test.each(LOGGED.map((one) => [`${one.method} ${one.path}`, one] as const))(
  "%s writes one line when it is answered and one when it is refused",
  async (route, { event, method, open }) => {
    const { role, request } = await goodCall(route);
    linesOf(route);
    const secrets = typedIn(request.body);
    const good = await outcomeOf(await send(world, role, request));
    const [line, ...others] = linesOf(route, secrets);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ event, outcome: good, issuer: "4201", at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) });
    expect(line?.request).toMatch(/^[\w-]{16}$/);
    const isOpen = event === "login" && method === "POST";
    if (!isOpen && typeof good === "number") expect(line?.who).toMatch(/^([0-9a-f]{24}|client\/[\w-]{16}|operator\/operator-1)$/);
    const refused = await outcomeOf(await send(world, "resident", { ...request, headers: {}, cookie: null }));
    expect(linesOf(route, secrets)).toMatchObject([{ event, outcome: refused }]);
    const forged: RoleRequest = { ...request, headers: { ...request.headers, "x-yima": "0" } };
    if (method !== "GET" && open === undefined) {
      await send(world, role, forged);
      expect(linesOf(route, secrets)).toMatchObject([{ event, outcome: "cross_site_request" }]);
    }
  },
);

/** A collector can ask a person to declare again, and can neither read nor change declarations; over HTTP. Source: product.md §4. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import type { PassesResponse, Redeclaration } from "../../../src/contract/pass.ts";
import type { DeclarationPage } from "../../../src/contract/declaration.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { PATIENT } from "../../support/patience.ts";
import { aDeclaration, aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { allButOne } from "../communities/hour-counts.ts";
import { type ShownCode, Visitor } from "../visitor.ts";

const DAY = 86_400_000;
const ASK = `/api/v1/communities/${COMMUNITY}/redeclarations`;

interface Someone {
  readonly visitor: Visitor;
  readonly phone: string;
  readonly number: string;
  readonly person: Person;
  readonly shown: ShownCode;
}

let administrator: Visitor;
let collector: Someone;
const east = aPoint("东门");
const west = aPoint("西门");

async function someone(name: string): Promise<Someone> {
  const number = aResidentNumber();
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  const person = await visitor.bind(name, number);
  await visitor.declare(person);
  return { visitor, phone, number, person, shown: await visitor.show(person) };
}

const codeNow = ({ shown }: Someone) => liveCode(shown.jws, shown.deviceKey, Date.now());
const ask = async (of: Someone) => collector.visitor.ask<Redeclaration>("POST", ASK, { code: await codeNow(of) });
const standAt = (pointId: string) => collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId });
const requestOf = async ({ visitor }: Someone) => (await visitor.me()).people[0]?.redeclaration;

beforeAll(async () => {
  const phone = aPhone();
  administrator = await new Visitor().logIn(phone);
  await administrator.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  for (const point of [east, west]) await administrator.ask("POST", administrator.community("/points"), point);
  collector = await someone("陈守诚");
  await administrator.ask("POST", administrator.community("/collectors"), { code: await codeNow(collector) });
});

test("only a collector with a post may ask, and is refused before the code is checked", async () => {
  expect(await collector.visitor.refusal("POST", ASK, { code: "1" })).toBe("409 no_post");
  expect(await administrator.refusal("POST", ASK, { code: "1" })).toBe("403 not_collector");
  expect(await new Visitor().refusal("POST", ASK, { code: "1" })).toBe("401 not_logged_in");
  await standAt(east.id);
});

test("the person sees the gate and the time of the request, not the collector, until they declare; nothing else of theirs changes", async () => {
  const resident = await someone("尹静姝");
  const [before] = (await resident.visitor.me()).people;
  expect(before?.redeclaration).toBeNull();
  const { at } = await ask(resident);
  expect((await resident.visitor.me()).people).toEqual([
    { ...before, redeclaration: { at, community: "康苑社区", point: "东门" } },
  ]);
  const { digits } = resident.shown;
  expect(await collector.visitor.ask("POST", "/api/v1/verify", { code: digits })).toMatchObject({ valid: true, colour: "none" });
  await resident.visitor.declare(resident.person);
  expect(await requestOf(resident)).toBeNull();
});

test("a second request of the same gate is the same request, and a request of another gate replaces it", async () => {
  const resident = await someone("何静");
  const first = await ask(resident);
  expect(await ask(resident)).toEqual(first);
  await standAt(west.id);
  const second = await ask(resident);
  expect(await requestOf(resident)).toEqual({ at: second.at, community: "康苑社区", point: "西门" });
  await standAt(east.id);
});

test("a repeated declaration does not answer a later request", async () => {
  const resident = await someone("冯静");
  const declaration = aDeclaration();
  const path = `/api/v1/people/${resident.person.id}/declarations`;
  await resident.visitor.ask("POST", path, declaration);
  await ask(resident);
  await resident.visitor.ask("POST", path, declaration);
  expect(await requestOf(resident)).toMatchObject({ point: "东门" });
});

test("an unanswered request leaves by alarm after thirty days, and one of yesterday stays", async () => {
  const shard = env.PEOPLE.getByName("4201/people/asked");
  const now = Date.now();
  const [old, fresh] = ["a", "b"].map((letter) => letter.repeat(24) as PersonKey) as [PersonKey, PersonKey];
  const gate = { community: "康苑社区", point: "东门" };
  await shard.askToDeclare(fresh, { ...gate, at: now - DAY });
  await shard.askToDeclare(old, { ...gate, at: now - 30 * DAY - 3_600_000 });
  await vi.waitFor(async () => {
    const left = await runInDurableObject(shard, (_, { storage }) =>
      storage.sql.exec("SELECT person FROM redeclarations").toArray(),
    );
    expect(left).toEqual([{ person: fresh }]);
  }, PATIENT);
  const next = await runInDurableObject(shard, (_, { storage }) => storage.getAlarm());
  expect(next).toBe(Math.ceil((now + 29 * DAY) / 3_600_000) * 3_600_000);
});

test("a later manager of the person does not see the earlier request", async () => {
  const resident = await someone("许静");
  await ask(resident);
  await resident.visitor.ask("DELETE", `/api/v1/people/${resident.person.id}`);
  const heir = await new Visitor().logIn(aPhone());
  expect(await heir.bind("许静", resident.number)).toMatchObject({ state: "managed", redeclaration: null });
});

test("a code that could not register a pass sends no request", async () => {
  const resident = await someone("沈静");
  const aged = await liveCode(resident.shown.jws, resident.shown.deviceKey, Date.now() - 60_000);
  const refused = await collector.visitor.send("POST", ASK, { code: aged });
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    { code: "code_not_accepted", refusal: "proof_too_old", pointer: "/code" },
  ]);
  const code = await codeNow(resident);
  await resident.visitor.ask("DELETE", `/api/v1/people/${resident.person.id}/credentials`);
  expect(await (await collector.visitor.send("POST", ASK, { code })).json()).toMatchObject({ refusal: "revoked" });
  expect(await requestOf(resident)).toBeNull();
});

test("a collector sends no temperature, neither with a pass nor with a request, and declares for nobody", async () => {
  const resident = await someone("朱静");
  const code = await codeNow(resident);
  const { visitor } = collector;
  const pass = { id: crypto.randomUUID(), code, temperatureCelsius: 38 };
  expect(await visitor.refusal("POST", visitor.community("/passes"), { passes: [pass] })).toBe(
    "400 bad_request /passes/0/temperatureCelsius",
  );
  expect(await visitor.refusal("POST", ASK, { code, temperatureCelsius: 38 })).toBe("400 bad_request /temperatureCelsius");
  const declarations = `/api/v1/people/${resident.person.id}/declarations`;
  expect(await visitor.refusal("POST", declarations, aDeclaration({ temperatureCelsius: 38 }))).toBe("404 person_not_found");
  expect(await visitor.refusal("GET", declarations)).toBe("404 person_not_found");
  for (const method of ["PUT", "PATCH", "DELETE"])
    expect(await visitor.refusal(method, `${declarations}/1`, aDeclaration())).toBe("404 person_not_found");
  const { declarations: history } = await resident.visitor.ask<DeclarationPage>("GET", declarations);
  expect(history).toMatchObject([{ n: 1, temperatureCelsius: 36.5 }]);
});

test("a collector sees of the scanned person the masked name, the colour and the time of the declaration", async () => {
  const resident = await someone("秦静");
  const id = crypto.randomUUID();
  const passes = [{ id, code: await codeNow(resident) }];
  const { results } = await collector.visitor.ask<PassesResponse>("POST", collector.visitor.community("/passes"), { passes });
  expect(results).toEqual([
    {
      id,
      state: "registered",
      at: expect.any(String),
      pointId: east.id,
      maskedName: "秦**",
      colour: "none",
      flags: [],
      declaredAt: expect.any(String),
      signs: false,
      passage: expect.objectContaining({ answer: "ask", row: "declared" }),
    },
  ]);
});

test("a login has a limit of requests per hour", async () => {
  const resident = await someone("韩静");
  await allButOne(collector.phone, "ask_to_declare");
  await ask(resident);
  expect(await collector.visitor.refusal("POST", ASK, { code: await codeNow(resident) })).toBe("429 too_many_requests");
});

/** The rules of product.md §4, over HTTP, by administrators, collectors and residents. */
import { beforeAll, expect, test } from "vitest";
import type { Collector } from "../../../src/contract/collector.ts";
import type { PassesResponse, PassPage } from "../../../src/contract/pass.ts";
import type { Workbench } from "../../../src/contract/community.ts";
import type { Person } from "../../../src/contract/people.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { register as proveByRegister } from "../register.ts";
import { Visitor } from "../visitor.ts";

interface Resident {
  readonly visitor: Visitor;
  readonly phone: string;
  readonly person: Person;
}

let administrator: Visitor;
let resident: Resident;

async function declared(name: string, number = aResidentNumber()): Promise<Resident> {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  const person = await visitor.bind(name, number);
  await visitor.declare(person);
  return { visitor, phone, person };
}

async function newPoint(name: string) {
  const point = aPoint(name);
  await administrator.ask("POST", administrator.community("/points"), point);
  return point;
}

async function newCollector(name: string, number = aResidentNumber()): Promise<Resident & { readonly id: string }> {
  const someone = await declared(name, number);
  const { digits } = await someone.visitor.show(someone.person);
  const { id } = await administrator.ask<Collector>("POST", administrator.community("/collectors"), { code: digits });
  return { ...someone, id };
}

async function register(collector: Visitor, code: string, id: string = crypto.randomUUID()) {
  const { results } = await collector.ask<PassesResponse>("POST", collector.community("/passes"), { passes: [{ id, code }] });
  return results[0];
}

beforeAll(async () => {
  const phone = aPhone();
  administrator = await new Visitor().logIn(phone);
  await administrator.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  resident = await declared("尹静姝");
});

test("a collector before the first point is refused", async () => {
  const { digits } = await resident.visitor.show(resident.person);
  expect(await administrator.refusal("POST", administrator.community("/collectors"), { code: digits })).toBe("409 no_point_yet");
});

test("an empty community gets a point, a collector and a registered pass", async () => {
  const point = await newPoint("南门");
  const collector = await newCollector("陈守诚");
  expect((await collector.visitor.me()).grants).toEqual([
    { division: COMMUNITY, role: "collector", name: expect.stringContaining("康苑社区") },
  ]);
  const { digits } = await resident.visitor.show(resident.person);
  expect(await register(collector.visitor, digits)).toMatchObject({ state: "refused", refusal: { code: "no_post" } });
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: point.id });
  const id = crypto.randomUUID();
  expect(await register(collector.visitor, digits, id)).toMatchObject({
    id,
    state: "registered",
    pointId: point.id,
    maskedName: "尹**",
    colour: "none",
  });
  const { passes } = await administrator.ask<PassPage>("GET", administrator.community("/passes"));
  expect(passes.filter((pass) => pass.id === id)).toMatchObject([{ pointName: "南门", maskedName: "尹**" }]);
});

test("a repeated id is one pass, also at the same moment", async () => {
  const point = await newPoint("东门");
  const collector = await newCollector("李门");
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: point.id });
  const { digits } = await resident.visitor.show(resident.person);
  const id = crypto.randomUUID();
  const results = await Promise.all([1, 2, 3].map(() => register(collector.visitor, digits, id)));
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  const { passes } = await administrator.ask<PassPage>("GET", administrator.community("/passes"));
  expect(passes.filter((pass) => pass.id === id)).toHaveLength(1);
});

test("the id of another person's pass is refused", async () => {
  const collector = await newCollector("何门");
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: (await newPoint("侧门")).id });
  const id = crypto.randomUUID();
  await register(collector.visitor, (await resident.visitor.show(resident.person)).digits, id);
  const other = await declared("别人");
  expect(await register(collector.visitor, (await other.visitor.show(other.person)).digits, id)).toMatchObject({
    refusal: { code: "pass_id_taken" },
  });
});

test("a point in use stays, and the refusal names its collectors; an unused point is removed", async () => {
  const [here, there] = [await newPoint("西门"), await newPoint("北门")];
  const collector = await newCollector("周门");
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: here.id });
  const answer = await administrator.send("DELETE", administrator.community(`/points/${here.id}`));
  expect(await answer.json()).toMatchObject({ status: 409, code: "point_in_use", collectors: [{ maskedName: "周**" }] });
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: there.id });
  expect((await administrator.send("DELETE", administrator.community(`/points/${here.id}`))).status).toBe(204);
  expect(await collector.visitor.refusal("PUT", collector.visitor.community("/post"), { pointId: here.id })).toBe(
    "404 point_not_found",
  );
});

test("collectors are ordered by phone number", async () => {
  const added = [await newCollector("郑门"), await newCollector("冯门")];
  const { collectors } = await administrator.ask<{ collectors: Collector[] }>("GET", administrator.community("/collectors"));
  const phones = collectors.map(({ phone }) => phone);
  expect(phones).toEqual(phones.toSorted());
  for (const { phone } of added) expect(phones).toContain(`+86${phone}`);
});

test("a removed collector is refused at the next scan, and loses the workbench", async () => {
  const collector = await newCollector("卫门");
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: (await newPoint("后门")).id });
  await administrator.ask("DELETE", administrator.community(`/collectors/${collector.id}`));
  const { digits } = await resident.visitor.show(resident.person);
  expect(await register(collector.visitor, digits)).toMatchObject({ refusal: { code: "not_collector" } });
  expect((await collector.visitor.me()).grants).toEqual([]);
  expect(await collector.visitor.refusal("GET", collector.visitor.community(""))).toBe("403 no_role_here");
});

test("a person without a login of their own cannot be a collector", async () => {
  const child = await resident.visitor.bind("尹小满", aResidentNumber(), "child");
  await resident.visitor.declare(child);
  const { digits } = await resident.visitor.show(child);
  expect(await administrator.refusal("POST", administrator.community("/collectors"), { code: digits })).toBe(
    "409 collector_has_no_account",
  );
});

test("a revoked code registers nowhere, although its signature is valid", async () => {
  const collector = await newCollector("蒋门");
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: (await newPoint("偏门")).id });
  const someone = await declared("沈收");
  const { digits } = await someone.visitor.show(someone.person);
  await someone.visitor.ask("DELETE", `/api/v1/people/${someone.person.id}/credentials`);
  expect(await register(collector.visitor, digits)).toMatchObject({ refusal: { code: "revoked" } });
});

test("a hundred passes in one request each get their own answer, and a request with a hundred and one is refused", async () => {
  const collector = await newCollector("韩门");
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: (await newPoint("大门")).id });
  const { digits } = await resident.visitor.show(resident.person);
  const passes = Array.from({ length: 100 }, () => ({ id: crypto.randomUUID(), code: digits }));
  const body = { passes: [...passes.slice(1), { id: crypto.randomUUID(), code: "123" }] };
  const { results } = await collector.visitor.ask<PassesResponse>("POST", collector.visitor.community("/passes"), body);
  expect(results.map(({ state }) => state)).toEqual([...Array.from({ length: 99 }, () => "registered"), "refused"]);
  const tooMany = { passes: [...passes, { id: crypto.randomUUID(), code: digits }] };
  expect(await collector.visitor.refusal("POST", collector.visitor.community("/passes"), tooMany)).toBe(
    "400 bad_request /passes",
  );
});

test("a person who is neither collector nor administrator is refused everywhere here", async () => {
  const { visitor } = resident;
  const here = visitor.community("");
  expect(await visitor.refusal("GET", here)).toBe("403 no_role_here");
  expect(await visitor.refusal("POST", `${here}/points`, aPoint("我家"))).toBe("403 not_administrator");
  expect(await visitor.refusal("GET", `${here}/collectors`)).toBe("403 not_administrator");
  expect(await visitor.refusal("PUT", `${here}/post`, { pointId: crypto.randomUUID() })).toBe("403 not_collector");
  expect(await visitor.refusal("GET", `${here}/passes`)).toBe("403 not_administrator");
  expect(await new Visitor().refusal("GET", here)).toBe("401 not_logged_in");
});

test("a login with a waiting claim on a collector is no collector", async () => {
  const number = aResidentNumber();
  const collector = await newCollector("朱门", number);
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: (await newPoint("暗门")).id });
  const impostor = await new Visitor().logIn(aPhone());
  await impostor.bind("朱门", number);
  const { digits } = await resident.visitor.show(resident.person);
  expect(await impostor.refusal("GET", impostor.community(""))).toBe("403 no_role_here");
  expect(await register(impostor, digits)).toMatchObject({ refusal: { code: "not_collector" } });
});

test("a collector adds no point, lists no collector and sees no passes, not even their own", async () => {
  const { visitor } = await newCollector("杨门");
  const here = visitor.community("");
  expect((await visitor.ask<Workbench>("GET", here)).roles).toEqual(["collector"]);
  expect(await visitor.refusal("POST", `${here}/points`, aPoint("新门"))).toBe("403 not_administrator");
  expect(await visitor.refusal("GET", `${here}/collectors`)).toBe("403 not_administrator");
  expect(await visitor.refusal("GET", `${here}/passes`)).toBe("403 not_administrator");
});

test.each(["420107001999999", "42010700100", "430102001001", "abc", "420107"])(
  "the community %j is unknown here",
  async (division) => {
    expect(await administrator.refusal("GET", `/api/v1/communities/${division}`)).toBe("422 division_unknown");
  },
);

test("two points cannot share a name, and a repeated id is the same point", async () => {
  const point = await newPoint("花园门");
  expect((await administrator.send("POST", administrator.community("/points"), point)).status).toBe(201);
  expect(await administrator.refusal("POST", administrator.community("/points"), aPoint("花园门"))).toBe("409 point_name_taken");
});

test.each([
  [{ latitude: 91, longitude: 0, accuracyMetres: 1 }, "/location/latitude"],
  [{ latitude: 30, longitude: 181, accuracyMetres: 1 }, "/location/longitude"],
  [{ latitude: 30, longitude: 114, accuracyMetres: -1 }, "/location/accuracyMetres"],
])("the location %j of a point is refused", async (location, pointer) => {
  const body = { ...aPoint("天边"), location };
  expect(await administrator.refusal("POST", administrator.community("/points"), body)).toBe(`400 bad_request ${pointer}`);
});

test("the next login of a collector's person is no collector: the role belongs to the added login", async () => {
  const number = aResidentNumber();
  const collector = await newCollector("秦门", number);
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: (await newPoint("旁门")).id });
  await collector.visitor.ask("DELETE", `/api/v1/people/${collector.person.id}`);
  const phone = aPhone();
  await proveByRegister(number, { phone });
  const heir = await new Visitor().logIn(phone);
  const person = await heir.bind("秦门", number);
  const { digits } = await resident.visitor.show(resident.person);
  expect(await heir.refusal("GET", heir.community(""))).toBe("403 no_role_here");
  expect(await register(heir, digits)).toMatchObject({ refusal: { code: "not_collector" } });
  await heir.declare(person);
  const code = (await heir.show(person)).digits;
  await administrator.ask("POST", administrator.community("/collectors"), { code });
  expect(await register(heir, digits)).toMatchObject({ state: "registered" });
});

test("a repeat after the end of its code is answered with the registered pass", async () => {
  const collector = await newCollector("许门");
  await collector.visitor.ask("PUT", collector.visitor.community("/post"), { pointId: (await newPoint("厢门")).id });
  const someone = await declared("何慢");
  const { digits } = await someone.visitor.show(someone.person);
  const id = crypto.randomUUID();
  const first = await register(collector.visitor, digits, id);
  expect(first).toMatchObject({ state: "registered" });
  await someone.visitor.ask("DELETE", `/api/v1/people/${someone.person.id}/credentials`);
  expect(await register(collector.visitor, digits, id)).toEqual(first);
  expect(await register(collector.visitor, digits)).toMatchObject({ refusal: { code: "revoked" } });
});

test("a repeated request to add a point does not bring a removed one back", async () => {
  const point = await newPoint("旧门");
  await administrator.ask("DELETE", administrator.community(`/points/${point.id}`));
  expect(await administrator.refusal("POST", administrator.community("/points"), point)).toBe("404 point_not_found");
  await newPoint("旧门");
});

test("a community outside the table is unknown, and no object is created for it", async () => {
  const { visitor } = resident;
  expect(await visitor.refusal("GET", "/api/v1/communities/420107999999")).toBe("422 division_unknown");
  expect(await visitor.refusal("GET", "/api/v1/communities/420107001")).toBe("403 no_role_here");
});

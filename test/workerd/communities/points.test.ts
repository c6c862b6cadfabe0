/** An administrator corrects, removes and restores points, over HTTP. Source: product.md §4. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { PassesResponse, PassPage } from "../../../src/contract/pass.ts";
import type { Point, Workbench } from "../../../src/contract/community.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { Visitor } from "../visitor.ts";

let administrator: Visitor;
let collector: Visitor;
let digits: string;

async function newPoint(name: string) {
  const point = aPoint(name);
  await administrator.ask("POST", administrator.community("/points"), point);
  return point;
}

const at = (id: string, rest = "") => `/api/v1/communities/${COMMUNITY}/points/${id}${rest}`;

beforeAll(async () => {
  const phone = aPhone();
  administrator = await new Visitor().logIn(phone);
  await administrator.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  await newPoint("大门");
  collector = await new Visitor().logIn(aPhone());
  const person = await collector.bind("陈守诚", aResidentNumber());
  await collector.declare(person);
  ({ digits } = await collector.show(person));
  await administrator.ask("POST", administrator.community("/collectors"), { code: digits });
});

test("a renamed point keeps its id, its collectors and its passes, which show the new name", async () => {
  const point = await newPoint("南门");
  await collector.ask("PUT", collector.community("/post"), { pointId: point.id });
  const id = crypto.randomUUID();
  await collector.ask<PassesResponse>("POST", collector.community("/passes"), { passes: [{ id, code: digits }] });
  const changed = await administrator.ask<Point>("PATCH", at(point.id), { name: "正南门", address: "红卫路 20 号" });
  expect(changed).toEqual({ id: point.id, name: "正南门", address: "红卫路 20 号", standing: 1 });
  const { points, post } = await collector.ask<Workbench>("GET", collector.community(""));
  expect([post, points.find((one) => one.id === point.id)]).toEqual([point.id, changed]);
  const { passes } = await administrator.ask<PassPage>("GET", administrator.community("/passes"));
  expect(passes.find((pass) => pass.id === id)).toMatchObject({ pointId: point.id, pointName: "正南门" });
});

test("a location is corrected and removed without a change of the name", async () => {
  const point = await newPoint("北门");
  const location = { latitude: 30.6376, longitude: 114.4019, accuracyMetres: null };
  expect(await administrator.ask("PATCH", at(point.id), { location })).toEqual({ ...point, location, standing: 0 });
  expect(await administrator.ask("PATCH", at(point.id), { location: null })).toEqual({ ...point, standing: 0 });
});

test("the refusal of a wrong correction names the field", async () => {
  const point = await newPoint("东门");
  expect(await administrator.refusal("PATCH", at(point.id), { name: "大门" })).toBe("409 point_name_taken");
  expect(await administrator.refusal("PATCH", at(point.id), { name: "" })).toBe("400 bad_request /name");
  expect(await administrator.refusal("PATCH", at(point.id), { id: crypto.randomUUID() })).toBe("400 bad_request /id");
  const location = { latitude: 91, longitude: 0, accuracyMetres: null };
  expect(await administrator.refusal("PATCH", at(point.id), { location })).toBe("400 bad_request /location/latitude");
  expect(await administrator.refusal("PATCH", at(crypto.randomUUID()), { name: "何门" })).toBe("404 point_not_found");
  expect(await collector.refusal("PATCH", at(point.id), { name: "何门" })).toBe("403 not_administrator");
});

test("a removed point comes back under its own id, also after repeated requests", async () => {
  const point = await newPoint("西门");
  await administrator.ask("DELETE", at(point.id));
  expect(await collector.refusal("POST", at(point.id, "/restoration"))).toBe("403 not_administrator");
  const back = await administrator.ask<Point>("POST", at(point.id, "/restoration"));
  expect(back).toEqual({ ...point, standing: 0 });
  expect(await administrator.ask("POST", at(point.id, "/restoration"))).toEqual(back);
});

test("an undo is refused for a name that another point has now, and for a removal of long ago", async () => {
  const point = await newPoint("侧门");
  await administrator.ask("DELETE", at(point.id));
  const heir = await newPoint("侧门");
  expect(await administrator.refusal("POST", at(point.id, "/restoration"))).toBe("409 point_name_taken");
  await administrator.ask("DELETE", at(heir.id));
  await runInDurableObject(env.COMMUNITY.getByName(`4201/community/${COMMUNITY}`), (_, { storage }) => {
    storage.sql.exec("UPDATE points SET removed_at = removed_at - 601000 WHERE id = ?", point.id);
  });
  expect(await administrator.refusal("POST", at(point.id, "/restoration"))).toBe("409 undo_too_late");
  expect(await administrator.refusal("POST", at(crypto.randomUUID(), "/restoration"))).toBe("404 point_not_found");
});

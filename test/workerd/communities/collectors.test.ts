/** Collectors by phone number, and removals taken back: over HTTP, by whoever is in charge. product.md §4. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { Collector, Collectors, CollectorMatch } from "../../../src/contract/collector.ts";
import type { PassesResponse } from "../../../src/contract/pass.ts";
import type { Workbench } from "../../../src/contract/community.ts";
import type { Person } from "../../../src/contract/people.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { allButOne } from "./hour-counts.ts";
import { Visitor } from "../visitor.ts";

const COLLECTORS = `/api/v1/communities/${COMMUNITY}/collectors`;

let administrator: Visitor;

interface Someone {
  readonly visitor: Visitor;
  readonly phone: string;
  readonly number: string;
  readonly person: Person;
}

async function someone(name: string): Promise<Someone> {
  const phone = aPhone();
  const number = aResidentNumber();
  const visitor = await new Visitor().logIn(phone);
  const person = await visitor.bind(name, number);
  await visitor.declare(person);
  return { visitor, phone, number, person };
}

async function anAdministrator(): Promise<{ readonly visitor: Visitor; readonly phone: string }> {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  return { visitor, phone };
}

const add = ({ phone }: Someone) => administrator.ask<Collector>("POST", COLLECTORS, { phone });

beforeAll(async () => {
  administrator = (await anAdministrator()).visitor;
});

test("no collector by phone before a point, and the number is not even looked up", async () => {
  const { phone } = await someone("周先来");
  expect(await administrator.refusal("POST", `${COLLECTORS}/found`, { phone })).toBe("409 no_point_yet");
  expect(await administrator.refusal("POST", COLLECTORS, { phone })).toBe("409 no_point_yet");
  await administrator.ask("POST", administrator.community("/points"), aPoint("南门"));
});

test("a phone number leads to a masked name, and the holder is added by it, at once and once", async () => {
  const chen = await someone("陈守诚");
  expect(await administrator.ask<CollectorMatch>("POST", `${COLLECTORS}/found`, { phone: `+86 ${chen.phone}` })).toEqual({
    maskedName: "陈**",
  });
  expect((await chen.visitor.me()).grants).toEqual([]);
  const added = await add(chen);
  expect(added).toMatchObject({ phone: `+86${chen.phone}`, maskedName: "陈**", post: null });
  expect(await add(chen)).toEqual(added);
  expect((await chen.visitor.me()).grants).toMatchObject([{ division: COMMUNITY, role: "collector" }]);
  expect((await chen.visitor.ask<Workbench>("GET", chen.visitor.community(""))).roles).toEqual(["collector"]);
});

test("nobody's number, a login bound to nobody and one that only claims somebody get the same answer", async () => {
  const unbound = aPhone();
  await new Visitor().logIn(unbound);
  const claimed = await someone("何人");
  const claiming = aPhone();
  await (await new Visitor().logIn(claiming)).bind("何人", claimed.number);
  for (const phone of [aPhone(), unbound, claiming]) {
    const asked = [
      administrator.send("POST", `${COLLECTORS}/found`, { phone }),
      administrator.send("POST", COLLECTORS, { phone }),
    ];
    for (const answer of await Promise.all(asked))
      expect([answer.status, await answer.json()]).toMatchObject([409, { code: "phone_not_registered" }]);
  }
});

test("what is no phone number, or both a number and a code, is refused", async () => {
  expect(await administrator.refusal("POST", COLLECTORS, { phone: "12345678901" })).toBe("422 phone_not_mobile /phone");
  expect(await administrator.refusal("POST", `${COLLECTORS}/found`, { phone: "一三八" })).toBe("400 bad_request /phone");
  expect(await administrator.refusal("POST", COLLECTORS, { phone: aPhone(), code: "1" })).toBe("400 bad_request ");
  expect(await administrator.refusal("POST", COLLECTORS, {})).toBe("400 bad_request ");
});

test.each(["known", "unknown"])("an administrator finds so many numbers in an hour, also %s ones, and no more", async (kind) => {
  const busy = await anAdministrator();
  const known = await someone("冯有");
  await allButOne(busy.phone, "find_by_phone");
  const phone = kind === "known" ? known.phone : aPhone();
  expect((await busy.visitor.send("POST", `${COLLECTORS}/found`, { phone })).status).toBe(kind === "known" ? 200 : 409);
  expect(await busy.visitor.refusal("POST", `${COLLECTORS}/found`, { phone: known.phone })).toBe("429 too_many_requests");
  expect(await busy.visitor.refusal("POST", COLLECTORS, { phone: known.phone })).toBe("429 too_many_requests");
  expect(await administrator.refusal("POST", `${COLLECTORS}/found`, { phone: known.phone })).toBe("200");
});

test("a removed collector is refused at once, and comes back with their number and where they stood", async () => {
  const qin = await someone("秦门");
  const { id } = await add(qin);
  const point = aPoint("北门");
  await administrator.ask("POST", administrator.community("/points"), point);
  await qin.visitor.ask("PUT", qin.visitor.community("/post"), { pointId: point.id });
  const { digits } = await qin.visitor.show(qin.person);
  const register = async () => {
    const body = { passes: [{ id: crypto.randomUUID(), code: digits }] };
    return (await qin.visitor.ask<PassesResponse>("POST", qin.visitor.community("/passes"), body)).results[0];
  };
  await administrator.ask("DELETE", `${COLLECTORS}/${id}`);
  expect(await register()).toMatchObject({ state: "refused", refusal: { code: "not_collector" } });
  expect((await qin.visitor.me()).grants).toEqual([]);
  expect(await qin.visitor.refusal("POST", `${COLLECTORS}/${id}/restoration`)).toBe("403 not_administrator");
  const back = await administrator.ask<Collector>("POST", `${COLLECTORS}/${id}/restoration`);
  expect(back).toMatchObject({ id, phone: `+86${qin.phone}`, post: point.id });
  expect(await administrator.ask("POST", `${COLLECTORS}/${id}/restoration`)).toEqual(back);
  expect(await register()).toMatchObject({ state: "registered", pointId: point.id });
  expect((await qin.visitor.me()).grants).toMatchObject([{ role: "collector" }]);
  const { collectors } = await administrator.ask<Collectors>("GET", COLLECTORS);
  expect(collectors.filter((one) => one.id === id)).toEqual([back]);
});

test("a removal is not taken back later, nor for a login that is no longer theirs, nor for nobody", async () => {
  const xu = await someone("许门");
  const { id } = await add(xu);
  await administrator.ask("DELETE", `${COLLECTORS}/${id}`);
  await xu.visitor.ask("DELETE", `/api/v1/people/${xu.person.id}`);
  expect(await administrator.refusal("POST", `${COLLECTORS}/${id}/restoration`)).toBe("409 collector_has_no_account");
  await runInDurableObject(env.COMMUNITY.getByName(`4201/community/${COMMUNITY}`), (_, { storage }) => {
    storage.sql.exec("UPDATE collectors SET removed_at = removed_at - 601000 WHERE id = ?", id);
  });
  expect(await administrator.refusal("POST", `${COLLECTORS}/${id}/restoration`)).toBe("409 undo_too_late");
  expect(await administrator.refusal("POST", `${COLLECTORS}/AAAAAAAAAAAA/restoration`)).toBe("404 collector_not_found");
});

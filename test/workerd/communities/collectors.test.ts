/** An administrator finds, adds, removes and restores collectors by phone number, over HTTP. Source: product.md §4. */
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

test("without a point no collector is added by phone, and the number is not even looked up", async () => {
  const { phone } = await someone("周先来");
  expect(await administrator.refusal("POST", `${COLLECTORS}/found`, { phone })).toBe("409 no_point_yet");
  expect(await administrator.refusal("POST", COLLECTORS, { phone })).toBe("409 no_point_yet");
  await administrator.ask("POST", administrator.community("/points"), aPoint("南门"));
});

test("a phone number shows a masked name, and its holder is added under that name, at once and once", async () => {
  const chen = await someone("陈守诚");
  expect(await administrator.ask<CollectorMatch>("POST", `${COLLECTORS}/found`, { phone: `+86 ${chen.phone}` })).toEqual({
    maskedName: "陈**",
    proof: "holder",
  });
  expect((await chen.visitor.me()).grants).toEqual([]);
  const added = await add(chen);
  expect(added).toMatchObject({ phone: `+86${chen.phone}`, maskedName: "陈**", post: null });
  expect(await add(chen)).toEqual(added);
  expect((await chen.visitor.me()).grants).toMatchObject([{ division: COMMUNITY, role: "collector" }]);
  expect((await chen.visitor.ask<Workbench>("GET", chen.visitor.community(""))).roles).toEqual(["collector"]);
});

test("a number of nobody, a login without a person and a login with a waiting claim get the same answer", async () => {
  const unbound = aPhone();
  await new Visitor().logIn(unbound);
  const claimed = await someone("何人");
  const claiming = aPhone();
  await (await new Visitor().logIn(claiming)).bind("何人", claimed.number);
  for (const phone of [aPhone(), unbound, claiming]) {
    const requests = [
      administrator.send("POST", `${COLLECTORS}/found`, { phone }),
      administrator.send("POST", COLLECTORS, { phone }),
    ];
    for (const answer of await Promise.all(requests))
      expect([answer.status, await answer.json()]).toMatchObject([409, { code: "phone_not_registered" }]);
  }
});

test("a text that is no phone number, and a request with both a number and a code, are refused", async () => {
  expect(await administrator.refusal("POST", COLLECTORS, { phone: "12345678901" })).toBe("422 phone_not_mobile /phone");
  expect(await administrator.refusal("POST", `${COLLECTORS}/found`, { phone: "一三八" })).toBe("422 phone_characters /phone");
  expect(await administrator.refusal("POST", COLLECTORS, { phone: aPhone(), code: "1" })).toBe("400 bad_request ");
  expect(await administrator.refusal("POST", COLLECTORS, {})).toBe("400 bad_request ");
});

test.each(["known", "unknown"])("an administrator may look up a limited number of %s phone numbers in an hour", async (kind) => {
  const busy = await anAdministrator();
  const person = await someone("冯有");
  await allButOne(busy.phone, "find_by_phone");
  const phone = kind === "known" ? person.phone : aPhone();
  expect((await busy.visitor.send("POST", `${COLLECTORS}/found`, { phone })).status).toBe(kind === "known" ? 200 : 409);
  expect(await busy.visitor.refusal("POST", `${COLLECTORS}/found`, { phone: person.phone })).toBe("429 too_many_requests");
  expect(await busy.visitor.refusal("POST", COLLECTORS, { phone: person.phone })).toBe("429 too_many_requests");
  expect(await administrator.refusal("POST", `${COLLECTORS}/found`, { phone: person.phone })).toBe("200");
});

test("a removed collector is refused at once, and comes back with their number and their point", async () => {
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

test("a late undo of a removal, an undo for a changed login and an undo for an unknown collector are refused", async () => {
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

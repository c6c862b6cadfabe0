/** An order to host an issuer that an operator takes back, and a hosting that two operators end: its hosts say so, and its data stay. docs/trust.md §11. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { OperatorsWaiting } from "../../../src/contract/operator.ts";
import type { Me } from "../../../src/contract/people.ts";
import { FIRST, SECOND, signedAct } from "../../support/operators.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { aRegister, hostingAtTheNation, JIANGXI, NATION, STREET } from "../hosting.ts";
import { Visitor } from "../visitor.ts";

const { said, saidOf, renewed, now } = hostingAtTheNation();
const hosts = (below = "") => new Visitor(`${below}jiangxi.localhost`).refusal("GET", "/.well-known/yima-issuer");

async function waiting(): Promise<OperatorsWaiting> {
  return new Visitor(NATION).ask("POST", "/api/v1/operator/waiting", await signedAct("0", { act: "list" }));
}

/** Runs a statement on the tables of the nation. */
async function nationRows(text: string, ...values: readonly (string | number)[]) {
  return runInDurableObject(env.NATION.getByName("0/nation"), (_, { storage }) => storage.sql.exec(text, ...values).toArray());
}

test("only the operator who gave an order takes it back", async () => {
  expect(await saidOf("withdraw_hosting")).toBe("404 proposal_not_found");
  expect(await said()).toBe("202 proposed");
  expect(await saidOf("withdraw_hosting", SECOND)).toBe("404 proposal_not_found");
  expect(await saidOf("withdraw_hosting")).toBe("204");
  expect((await waiting()).hostings).toEqual([]);
  // The first order is gone, so that the second one waits.
  expect(await said({}, SECOND)).toBe("202 proposed");
  expect(await saidOf("withdraw_hosting", SECOND)).toBe("204");
});

test("nobody ends the hosting of an issuer that is not hosted, and only the nation's host takes such orders", async () => {
  expect(await saidOf("end_hosting")).toBe("404 issuer_not_hosted");
  expect(await saidOf("end_hosting", FIRST, "hubei.localhost", "42")).toBe("422 not_the_nation");
  expect(await saidOf("withdraw_hosting", FIRST, "hubei.localhost", "42")).toBe("422 not_the_nation");
});

const phone = aPhone();
let resident: Visitor;

test("meanwhile it is hosted, and somebody declares there", async () => {
  expect([await said(), await said({}, SECOND)]).toEqual(["202 proposed", "201 hosted"]);
  await renewed();
  resident = await new Visitor("jiangxi.localhost").logIn(phone);
  const person = await resident.bind("徐江西", aResidentNumber());
  await resident.declare(person, { presentPlace: { division: STREET }, addressHere: { division: STREET, detail: "1 号" } });
});

test("while the register leads to its host, nobody ends it; a member of its code elsewhere is another one", async () => {
  const { code, name } = JIANGXI;
  const insert = "INSERT INTO registers (seq, hash, at, text) VALUES (1, ?, ?, ?)";
  const here = await aRegister({ code, name, origin: "http://jiangxi.localhost:8787" }, now());
  await nationRows(insert, "here", now(), here);
  expect(await saidOf("end_hosting")).toBe("409 issuer_still_member");
  await nationRows("DELETE FROM registers");
  expect(await saidOf("end_hosting")).toBe("202 proposed");
  // Two officers admit it between the two orders.
  await nationRows(insert, "here", now(), here);
  expect(await saidOf("end_hosting", SECOND)).toBe("409 issuer_still_member");
  await nationRows("DELETE FROM registers");
  await nationRows(insert, "there", now(), await aRegister({ code, name, origin: "https://code.jiangxi.gov.cn" }, now()));
  expect(await saidOf("end_hosting")).toBe("202 proposed");
  await nationRows("DELETE FROM registers");
});

test("an order to end waits for a second operator, who sees it", async () => {
  expect(await saidOf("end_hosting")).toBe("202 proposed");
  expect(await waiting()).toMatchObject({
    hostings: [],
    endings: [{ code: "36", by: "operator-1", at: new Date(now()).toISOString() }],
  });
  expect(await hosts()).toBe("200");
  // An order of the same operator to host it again takes the place of that.
  expect(await said()).toBe("201 hosted");
  expect((await waiting()).endings).toEqual([]);
});

test("ended by two, its hosts say so within a minute, and the hosts of all others answer on", async () => {
  expect([await saidOf("end_hosting"), await saidOf("end_hosting", SECOND)]).toEqual(["202 proposed", "200 ended"]);
  expect(await saidOf("end_hosting", SECOND)).toBe("200 ended");
  expect((await waiting()).endings).toEqual([]);
  await renewed();
  expect([await hosts(), await hosts("gate."), await hosts("office.")]).toEqual(Array(3).fill("410 hosting_ended"));
  expect(await resident.refusal("GET", "/api/v1/me")).toBe("410 hosting_ended");
  expect(await new Visitor("jiangxi.localhost").refusal("POST", "/api/v1/verify", { code: "1" })).toBe("410 hosting_ended");
  expect(await new Visitor("x.localhost").refusal("GET", "/api/v1/time")).toBe("421 host_unknown");
  expect(await new Visitor("hubei.localhost").refusal("GET", "/.well-known/yima-issuer")).toBe("200");
});

test("its code comes back with the shards and colours of then only, and a new name and host are possible", async () => {
  expect(await said({ shards: 2 })).toBe("409 issuer_differs");
  expect(await said({ coloursFrom: "2026-11-01T00:00:00+08:00" })).toBe("409 issuer_differs");
  expect(await said({ code: "37", host: "jiangxi.localhost" })).toBe("202 proposed");
  expect(await said({ host: "ganpo.localhost", name: { zh: "江西", en: "Ganpo" } })).toBe("202 proposed");
});

test("hosted again, it has its people, and all signed requests are kept", async () => {
  expect([await said(), await said({}, SECOND)]).toEqual(["202 proposed", "201 hosted"]);
  await renewed();
  expect(await hosts()).toBe("200");
  expect((await resident.ask<Me>("GET", "/api/v1/me")).people).toMatchObject([{ maskedName: "徐**" }]);
  const requests =
    "SELECT ended, first, second FROM hosted_before UNION ALL SELECT ended, first, second FROM hosted WHERE code = '36'";
  const kept = await nationRows(requests);
  expect(kept.map(({ ended }) => ended)).toEqual([0, 1, 0]);
  const texts = kept.flatMap(({ first, second }) => [first, second]);
  expect(new Set(texts).size).toBe(6);
  for (const one of texts) expect(one).toMatch(/^e.*\..*\./);
});

test("its objects know it still, so that they delete in time what must go, and nobody hands its statement in", async () => {
  expect([await saidOf("end_hosting"), await saidOf("end_hosting", SECOND)]).toEqual(["202 proposed", "200 ended"]);
  const rows = JSON.parse((await env.PUBLISHED.get("hosted-issuers")) ?? "[]") as readonly object[];
  expect(rows).toMatchObject([{ code: "36", shards: 1, ended: true }]);
  // A new isolate remembers no row.
  vi.resetModules();
  const { issuerIn, issuersHere } = await import("../../../src/objects/issuers.ts");
  expect(await issuerIn(env, env.PEOPLE.idFromName("36/people/0"))).toMatchObject({ code: "36", shards: 1 });
  expect((await issuersHere(env)).map(({ code }) => code)).not.toContain("36");
});

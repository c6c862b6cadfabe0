/** Sessions that an isolate caches for ten seconds: the end of a session is known at once in the isolate where it happened, and the cache gives nobody another person's right. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import type { Collector } from "../../../src/contract/collector.ts";
import type { PassesResponse } from "../../../src/contract/pass.ts";
import type { AccountKey } from "../../../src/domain/access/keys.ts";
import type { Issuer } from "../../../src/domain/issuer/issuer.ts";
import { accountsShard } from "../../../src/objects/env.ts";
import { forgetSessions, readSessionToken, recentActorOf, sessionOf } from "../../../src/routes/who/sessions.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { anOffice, aResident, type Resident } from "../gate.ts";
import { Visitor } from "../visitor.ts";

const NOW = Date.now();
const [WUHAN, HUBEI] = ["wuhan.localhost", "hubei.localhost"].map((host) => readConfig(env).byHost.get(host)) as [Issuer, Issuer];

let office: Visitor;
let point: string;

beforeAll(async () => {
  office = await anOffice(COMMUNITY);
  const gate = aPoint("南门");
  await office.ask("POST", office.community("/points"), gate);
  point = gate.id;
});

async function stands({ visitor, self }: Resident): Promise<Collector> {
  const { digits } = await visitor.show(self);
  const added = await office.ask<Collector>("POST", office.community("/collectors"), { code: digits });
  await visitor.ask("PUT", visitor.community("/post"), { pointId: point });
  return added;
}

async function register(visitor: Visitor, code: string) {
  return visitor.send("POST", visitor.community("/passes"), { passes: [{ id: crypto.randomUUID(), code }] });
}

async function outcome(visitor: Visitor, code: string): Promise<string> {
  const answer = await register(visitor, code);
  if (!answer.ok) return String(answer.status);
  const [result] = (await answer.json<PassesResponse>()).results;
  return result?.state === "refused" ? result.refusal.code : "registered";
}

const requestOf = ({ cookie }: Visitor) => new Request("http://wuhan.localhost/", { headers: { cookie: cookie ?? "" } });

async function endElsewhere({ cookie }: Visitor): Promise<void> {
  const session = await readSessionToken(cookie?.split("=")[1], WUHAN.shards);
  if (session === null) throw new Error("no session");
  await accountsShard(env, WUHAN, session.shard).leave(session.hash);
}

test("a session registers nothing more at once after its logout", async () => {
  const collector = await aResident("陈守诚", COMMUNITY);
  await stands(collector);
  const { visitor } = collector;
  const { digits } = await visitor.show(collector.self);
  expect(await outcome(visitor, digits)).toBe("registered");
  const { cookie } = visitor;
  await visitor.ask("DELETE", "/api/v1/sessions/current");
  visitor.cookie = cookie;
  expect(await outcome(visitor, digits)).toBe("401");
});

test("a logout elsewhere is effective here within ten seconds", async () => {
  const { visitor } = await aResident("周明", COMMUNITY);
  const cached = await recentActorOf(env, WUHAN, requestOf(visitor), NOW);
  expect(cached?.maskedPhone).toBe((await visitor.me()).maskedPhone);
  await endElsewhere(visitor);
  expect(await recentActorOf(env, WUHAN, requestOf(visitor), NOW + 9999)).toEqual(cached);
  expect(await recentActorOf(env, WUHAN, requestOf(visitor), NOW + 10_000)).toBeNull();
  expect(await recentActorOf(env, WUHAN, requestOf(visitor), NOW)).toBeNull();
});

test("the shard answers again after the clock was put back", async () => {
  const { visitor } = await aResident("吴桐", COMMUNITY);
  await recentActorOf(env, WUHAN, requestOf(visitor), NOW);
  await endElsewhere(visitor);
  expect(await recentActorOf(env, WUHAN, requestOf(visitor), NOW - 1)).toBeNull();
});

test("no other route uses the cache: a session that ended elsewhere reads nothing, at once", async () => {
  const { visitor } = await aResident("郑和平", COMMUNITY);
  expect(await outcome(visitor, "1")).toBe("wrong_length");
  await endElsewhere(visitor);
  expect(await visitor.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
});

test("the same cookie is refused at another issuer's host", async () => {
  const { visitor } = await aResident("冯远", COMMUNITY);
  expect(await recentActorOf(env, WUHAN, requestOf(visitor), NOW)).not.toBeNull();
  expect(await recentActorOf(env, HUBEI, requestOf(visitor), NOW)).toBeNull();
});

test("a session that ends during its lookup is not cached", async () => {
  const { visitor } = await aResident("褚良", COMMUNITY);
  const session = await sessionOf(env, WUHAN, requestOf(visitor), NOW);
  const lookup = recentActorOf(env, WUHAN, requestOf(visitor), NOW);
  forgetSessions(session?.actor.account as AccountKey);
  expect(await lookup).not.toBeNull();
  await endElsewhere(visitor);
  expect(await recentActorOf(env, WUHAN, requestOf(visitor), NOW)).toBeNull();
});

test("a collector who deletes their own real name registers nothing more, at once", async () => {
  const collector = await aResident("卫东", COMMUNITY);
  await stands(collector);
  const { digits } = await collector.visitor.show(collector.self);
  expect(await outcome(collector.visitor, digits)).toBe("registered");
  await collector.visitor.ask("DELETE", `/api/v1/people/${collector.self.id}`);
  const other = await aResident("蒋月", COMMUNITY);
  expect(await outcome(collector.visitor, (await other.visitor.show(other.self)).digits)).toBe("not_collector");
});

test("a person who is bound and added after a first try registers at once", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const other = await aResident("沈从", COMMUNITY);
  const { digits } = await other.visitor.show(other.self);
  expect(await outcome(visitor, digits)).toBe("not_collector");
  const number = aResidentNumber();
  const self = await visitor.bind("韩梅", number);
  await visitor.declare(self);
  await stands({ visitor, self, number });
  expect(await outcome(visitor, digits)).toBe("registered");
});

test("a removed collector registers nothing more, at once", async () => {
  const collector = await aResident("杨帆", COMMUNITY);
  const { id } = await stands(collector);
  const { digits } = await collector.visitor.show(collector.self);
  expect(await outcome(collector.visitor, digits)).toBe("registered");
  await office.ask("DELETE", office.community(`/collectors/${id}`));
  const other = await aResident("朱砂", COMMUNITY);
  expect(await outcome(collector.visitor, (await other.visitor.show(other.self)).digits)).toBe("not_collector");
});

/** A status list has 2^24 indexes, and each credential uses one: nobody gets many of them, neither for one person nor with ever new persons. Over HTTP. Source: finding S18, decision 47. */
import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { DAY_MS, HOUR_MS } from "../../../src/domain/instant.ts";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { accountKeyOf, openSecrets } from "../../../src/token/secret/secrets.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { aCredentialsRequest } from "../device-keys.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";

const BEGIN = Date.UTC(2036, 0, 1, 8);

afterEach(() => {
  vi.useRealTimers();
});

test("a person gets 200 credentials a day; then the phone learns when there are more", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: BEGIN });
  const visitor = await new Visitor().logIn(aPhone());
  const person = await visitor.bind("尹静姝", aResidentNumber());
  await visitor.declare(person);
  const ask = async (count: number) =>
    visitor.send("POST", `/api/v1/people/${person.id}/credentials`, (await aCredentialsRequest(person.id, count)).body);
  for (let request = 0; request < 25; request += 1) expect((await ask(4)).status).toBe(201);
  vi.setSystemTime(BEGIN + 12 * HOUR_MS);
  for (let request = 0; request < 25; request += 1) expect((await ask(4)).status).toBe(201);
  const refusal = await ask(1);
  expect([refusal.status, refusal.headers.get("retry-after")]).toEqual([429, String((12 * HOUR_MS) / 1000)]);
  vi.setSystemTime(BEGIN + DAY_MS);
  expect((await ask(4)).status).toBe(201);
  vi.setSystemTime(BEGIN + DAY_MS + HOUR_MS);
  for (let request = 0; request < 24; request += 1) expect((await ask(4)).status).toBe(201);
  expect((await ask(1)).status).toBe(429);
});

test("a person whom nobody has checked, and whom anybody can invent, gets 60", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: BEGIN });
  const visitor = await new Visitor().logIn(aPhone());
  const number = aResidentNumber();
  await register(number, { choice: "unknown" });
  const person = await visitor.bind("无名氏", number);
  await visitor.declare(person);
  const ask = async (count: number) =>
    (await visitor.send("POST", `/api/v1/people/${person.id}/credentials`, (await aCredentialsRequest(person.id, count)).body))
      .status;
  for (let request = 0; request < 15; request += 1) expect(await ask(4)).toBe(201);
  expect(await ask(1)).toBe(429);
});

test("an account tries 30 persons a day, also when it removes them again and the counts of hours are swept", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: BEGIN });
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  const tryOne = async () => {
    const body = { relation: "other", name: "王芳", document: { type: "10", number: aResidentNumber() } };
    const answer = await visitor.send("POST", "/api/v1/people", body);
    const { id } = await answer.json<{ id: string }>();
    if (answer.ok) await visitor.ask("DELETE", `/api/v1/people/${id}`);
    return answer.status;
  };
  for (let tries = 0; tries < 30; tries += 1) expect(await tryOne()).toBe(201);
  expect(await tryOne()).toBe(429);
  const account = await accountKeyOf(await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode), `+86${phone}`);
  const accounts = env.ACCOUNTS.getByName(`4201/accounts/${shardOf(account, 16)}`);
  vi.setSystemTime(BEGIN + 2 * HOUR_MS);
  await runDurableObjectAlarm(accounts);
  expect(await tryOne()).toBe(429);
  vi.setSystemTime(BEGIN + DAY_MS);
  expect(await tryOne()).toBe(201);
});

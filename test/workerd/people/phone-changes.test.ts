/** The former phone is told once that another phone holds the person: for a change that a request finds and one that a duty finds, and although the gateway is down. Source: decision 54. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { tooMany } from "../../../src/domain/access/one-time-password.ts";
import { MINUTE_MS } from "../../../src/domain/instant.ts";
import { outboxGateway } from "../../../src/local/outbox.ts";
import { Accounts } from "../../../src/objects/accounts/object.ts";
import { migrations } from "../../../src/objects/people/migrations.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { register } from "../register.ts";
import { textsTo } from "../texts-to.ts";
import { Visitor } from "../visitor.ts";
import { shardOfPerson } from "./shard-of.ts";

const TEXT = expect.stringMatching(
  /^【一码】另一部手机用您的姓名和证件通过了实名核验。2[34] 小时后本号码不再登录。不是您本人操作，请立即打开一码报告。$/,
);
const PATIENT = { timeout: 60_000 };
const ASKED_AT = "identityAskedAt";

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function aLogin() {
  const phone = aPhone();
  return { phone, visitor: await new Visitor().logIn(phone) };
}

/** A person on an old phone, and a login with a new one. */
async function twoPhones() {
  const [before, after] = [await aLogin(), await aLogin()];
  const number = aResidentNumber();
  const own = await before.visitor.bind("尹静姝", number);
  return { before, after, number, own };
}

type TwoPhones = Awaited<ReturnType<typeof twoPhones>>;

/** The new phone claims the person after the authority has got its number. */
async function changedByRequest({ after, number }: TwoPhones): Promise<void> {
  await register(number, { phone: after.phone });
  expect(await after.visitor.bind("尹静姝", number)).toMatchObject({ proof: { level: "holder" } });
}

const rowsOf = async (number: string) => {
  const { person, shard } = await shardOfPerson(number);
  const text = "SELECT message FROM untold_phone_changes WHERE person = ?";
  return runInDurableObject(shard, (_, { storage }) => storage.sql.exec<{ message: string }>(text, person).toArray());
};

async function ring(number: string): Promise<void> {
  await runInDurableObject((await shardOfPerson(number)).shard, ringAlarm);
}

/** The message has arrived and nothing is left to send; further alarms send none. */
async function expectToldOnce({ before, after, number }: TwoPhones): Promise<void> {
  await vi.waitFor(async () => expect(await rowsOf(number)).toEqual([]), PATIENT);
  await ring(number);
  expect([await textsTo(before.phone), await textsTo(after.phone)]).toEqual([[TEXT], []]);
}

test("a change that a request finds is told once, also when the request is repeated", async () => {
  const phones = await twoPhones();
  await changedByRequest(phones);
  const { people } = await phones.after.visitor.me();
  await phones.after.visitor.ask("POST", `/api/v1/people/${people[0]?.id}/proof`);
  await expectToldOnce(phones);
});

test("a change that a duty finds is told once", async () => {
  const phones = await twoPhones();
  const { before, after, number, own } = phones;
  const naming = { relation: "self", name: "尹静姝", document: { type: "10", number } };
  expect((await after.visitor.send("POST", "/api/v1/people", naming)).status).toBe(202);
  const claim = (await before.visitor.me()).people[0]?.claims[0];
  await before.visitor.ask("POST", `/api/v1/people/${own.id}/claims/${claim?.id}`, { decision: "allow" });
  await register(number, { phone: after.phone });
  const { person, shard } = await shardOfPerson(number);
  await runInDurableObject(shard, async (object, { storage }) => {
    const text =
      "INSERT OR REPLACE INTO checks (person, account, next_at) SELECT person, account, 1 FROM managers WHERE person = ? AND bond IS NULL";
    storage.sql.exec(text, person);
    storage.kv.put(ASKED_AT, 0);
    await ringAlarm(object);
  });
  expect((await before.visitor.me()).people).toMatchObject([{ ending: { why: "replaced" } }]);
  await expectToldOnce(phones);
});

test("a gateway that is down delays the message, and each try has the same id", async () => {
  const phones = await twoPhones();
  const send = vi.spyOn(outboxGateway, "send");
  const tries = () => send.mock.calls.map(([message]) => message).filter(({ password }) => password === undefined);
  send.mockResolvedValue(false);
  await changedByRequest(phones);
  await vi.waitFor(() => expect(tries().length).toBeGreaterThan(1), PATIENT);
  const [left] = await rowsOf(phones.number);
  expect(await textsTo(phones.before.phone)).toEqual([]);
  expect(new Set(tries().map(({ id }) => id))).toEqual(new Set([left?.message]));
  send.mockRestore();
  await expectToldOnce(phones);
});

test("the message outlives a restart of the shard", async () => {
  const phones = await twoPhones();
  const send = vi.spyOn(outboxGateway, "send").mockResolvedValue(false);
  await changedByRequest(phones);
  await vi.waitFor(() => expect(send).toHaveBeenCalled(), PATIENT);
  await evictDurableObject((await shardOfPerson(phones.number)).shard);
  send.mockRestore();
  await ring(phones.number);
  await expectToldOnce(phones);
});

test("a message over the budget of the deployment waits until the budget has room, without a try at the gateway", async () => {
  const phones = await twoPhones();
  const send = vi.spyOn(outboxGateway, "send");
  const count = vi.spyOn(Accounts.prototype, "countMessage").mockReturnValueOnce(tooMany(MINUTE_MS));
  await changedByRequest(phones);
  await vi.waitFor(() => expect(count).toHaveBeenCalledTimes(1), PATIENT);
  await ring(phones.number);
  await ring(phones.number);
  expect([count.mock.calls.length, send.mock.calls.length]).toEqual([1, 0]);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + MINUTE_MS });
  await ring(phones.number);
  expect(count.mock.calls.map(([perMinute]) => perMinute)).toEqual([3000, 3000]);
  await expectToldOnce(phones);
  expect(send).toHaveBeenCalledTimes(1);
});

test("a change that the old phone has denied is not told any more", async () => {
  const phones = await twoPhones();
  const send = vi.spyOn(outboxGateway, "send").mockResolvedValue(false);
  await changedByRequest(phones);
  await phones.before.visitor.ask("POST", `/api/v1/people/${phones.own.id}/phone-change`, { decision: "deny" });
  await vi.waitFor(async () => expect(await rowsOf(phones.number)).toEqual([]), PATIENT);
  send.mockRestore();
  expect(await textsTo(phones.before.phone)).toEqual([]);
});

test("a change under way in rows of the earlier schema, which a request has told, is not told again; the next one is", async () => {
  const phones = await twoPhones();
  await changedByRequest(phones);
  await expectToldOnce(phones);
  const { person, shard } = await shardOfPerson(phones.number);
  const migration = migrations.find((one) => one.includes("untold_phone_changes")) ?? "";
  await runInDurableObject(shard, (_, { storage }) => {
    storage.sql.exec("DROP TABLE untold_phone_changes");
    storage.sql.exec(migration);
    const text = "SELECT COUNT(*) AS n FROM managers WHERE person = ? AND ending = 'replaced'";
    expect(storage.sql.exec(text, person).one()).toEqual({ n: 1 });
  });
  await evictDurableObject(shard);
  await ring(phones.number);
  await expectToldOnce(phones);
  const next = await aLogin();
  await changedByRequest({ ...phones, after: next });
  await vi.waitFor(async () => expect(await textsTo(phones.after.phone)).toEqual([TEXT]), PATIENT);
  expect(await textsTo(phones.before.phone)).toEqual([TEXT]);
});

/** A one-time password belongs to the browser that requested it: strangers' tries burn only their own. Over HTTP. Source: persons-and-officers.md §4, finding S5. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { migrations } from "../../../src/objects/accounts/migrations.ts";
import { migrate } from "../../../src/objects/migrate.ts";
import { accountKeyOf, openSecrets, passwordHashOf } from "../../../src/token/secret/secrets.ts";
import { aPhone } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const SESSIONS = "/api/v1/sessions";
const CHALLENGE = "__Host-yima-challenge";

afterEach(() => {
  vi.useRealTimers();
});

async function asks(phone: string): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.ask("POST", "/api/v1/otp", { phone });
  return visitor;
}

const wrongOf = (password: string) => (password === "000000" ? "000001" : "000000");

async function triesWrongly(visitor: Visitor, phone: string, password: string, tries: number): Promise<readonly string[]> {
  const answers: string[] = [];
  for (let count = 0; count < tries; count += 1)
    answers.push(await visitor.refusal("POST", SESSIONS, { phone, password: wrongOf(password) }));
  return answers;
}

async function accountsOf(phone: string) {
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode);
  const account = await accountKeyOf(secrets, `+86${phone}`);
  return { secrets, account, accounts: env.ACCOUNTS.getByName(`4201/accounts/${shardOf(account, 16)}`) };
}

test("wrong tries of strangers, with and without a challenge, leave a person's password as it is", async () => {
  const phone = aPhone();
  const person = await asks(phone);
  const password = await person.passwordOf(phone);
  expect(new Set(await triesWrongly(new Visitor(), phone, password, 10))).toEqual(new Set(["401 challenge_missing"]));
  const stranger = await asks(aPhone());
  expect(new Set(await triesWrongly(stranger, phone, password, 10))).toEqual(new Set(["401 wrong_password"]));
  expect(await person.refusal("POST", SESSIONS, { phone, password })).toBe("201");
});

test("a wrong password says how many tries this browser has left, whatever others have tried, and at the end that it needs a new one", async () => {
  const phone = aPhone();
  const person = await asks(phone);
  const password = wrongOf(await person.passwordOf(phone));
  const stranger = await asks(aPhone());
  await triesWrongly(stranger, phone, password, 3);
  const answers: unknown[] = [];
  for (let tries = 0; tries < 6; tries += 1) {
    const answer = await person.send("POST", SESSIONS, { phone, password });
    expect(answer.status).toBe(401);
    const { code, triesLeft, sentence } = await answer.json<{ code: string; triesLeft: number; sentence: { zh: string } }>();
    answers.push([code, triesLeft, sentence.zh]);
  }
  const again = [4, 3, 2, 1].map((times) => ["wrong_password", times, `验证码不对，还可以再试 ${times} 次。`]);
  const over = ["wrong_password", 0, "验证码不对或已失效，请重新获取。"];
  expect(answers).toEqual([...again, over, over]);
});

test("several challenges of one number live side by side, each with five tries and its own password", async () => {
  const phone = aPhone();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2036, 0, 1, 8) });
  const stranger = await asks(phone);
  const strangers = await stranger.passwordOf(phone);
  vi.setSystemTime(Date.UTC(2036, 0, 1, 8, 1));
  const person = await asks(phone);
  const persons = await person.passwordOf(phone);
  await triesWrongly(stranger, phone, strangers, 5);
  expect(await stranger.refusal("POST", SESSIONS, { phone, password: strangers })).toBe("401 wrong_password");
  if (persons !== strangers)
    expect(await person.refusal("POST", SESSIONS, { phone, password: strangers })).toBe("401 wrong_password");
  expect(await person.refusal("POST", SESSIONS, { phone, password: persons })).toBe("201");
});

test("a password that somebody overheard opens nothing in another browser, and a challenge opens no other number", async () => {
  const [phone, other] = [aPhone(), aPhone()];
  const person = await asks(phone);
  const password = await person.passwordOf(phone);
  expect(await new Visitor().refusal("POST", SESSIONS, { phone, password })).toBe("401 challenge_missing");
  expect(await (await asks(other)).refusal("POST", SESSIONS, { phone, password })).toBe("401 wrong_password");
  expect(await person.refusal("POST", SESSIONS, { phone: other, password })).toBe("401 wrong_password");
});

test.each(["", "x", "A".repeat(31), "A".repeat(33), `${"A".repeat(31)}.`, "A".repeat(4000)])(
  "the invented challenge %j opens nothing",
  async (token) => {
    const phone = aPhone();
    const password = await (await asks(phone)).passwordOf(phone);
    const visitor = new Visitor();
    visitor.others.set(CHALLENGE, token);
    expect(await visitor.refusal("POST", SESSIONS, { phone, password })).toBe("401 challenge_missing");
  },
);

test("a page that the phone has killed keeps its challenge, because the cookie outlives it", async () => {
  const phone = aPhone();
  const before = await asks(phone);
  const reopened = new Visitor();
  for (const [name, value] of before.others) reopened.others.set(name, value);
  const password = await reopened.passwordOf(phone);
  expect(await reopened.refusal("POST", SESSIONS, { phone, password })).toBe("201");
});

test("a challenge is over after five minutes, although a browser may still send it", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2036, 0, 1, 9) });
  const [phone, late] = [aPhone(), aPhone()];
  const [person, tardy] = [await asks(phone), await asks(late)];
  const passwords = [await person.passwordOf(phone), await person.passwordOf(late)];
  vi.setSystemTime(Date.UTC(2036, 0, 1, 9, 4, 59, 999));
  expect(await person.refusal("POST", SESSIONS, { phone, password: passwords[0] })).toBe("201");
  vi.setSystemTime(Date.UTC(2036, 0, 1, 9, 5));
  expect(await tardy.refusal("POST", SESSIONS, { phone: late, password: passwords[1] })).toBe("401 wrong_password");
});

test("a restart of the object between request and login loses neither the challenge nor its wrong tries", async () => {
  const [phone, burnt] = [aPhone(), aPhone()];
  const [person, guesser] = [await asks(phone), await asks(burnt)];
  const password = await person.passwordOf(burnt);
  await triesWrongly(guesser, burnt, password, 4);
  for (const number of [phone, burnt]) await evictDurableObject((await accountsOf(number)).accounts);
  await triesWrongly(guesser, burnt, password, 1);
  expect(await guesser.refusal("POST", SESSIONS, { phone: burnt, password })).toBe("401 wrong_password");
  expect(await person.refusal("POST", SESSIONS, { phone, password: await person.passwordOf(phone) })).toBe("201");
});

test("a password that the previous release has sent logs its browser in, which has no challenge", async () => {
  const phone = aPhone();
  const { secrets, account, accounts } = await accountsOf(phone);
  await accounts.view(account);
  await runInDurableObject(accounts, async (_, { storage }) => {
    await storage.deleteAll();
    migrate(storage, migrations.slice(0, 1));
    const row = [account, await passwordHashOf(secrets, account, "314159"), Date.now(), 1] as const;
    storage.sql.exec("INSERT INTO one_time_passwords (account, hash, sent_at, attempts) VALUES (?, ?, ?, ?)", ...row);
    storage.sql.exec("INSERT INTO hour_counts (subject, since, count) VALUES (?, ?, 3)", `phone/${account}`, Date.now());
  });
  await evictDurableObject(accounts);
  const visitor = new Visitor();
  expect(await visitor.refusal("POST", SESSIONS, { phone, password: "271828" })).toBe("401 challenge_missing");
  expect(await visitor.refusal("POST", SESSIONS, { phone, password: "314159" })).toBe("201");
  expect(await new Visitor().refusal("POST", SESSIONS, { phone, password: "314159" })).toBe("401 challenge_missing");
  expect(await new Visitor().refusal("POST", "/api/v1/otp", { phone })).toBe("429 too_many_requests");
  expect(await visitor.refusal("POST", "/api/v1/otp", { phone })).toBe("202");
});

/** Sessions over HTTP: the list, the end of one and of all others, the end without use, and offices that close before the session. Source: decision 58. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ListedSession } from "../../../src/contract/session.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/domain/instant.ts";
import { readSessionToken } from "../../../src/routes/who/sessions.ts";
import { aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const START = Date.now();
const OTHERS = `/api/v1/divisions/${COMMUNITY}/administrators`;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Logs a phone in with a browser of this name. */
async function browserOf(phone: string, agent: string): Promise<Visitor> {
  const browser = new Visitor();
  await browser.ask("POST", "/api/v1/otp", { phone });
  const body = { phone, password: await browser.passwordOf(phone) };
  const answer = await browser.send("POST", "/api/v1/sessions", body, { "user-agent": agent });
  expect(answer.status).toBe(201);
  // The next message to this number may be sent a minute later.
  vi.setSystemTime(Date.now() + MINUTE_MS);
  return browser;
}

async function anAdministrator() {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  const person = await visitor.bind("尹守正", aResidentNumber());
  await visitor.ask("POST", "/local/administrators", { division: "4201", phone });
  return { visitor, person, phone };
}

async function sessionsOf(browser: Visitor): Promise<readonly ListedSession[]> {
  return (await browser.ask<{ sessions: readonly ListedSession[] }>("GET", "/api/v1/sessions")).sessions;
}

async function written(browser: Visitor): Promise<unknown> {
  const token = await readSessionToken(browser.cookie?.split("=")[1], 16);
  return runInDurableObject(env.ACCOUNTS.getByName(`4201/accounts/${token?.shard}`), (_, { storage }) =>
    storage.sql.exec("SELECT used_at, expires_at, office_until FROM sessions WHERE hash = ?", token?.hash ?? "").one(),
  );
}

test("the list names each device of the account, and an ended one is out at once", async () => {
  const phone = aPhone();
  const phoneBrowser = await browserOf(phone, "Mozilla/5.0 (Linux; Android 13) Chrome/116.0 MicroMessenger/8.0");
  const pc = await browserOf(phone, "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0");
  const stranger = await new Visitor().logIn(aPhone());
  const listed = await sessionsOf(pc);
  expect(listed.map(({ device, isCurrent, provider }) => [device, isCurrent, provider])).toEqual([
    ["Chrome · Windows", true, null],
    ["WeChat · Android", false, null],
  ]);
  const other = `/api/v1/sessions/${listed[1]?.id}`;
  expect(await stranger.refusal("DELETE", other)).toBe("404 session_not_found");
  expect(await phoneBrowser.refusal("GET", "/api/v1/me")).toBe("200");
  expect(await pc.refusal("DELETE", other)).toBe("204");
  expect(await phoneBrowser.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
  expect(await pc.refusal("DELETE", other)).toBe("404 session_not_found");
  expect(await pc.refusal("DELETE", "/api/v1/sessions/no-session")).toBe("404 session_not_found");
  expect((await sessionsOf(pc)).length).toBe(1);
});

test("all other devices are logged out together, and nobody else's", async () => {
  const phone = aPhone();
  const [first, second, third] = [await browserOf(phone, ""), await browserOf(phone, ""), await browserOf(phone, "")];
  const stranger = await new Visitor().logIn(aPhone());
  expect(await third.ask("DELETE", "/api/v1/sessions")).toEqual({ ended: 2 });
  expect(await Promise.all([first, second, third, stranger].map((browser) => browser.refusal("GET", "/api/v1/me")))).toEqual([
    "401 not_logged_in",
    "401 not_logged_in",
    "200",
    "200",
  ]);
});

test("a login in the same browser ends its previous session, also one of another account", async () => {
  const browser = await browserOf(aPhone(), "");
  const { cookie } = browser;
  await browser.logIn(aPhone());
  expect(browser.cookie).not.toBe(cookie);
  browser.cookie = cookie;
  expect(await browser.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
});

test("an account has 20 sessions, and a further login ends the one that was used longest ago", async () => {
  const phone = aPhone();
  const first = await new Visitor().logIn(phone);
  const token = await readSessionToken(first.cookie?.split("=")[1], 16);
  await runInDurableObject(env.ACCOUNTS.getByName(`4201/accounts/${token?.shard}`), (_, { storage }) => {
    for (let index = 0; index < 19; index += 1)
      storage.sql.exec(
        "INSERT INTO sessions (hash, account, expires_at, id, used_at) SELECT ?, account, expires_at, ?, used_at + 1 FROM sessions WHERE hash = ?",
        `more ${index}`,
        `${index}`.repeat(32).slice(0, 32),
        token?.hash ?? "",
      );
  });
  expect(await first.refusal("GET", "/api/v1/me")).toBe("200");
  vi.setSystemTime(START + MINUTE_MS);
  const last = await new Visitor().logIn(phone);
  expect((await sessionsOf(last)).length).toBe(20);
  expect(await first.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
});

test("a session goes on while it is used, and ends after 30 days without use", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  for (const days of [29, 58]) {
    vi.setSystemTime(START + days * DAY_MS);
    expect(await visitor.refusal("GET", "/api/v1/me")).toBe("200");
  }
  vi.setSystemTime(START + 88 * DAY_MS);
  expect(await visitor.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
});

test("an open page that nobody touches keeps no office open", async () => {
  const { visitor } = await anAdministrator();
  const unattended = { "x-yima-unattended": "1" };
  for (const minutes of [10, 20, 29]) {
    vi.setSystemTime(START + minutes * MINUTE_MS);
    expect((await visitor.send("GET", OTHERS, undefined, unattended)).status).toBe(200);
  }
  vi.setSystemTime(START + 31 * MINUTE_MS);
  expect(await visitor.refusal("GET", OTHERS)).toBe("403 office_closed");
});

test("an office closes after 30 minutes without use, while the phone still shows its own code", async () => {
  const { visitor, person, phone } = await anAdministrator();
  await visitor.declare(person);
  vi.setSystemTime(START + 29 * MINUTE_MS);
  expect(await visitor.refusal("GET", OTHERS)).toBe("200");
  vi.setSystemTime(START + 59 * MINUTE_MS);
  expect(await visitor.refusal("GET", OTHERS)).toBe("403 office_closed");
  expect(await visitor.refusal("GET", "/api/v1/proposals")).toBe("403 office_closed");
  expect(await visitor.refusal("PUT", `/api/v1/facts/${"0".repeat(64)}?format=csv`)).toBe("403 office_closed");
  expect(await visitor.refusal("GET", "/api/v1/me")).toBe("200");
  expect((await visitor.show(person)).jws).not.toBe("");
  // Its use as a resident opens nothing; a login does.
  expect(await visitor.refusal("GET", OTHERS)).toBe("403 office_closed");
  await visitor.logIn(phone);
  expect(await visitor.refusal("GET", OTHERS)).toBe("200");
});

test("an office closes 12 hours after the login, although it is used", async () => {
  const { visitor } = await anAdministrator();
  for (let at = START; at < START + 12 * HOUR_MS; at += 25 * MINUTE_MS) {
    vi.setSystemTime(at);
    expect(await visitor.refusal("GET", OTHERS)).toBe("200");
  }
  vi.setSystemTime(START + 12 * HOUR_MS);
  expect(await visitor.refusal("GET", OTHERS)).toBe("403 office_closed");
});

test("a person without an office is told so, also in an old session", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  await visitor.bind("尹望", aResidentNumber());
  vi.setSystemTime(START + 2 * HOUR_MS);
  expect(await visitor.refusal("GET", OTHERS)).toBe("403 not_administrator");
});

test("the use of a session is written every few minutes, and a pass writes nothing", async () => {
  const { visitor } = await anAdministrator();
  const first = await written(visitor);
  vi.setSystemTime(START + 2 * MINUTE_MS);
  await visitor.me();
  expect(await written(visitor)).toEqual(first);
  vi.setSystemTime(START + 10 * MINUTE_MS);
  await visitor.send("POST", visitor.community("/passes"), { passes: [{ id: crypto.randomUUID(), code: "0" }] });
  expect(await written(visitor)).toEqual(first);
  await visitor.me();
  expect(await written(visitor)).not.toEqual(first);
});

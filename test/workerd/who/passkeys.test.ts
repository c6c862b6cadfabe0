/** Passkeys over HTTP, with an authenticator made by hand: what is taken, what is refused, and the acts that need a fresh one. Source: decision 58. */
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AdministratorPasskeys } from "../../../src/contract/passkey/lost-passkey.ts";
import type { Passkeys } from "../../../src/contract/passkey/passkey.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/domain/instant.ts";
import { Authenticator, type Faults } from "../../support/authenticator.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { aProposal } from "../officer.ts";
import { aProvider, logInAt } from "../provider.ts";
import { Visitor } from "../visitor.ts";

const START = Date.now();
const ORIGIN = "http://wuhan.localhost";
const PATH = "/api/v1/passkeys";

beforeEach(() => {
  Object.assign(env, { YIMA_PASSKEYS: "required" });
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  vi.spyOn(console, "warn").mockReturnValue();
});
afterEach(() => {
  vi.useRealTimers();
});

async function anAdministrator(division = "4201", name = "尹守正") {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.bind(name, aResidentNumber());
  await visitor.ask("POST", "/local/administrators", { division, phone });
  return { visitor, phone };
}

async function make(visitor: Visitor, key: Authenticator, faults: Faults = {}, name = "办公室电脑"): Promise<string> {
  const options = await visitor.ask<Parameters<Authenticator["make"]>[0]>("POST", `${PATH}/beginnings`);
  return visitor.refusal("POST", PATH, { name, ...(await key.make(options, ORIGIN, faults)) });
}

async function show(visitor: Visitor, key: Authenticator, faults: Faults = {}): Promise<string> {
  const options = await visitor.ask<Parameters<Authenticator["show"]>[0]>("POST", `${PATH}/challenges`);
  return visitor.refusal("POST", `${PATH}/showings`, await key.show(options, ORIGIN, faults));
}

const listOf = (visitor: Visitor) => visitor.ask<Passkeys>("GET", PATH);
/** What those in charge read about the passkeys of a division's administrators. */
async function rowsOf(visitor: Visitor, division: string) {
  const path = `/api/v1/divisions/${division}/administrators/passkeys`;
  const { administrators, required } = await visitor.ask<AdministratorPasskeys>("GET", path);
  expect(required).toBe(true);
  return administrators.map(({ own, passkeys, phone }) => ({ own, passkeys, phone: phone.slice(-11) }));
}
const act = (visitor: Visitor) => visitor.refusal("POST", "/api/v1/proposals", aProposal());
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

/** An administrator with one passkey, who has shown it. */
async function withPasskey() {
  const [one, key] = [await anAdministrator(), new Authenticator()];
  expect(await make(one.visitor, key)).toBe("201");
  return { ...one, key };
}

test("an administrator makes a passkey, acts for five minutes, and then shows it again", async () => {
  const { visitor, key } = await withPasskey();
  expect((await listOf(visitor)).passkeys).toMatchObject([{ name: "办公室电脑", usedAt: null }]);
  expect(await act(visitor)).toBe("201");
  pass(5 * MINUTE_MS - 1);
  expect(await act(visitor)).toBe("201");
  pass(1);
  expect(await act(visitor)).toBe("403 passkey_needed");
  expect(await show(visitor, key)).toBe("204");
  expect(await act(visitor)).toBe("201");
  expect((await listOf(visitor)).passkeys[0]?.usedAt).not.toBeNull();
});

test("a passkey is fresh in the session that showed it, and in no other of the account", async () => {
  const { visitor, phone, key } = await withPasskey();
  pass(MINUTE_MS);
  const other = await new Visitor().logIn(phone);
  expect(await act(visitor)).toBe("201");
  expect(await act(other)).toBe("403 passkey_needed");
  expect(await show(other, key)).toBe("204");
  expect(await act(other)).toBe("201");
});

const FAULTS: readonly (readonly [name: string, faults: Faults])[] = [
  ["another origin", { origin: "https://wuhan.localhost.elsewhere.example" }],
  ["another port", { origin: "http://wuhan.localhost:81" }],
  ["another host in the signed data", { rpId: "hubei.localhost" }],
  ["another challenge", { challenge: "AAAA" }],
  ["an answer of the other kind", { type: "payment.get" }],
  ["a user who was not verified", { verified: false }],
  ["a frame in another site's page", { crossOrigin: true }],
];

test.each(FAULTS)("neither makes nor shows a passkey: %s", async (_, faults) => {
  const { visitor } = await anAdministrator();
  expect(await make(visitor, new Authenticator(), faults)).toBe("422 passkey_refused");
  const key = new Authenticator();
  expect(await make(visitor, key)).toBe("201");
  pass(6 * MINUTE_MS);
  expect(await show(visitor, key, faults)).toBe("422 passkey_refused");
  expect(await act(visitor)).toBe("403 passkey_needed");
});

test("an answer counts once, only for the newest challenge of its session, and for five minutes", async () => {
  const { visitor, key } = await withPasskey();
  const begin = () => visitor.ask<Parameters<Authenticator["show"]>[0]>("POST", `${PATH}/challenges`);
  const send = (body: unknown, by = visitor) => by.refusal("POST", `${PATH}/showings`, body);
  const answer = await key.show(await begin(), ORIGIN);
  expect(await send(answer)).toBe("204");
  expect(await send(answer)).toBe("409 passkey_challenge_over");
  const earlier = await key.show(await begin(), ORIGIN);
  await begin();
  expect(await send(earlier)).toBe("422 passkey_refused");
  const late = await key.show(await begin(), ORIGIN);
  pass(5 * MINUTE_MS);
  expect(await send(late)).toBe("409 passkey_challenge_over");
  const stranger = await withPasskey();
  const mine = await key.show(await begin(), ORIGIN);
  expect(await send(mine, stranger.visitor)).toBe("409 passkey_challenge_over");
});

test("the key of another account, and a key under the id of one's own, show nothing", async () => {
  const [one, other] = [await withPasskey(), await withPasskey()];
  pass(6 * MINUTE_MS);
  expect(await show(one.visitor, other.key)).toBe("422 passkey_refused");
  const options = await one.visitor.ask<Parameters<Authenticator["show"]>[0]>("POST", `${PATH}/challenges`);
  const forged = { ...(await other.key.show(options, ORIGIN)), id: one.key.id };
  expect(await one.visitor.refusal("POST", `${PATH}/showings`, forged)).toBe("422 passkey_refused");
  expect(await act(one.visitor)).toBe("403 passkey_needed");
});

test("a count that does not rise is a copy of the key", async () => {
  const { visitor, key } = await withPasskey();
  expect(await show(visitor, key, { counter: 7 })).toBe("204");
  pass(6 * MINUTE_MS);
  expect(await show(visitor, key, { counter: 7 })).toBe("422 passkey_refused");
  expect(await show(visitor, key, { counter: 3 })).toBe("422 passkey_refused");
  expect(await show(visitor, key, { counter: 8 })).toBe("204");
});

test("an administrator acts without a passkey for seven days, then two above must let them make one", async () => {
  const { visitor, phone } = await anAdministrator();
  expect((await listOf(visitor)).dueAt).toBe(new Date(START + 7 * DAY_MS).toISOString());
  expect(await act(visitor)).toBe("201");
  pass(7 * DAY_MS);
  await visitor.logIn(phone);
  expect(await act(visitor)).toBe("403 passkey_missing");
  expect(await visitor.refusal("POST", `${PATH}/beginnings`)).toBe("403 passkey_missing");
});

test("without the setting nobody is asked for a passkey", async () => {
  Object.assign(env, { YIMA_PASSKEYS: "off" });
  const { visitor } = await withPasskey();
  pass(20 * MINUTE_MS);
  expect(await act(visitor)).toBe("201");
  expect((await listOf(visitor)).required).toBe(false);
});

test("a person without an office makes no passkey", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  expect(await visitor.refusal("POST", `${PATH}/beginnings`)).toBe("403 passkey_without_office");
  expect(await visitor.refusal("POST", `${PATH}/challenges`)).toBe("404 passkey_not_found");
});

test("a further passkey needs a fresh one, a removal another one, and the last one stays", async () => {
  const { visitor, key } = await withPasskey();
  const second = new Authenticator();
  pass(6 * MINUTE_MS);
  expect(await visitor.refusal("POST", `${PATH}/beginnings`)).toBe("403 passkey_needed");
  await show(visitor, key);
  expect(await make(visitor, second, {}, "手机")).toBe("201");
  expect(await visitor.refusal("DELETE", `${PATH}/${second.id}`)).toBe("403 other_passkey_needed");
  await show(visitor, key);
  const refused = await visitor.send("DELETE", `${PATH}/${key.id}`);
  expect(await refused.json()).toMatchObject({ status: 403, code: "other_passkey_needed", passkey: key.id });
  expect(await visitor.refusal("PATCH", `${PATH}/${second.id}`, { name: "旧手机" })).toBe("204");
  expect(await visitor.refusal("DELETE", `${PATH}/${second.id}`)).toBe("204");
  expect((await listOf(visitor)).passkeys.map(({ id }) => id)).toEqual([key.id]);
  const stranger = await withPasskey();
  expect(await stranger.visitor.refusal("DELETE", `${PATH}/${key.id}`)).toBe("404 passkey_not_found");
  expect(await stranger.visitor.refusal("PATCH", `${PATH}/${key.id}`, { name: "我的" })).toBe("404 passkey_not_found");
});

test("a session whose office has closed makes no first passkey: it would open the office by itself", async () => {
  const { visitor, phone } = await anAdministrator();
  pass(31 * MINUTE_MS);
  expect(await act(visitor)).toBe("403 office_closed");
  expect(await visitor.refusal("POST", `${PATH}/beginnings`)).toBe("403 passkey_new_login");
  await visitor.logIn(phone);
  expect(await make(visitor, new Authenticator())).toBe("201");
});

test("a shown passkey opens an office that has closed", async () => {
  const { visitor, key } = await withPasskey();
  pass(31 * MINUTE_MS);
  expect(await act(visitor)).toBe("403 office_closed");
  expect(await show(visitor, key)).toBe("204");
  expect(await act(visitor)).toBe("201");
});

test("a login at a provider opens the offices of its account with that account's passkey, and makes none itself", async () => {
  const provider = await aProvider();
  const number = aResidentNumber();
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.bind("尹远", number);
  await visitor.ask("POST", "/local/administrators", { division: "4201", phone });
  const there = new Visitor();
  const logInThere = () => logInAt(provider, there, { sub: "far", name: "尹远", id_number: number, phone_number: phone });
  expect(await logInThere()).toBe("201");
  expect(await act(there)).toBe("403 not_administrator");
  expect(await there.refusal("POST", `${PATH}/beginnings`)).toBe("403 passkey_by_phone");
  const key = new Authenticator();
  expect(await make(visitor, key)).toBe("201");
  expect(await act(there)).toBe("403 not_administrator");
  expect((await there.me()).login?.closesOffices).toBe(true);
  expect(await show(there, key)).toBe("204");
  expect(await act(there)).toBe("201");
  expect((await there.me()).login?.closesOffices).toBe(false);
  pass(6 * MINUTE_MS);
  expect(await act(there)).toBe("403 passkey_needed");
});

test("two administrators above let a new passkey be made within a day, and the lost one and all other sessions end", async () => {
  const lost = await anAdministrator("420107", "尹失钥");
  const gone = new Authenticator();
  expect(await make(lost.visitor, gone)).toBe("201");
  const [first, second] = [await withPasskey(), await withPasskey()];
  const administrators = "/api/v1/divisions/420107/administrators";
  const { administrators: all } = await first.visitor.ask<{ administrators: { id: string; phone: string }[] }>(
    "GET",
    administrators,
  );
  const id = all.find(({ phone }) => phone.endsWith(lost.phone))?.id ?? "";
  expect(await rowsOf(first.visitor, "420107")).toContainEqual({ own: false, passkeys: 1, phone: lost.phone });
  expect((await rowsOf(first.visitor, "4201")).filter(({ own }) => own)).toEqual([
    { own: true, passkeys: 1, phone: first.phone },
  ]);
  const loss = `${administrators}/${id}/passkey-loss`;
  const report = (by: Visitor) => by.refusal("POST", loss, { reason: "手机掉进长江" });
  const permit = (by: Visitor) => by.refusal("POST", `${loss}/approvals`, { reason: "已当面核对" });
  pass(6 * MINUTE_MS);
  await show(first.visitor, first.key);
  await show(second.visitor, second.key);
  expect(await permit(second.visitor)).toBe("404 loss_not_reported");
  expect(await report(lost.visitor)).toBe("403 not_administrator");
  expect(await report(first.visitor)).toBe("204");
  expect(await permit(first.visitor)).toBe("409 same_officer");
  expect(await lost.visitor.refusal("POST", `${PATH}/beginnings`)).toBe("403 passkey_needed");
  expect(await permit(second.visitor)).toBe("204");
  const { loss: told } = await listOf(lost.visitor);
  expect(told).toMatchObject({ until: new Date(Date.now() + DAY_MS).toISOString() });
  expect([told?.by, told?.second].every((masked) => /^1\d\d\*{5}\d{3}$/.test(masked ?? ""))).toBe(true);
  // The session of the lost phone makes none.
  expect(await lost.visitor.refusal("POST", `${PATH}/beginnings`)).toBe("403 passkey_new_login");
  pass(MINUTE_MS);
  const here = await new Visitor().logIn(lost.phone);
  const found = new Authenticator();
  expect(await make(here, found, {}, "新手机")).toBe("201");
  expect((await listOf(here)).passkeys.map(({ name }) => name)).toEqual(["新手机"]);
  expect(await lost.visitor.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
  expect(await show(here, gone)).toBe("422 passkey_refused");
  const { appointments } = await first.visitor.ask<{ appointments: { act: string; reason: string }[] }>("GET", administrators);
  expect(appointments.slice(0, 2).map(({ act: done, reason }) => `${done} ${reason}`)).toEqual([
    "passkey_permitted 已当面核对",
    "passkey_lost 手机掉进长江",
  ]);
});

test("a permission that is not used within a day is over, and a report that nobody confirms too", async () => {
  const lost = await anAdministrator("420107", "尹迟");
  expect(await make(lost.visitor, new Authenticator())).toBe("201");
  const [first, second] = [await withPasskey(), await withPasskey()];
  const administrators = "/api/v1/divisions/420107/administrators";
  const { administrators: all } = await first.visitor.ask<{ administrators: { id: string; phone: string }[] }>(
    "GET",
    administrators,
  );
  const loss = `${administrators}/${all.find(({ phone }) => phone.endsWith(lost.phone))?.id}/passkey-loss`;
  expect(await first.visitor.refusal("POST", loss, { reason: "丢失" })).toBe("204");
  expect(await second.visitor.refusal("POST", `${loss}/approvals`, { reason: "核对" })).toBe("204");
  pass(DAY_MS);
  await lost.visitor.logIn(lost.phone);
  expect(await lost.visitor.refusal("POST", `${PATH}/beginnings`)).toBe("403 passkey_needed");
  await first.visitor.logIn(first.phone);
  await show(first.visitor, first.key);
  expect(await first.visitor.refusal("POST", loss, { reason: "又丢失" })).toBe("204");
  pass(25 * HOUR_MS);
  await second.visitor.logIn(second.phone);
  await show(second.visitor, second.key);
  expect(await second.visitor.refusal("POST", `${loss}/approvals`, { reason: "核对" })).toBe("404 loss_not_reported");
});

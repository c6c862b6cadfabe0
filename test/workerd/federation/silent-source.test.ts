/** A source that does not answer an appeal: after 4 hours the nation's officers have it too, and after 48 hours those of the home set the entry aside until the source answers. On the real objects. docs/trust.md §10. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { CompactEncrypt, decodeJwt, importJWK, type JWK } from "jose";
import { beforeAll, expect, test, vi } from "vitest";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import { manualChanges } from "../manual-changes.ts";
import { anOfficer } from "../officer.ts";
import type { Visitor } from "../visitor.ts";
import { appealOf, type Appellant, aResidentOfHubei, mailbox, ringPeople, rowsOf, waitingAt } from "./appeals-between.ts";

const HOUR_MS = 3_600_000;
const TODAY = dateOf(Date.now());
const [HOME, SOURCE, QUEUE] = ["42", "44", "/api/v1/divisions/42/appeals"] as const;
const THERE = "/api/v1/divisions/440106/appeals";
const NAME = { kind: "close_contact", source: "440106" } as const;
const SILENT = { decision: "grant", ground: "source_silent", reason: "广州天河没有答复" };

let first: Visitor;
let second: Visitor;
/** Officers of the nation. */
let third: Visitor;
let fourth: Visitor;

beforeAll(async () => {
  [{ visitor: first }, { visitor: second }] = [
    await anOfficer("hubei.localhost", HOME),
    await anOfficer("hubei.localhost", HOME),
  ];
  [{ visitor: third }, { visitor: fourth }] = [await anOfficer("localhost", "0"), await anOfficer("localhost", "0")];
});

/** Members as another implementation seals them for Hubei. */
async function sealed(id: string, members: object, iss: string = SOURCE): Promise<string> {
  await env.ISSUER.getByName(`${HOME}/issuer`).jwks(Date.now());
  const key = decodeJwt((await env.PUBLISHED.get(`trust/statement/${HOME}`)) ?? "")["seal"] as JWK;
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify({ iss, aud: HOME, id, ...members })))
    .setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM", kid: key.kid ?? "" })
    .encrypt(await importJWK(key, "ECDH-ES"));
}

interface Told extends Omit<Appellant, "withdrawal"> {
  readonly fact: string;
  /** Guangdong, which nobody can reach, tells of it, also again. */
  readonly tell: (days: object) => Promise<readonly string[]>;
  /** The item of the appeal that has gone out. */
  readonly item: () => Promise<string>;
}

async function aTold(): Promise<Told> {
  const resident = await aResidentOfHubei();
  const [fact, reference] = [crypto.randomUUID(), resident.number];
  const tell = async (days: object, id: string = crypto.randomUUID()) => {
    const text = await sealed(id, { document: { type: "10", number: resident.number } });
    const item = { id, ...NAME, reference, from: TODAY, until: null, basis: "outbreak", sealed: text, ...days };
    return mailbox(HOME, SOURCE, "fact", [item]);
  };
  expect(await tell({}, fact)).toEqual(["taken"]);
  expect(await resident.colour()).toBe("red close_contact");
  const item = async () => {
    const rows = await rowsOf<{ readonly item: string }>(
      resident.people,
      `SELECT item FROM sent_appeals WHERE person = '${resident.key}' ORDER BY at DESC`,
    );
    return rows[0]?.item ?? "";
  };
  return { ...resident, fact, tell, item };
}

/** So many hours after the click. */
async function after(told: Told, hours: number): Promise<void> {
  const at = Date.now() - hours * HOUR_MS;
  const item = await told.item();
  await runInDurableObject(told.people, (_, { storage }) => {
    storage.sql.exec("UPDATE appeals SET at = ?1 WHERE person = ?2 AND answered_at IS NULL", at, told.key);
    storage.sql.exec("UPDATE sent_appeals SET at = ?1, next_at = ?1 WHERE item = ?2", at, item);
  });
}

/** Rings the shard until it is so. */
async function until<T>(told: Told, read: () => Promise<T | undefined>): Promise<T> {
  const wait = { timeout: 60_000, interval: 200 };
  return vi.waitFor(async () => {
    await ringPeople(told);
    const found = await read();
    if (found === undefined) throw new Error("not yet");
    return found;
  }, wait);
}

const foundAt =
  (officer: Visitor, queue: string, { text }: Told) =>
  async () =>
    (await waitingAt(officer, queue)).find((one) => one.text === text);

/** What Hubei answers to an answer of a peer. */
async function answers(appeal: string, from: string, body: object, reason = "名单无误"): Promise<string | undefined> {
  const id = crypto.randomUUID();
  const [state] = await mailbox(HOME, from, "appeal_answer", [
    { id, appeal, ...body, sealed: await sealed(id, { reason }, from) },
  ]);
  return state;
}

/** The appeal stands before the officers of the home, who set its entry aside. */
async function aside(): Promise<Told> {
  const told = await aTold();
  await told.appeal();
  await after(told, 48);
  const { id } = await until(told, foundAt(first, QUEUE, told));
  expect(await first.ask("POST", `${QUEUE}/${id}/answers`, SILENT)).toEqual({ state: "proposed" });
  expect(await second.ask("POST", `${QUEUE}/${id}/answers`, SILENT)).toEqual({ state: "set_aside" });
  return told;
}

test("without a receipt within 4 hours the nation's officers get it too, and their answer counts", async () => {
  const told = await aTold();
  expect(await told.appeal()).toMatchObject({
    region: "440106",
    regionName: "广州市天河区",
    sent: { to: SOURCE, receivedAt: null, nationAt: null },
  });
  await ringPeople(told);
  expect(await foundAt(third, THERE, told)()).toBeUndefined();
  await after(told, 4);
  await evictDurableObject(told.people);
  const waiting = await until(told, foundAt(third, THERE, told));
  expect(waiting).toMatchObject({ home: { code: HOME }, cause: "close_contact", overdue: false });
  expect((await appealOf(told)).sent).toMatchObject({ receivedAt: null, nationAt: expect.any(String), isHere: false });
  expect(await foundAt(first, QUEUE, told)()).toBeUndefined();
  expect(await told.people.setAside(told.key, await told.item(), Date.now())).toEqual({
    ok: false,
    refusal: { code: "appeal_not_found" },
  });
  const grant = { decision: "grant", ground: "wrong_person", reason: "不是此人" };
  expect(await third.ask("POST", `${THERE}/${waiting.id}/answers`, grant)).toEqual({ state: "proposed" });
  expect(await fourth.ask("POST", `${THERE}/${waiting.id}/answers`, grant)).toEqual({ state: "granted" });
  await evictDurableObject(env.MAILBOX.getByName("0/mailbox/42"));
  const appeal = await until(told, async () => {
    const one = await appealOf(told);
    return one.state === "waiting" ? undefined : one;
  });
  expect(appeal).toMatchObject({ state: "granted", reason: "不是此人", sent: { answeredBy: { zh: expect.any(String) } } });
  expect(await told.colour()).not.toBe("red close_contact");
});

test("after 48 hours two officers of the home set the entry aside, once in the public month, and it counts again when the source refuses", async () => {
  const told = await aTold();
  await told.appeal();
  await after(told, 48);
  const waiting = await until(told, foundAt(first, QUEUE, told));
  expect(waiting).toMatchObject({ silent: { source: "440106", sourceName: expect.any(String) }, home: null, overdue: true });
  expect((await appealOf(told)).sent).toMatchObject({ isHere: true, asideAt: null });
  const path = `${QUEUE}/${waiting.id}/answers`;
  expect(await first.refusal("POST", path, { decision: "refuse", reason: "不同意" })).toBe("409 ground_does_not_fit");
  expect(await first.ask("POST", path, SILENT)).toEqual({ state: "proposed" });
  expect(await first.refusal("POST", path, SILENT)).toBe("409 second_officer");
  expect(await second.ask("POST", path, SILENT)).toEqual({ state: "set_aside" });
  expect(await told.colour()).not.toBe("red close_contact");
  expect(await foundAt(first, QUEUE, told)()).toBeUndefined();
  expect(await appealOf(told)).toMatchObject({ state: "waiting", sent: { asideAt: expect.any(String) } });
  const counted = await until(told, async () => (await manualChanges()).find(({ kind }) => kind === "source_silent"));
  expect(counted).toMatchObject({ source: "440106", reason: null, changes: 1, entries: 1 });
  expect(await told.tell({ until: addDays(TODAY, 3) })).toEqual(["taken"]);
  expect(await told.tell({ until: null })).toEqual(["taken"]);
  expect(await told.colour()).not.toBe("red close_contact");
  const item = await told.item();
  // The source has it now, and answers.
  await sentTo(SOURCE, item, told);
  expect(await answers(item, SOURCE, { state: "refused" })).toBe("taken");
  expect(await told.colour()).toBe("red close_contact");
  expect(await appealOf(told)).toMatchObject({ state: "refused", reason: "名单无误" });
  expect(await answers(item, SOURCE, { state: "granted", ground: "ruled_out" })).toBe("known");
  expect(await told.colour()).toBe("red close_contact");
});

test("a source that grants what was set aside withdraws it for good", async () => {
  const told = await aside();
  const item = await told.item();
  await sentTo(SOURCE, item, told);
  expect(await answers(item, SOURCE, { state: "granted", ground: "tested_negative" })).toBe("ground_does_not_fit");
  expect(await answers(item, SOURCE, { state: "granted", ground: "ruled_out" })).toBe("taken");
  expect(await appealOf(told)).toMatchObject({ state: "granted" });
  expect(await told.tell({ until: addDays(TODAY, 3) })).toEqual(["known"]);
  expect(await told.colour()).not.toBe("red close_contact");
});

test("an entry that was set aside counts again as soon as own officers enter it", async () => {
  const told = await aside();
  const fact = { ...NAME, reference: told.number, from: TODAY, until: addDays(TODAY, 5) };
  await told.people.enterFacts([{ person: told.key, fact }], Date.now());
  expect(await told.colour()).toBe("red close_contact");
});

test("a peer withdraws by its answer only what it has told, and answers only what was sent to it", async () => {
  const told = await aTold();
  await told.appeal();
  const item = await told.item();
  await sentTo(SOURCE, item, told);
  expect(await answers(item, "36", { state: "granted", ground: "ruled_out" })).toBe("appeal_not_found");
  await sentTo("36", item, told);
  expect(await answers(item, "36", { state: "granted", ground: "ruled_out" })).toBe("appeal_not_found");
  const change = "UPDATE facts SET list = NULL WHERE person = ?";
  await runInDurableObject(told.people, (_, { storage }) => void storage.sql.exec(change, told.key));
  expect(await answers(item, SOURCE, { state: "granted", ground: "ruled_out" })).toBe("fact_of_another");
  expect(await answers(item, SOURCE, { state: "granted", ground: "ruled_out" }, "a\nb")).toBe("appeal_unreadable");
  expect(await answers(item, SOURCE, { state: "maybe" })).toBe("item_malformed");
  expect(await told.colour()).toBe("red close_contact");
});

/** The mailbox for a peer notes it before each try. */
async function sentTo(peer: string, item: string, { key }: Told): Promise<void> {
  const insert = "INSERT OR IGNORE INTO sent_appeals (id, person, at) VALUES (?, ?, ?)";
  await runInDurableObject(
    env.MAILBOX.getByName(`${HOME}/mailbox/${peer}`),
    (_, { storage }) => void storage.sql.exec(insert, item, key, Date.now()),
  );
}

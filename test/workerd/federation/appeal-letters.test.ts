/** Appeals in letters of a peer: what is refused, how many come in, and a peer that is suspended. A shard of an earlier release sends those of its persons too. On the real objects. docs/trust.md §10. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { CompactEncrypt, decodeJwt, importJWK, type JWK } from "jose";
import { expect, test } from "vitest";
import { dateOf } from "../../../src/domain/china-time.ts";
import type { LetterItem } from "../../../src/domain/federation/letter.ts";
import { migrations } from "../../../src/objects/people/migrations.ts";
import { publishMoment } from "../believed.ts";
import { changed, regionAt } from "../verify/region.ts";
import { appealOf, aResidentOfHubei, mailbox, rowsOf } from "./appeals-between.ts";

const HUBEI = "42";
const NAME = { kind: "close_contact", source: "420106", reference: "7-31", fact: null } as const;
const WORDS = { maskedName: "陈**", colour: "red", why: { zh: "密切接触者", en: "A close contact" }, text: "不是我", files: 0 };
const DAY = 86_400;

async function sealed(id: string, words: object = WORDS, iss = "44"): Promise<string> {
  await env.ISSUER.getByName(`${HUBEI}/issuer`).jwks(Date.now());
  const key = decodeJwt((await env.PUBLISHED.get(`trust/statement/${HUBEI}`)) ?? "")["seal"] as JWK;
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify({ iss, aud: HUBEI, id, ...words })))
    .setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM", kid: key.kid ?? "" })
    .encrypt(await importJWK(key, "ECDH-ES"));
}

async function anAppeal(changes: Readonly<Record<string, unknown>> = {}, words: object = WORDS, iss = "44"): Promise<LetterItem> {
  const [id, at] = [crypto.randomUUID(), Math.floor(Date.now() / 1000)];
  return { id, ...NAME, at, due: at + 2 * DAY, sealed: await sealed(id, words, iss), ...changes };
}

const told = (items: readonly LetterItem[], from = "44") => mailbox(HUBEI, from, "appeal", items);
const queued = (source: string = NAME.source) => env.APPEAL_QUEUE.getByName(`${HUBEI}/appeals/${source}`).waiting();

test("what is not for this issuer, and what nobody can read, is refused by its name; the other items come, and a repetition changes nothing", async () => {
  const now = Math.floor(Date.now() / 1000);
  const wrong: readonly (readonly [LetterItem, string])[] = [
    [await anAppeal({ source: "440106" }), "region_foreign"],
    [await anAppeal({ kind: "rumour" }), "item_malformed"],
    [await anAppeal({ due: now }), "appeal_time"],
    [await anAppeal({ at: now + 600, due: now + 600 + 2 * DAY }), "appeal_time"],
    [await anAppeal({}, { ...WORDS, colour: "blue" }), "appeal_unreadable"],
    [await anAppeal({}, { ...WORDS, text: "x".repeat(1001) }), "appeal_unreadable"],
    [await anAppeal({}, { ...WORDS, text: "a\nb" }), "appeal_unreadable"],
    [await anAppeal({}, { ...WORDS, why: { zh: "只有中文" } }), "appeal_unreadable"],
    [await anAppeal({}, { ...WORDS, files: 4 }), "appeal_unreadable"],
    [await anAppeal({}, WORDS, "36"), "appeal_unreadable"],
    [await anAppeal({ sealed: await sealed(crypto.randomUUID()) }), "appeal_unreadable"],
    [await anAppeal({}, { ...WORDS, files: 3 }), "taken"],
  ];
  const items = wrong.map(([item]) => item);
  expect(await told(items)).toEqual(wrong.map(([, code]) => code));
  expect(await told(items)).toEqual(wrong.map(([, code]) => (code === "taken" ? "known" : code)));
  expect(await queued()).toMatchObject([{ id: items.at(-1)?.id, text: { ...text(3), home: { code: "44", files: 3 } } }]);
});

const text = (files: number) => {
  const { files: _, ...words } = { ...WORDS, files };
  return words;
};

test("an appeal whose letter was interrupted comes into the queue by its repetition, and an answered one does not", async () => {
  const one = await anAppeal({ source: "420102" });
  expect(await told([one])).toEqual(["taken"]);
  const queue = env.APPEAL_QUEUE.getByName(`${HUBEI}/appeals/420102`);
  await queue.settle(one.id);
  expect(await told([one])).toEqual(["known"]);
  expect(await queued("420102")).toHaveLength(1);
  expect(await told([{ ...one, source: "420103" }])).toEqual(["known"]);
  expect(await queued("420103")).toEqual([]);
  const peer = env.MAILBOX.getByName(`${HUBEI}/mailbox/44`);
  const answer = { decision: "refuse", ground: null, reason: "名单无误" } as const;
  expect(await peer.giveAnswer(one.id, answer, Date.now())).toEqual({ ok: true, value: null });
  expect(await peer.giveAnswer(one.id, answer, Date.now())).toEqual({ ok: false, refusal: { code: "appeal_not_found" } });
  await queue.settle(one.id);
  expect(await told([one])).toEqual(["known"]);
  expect(await queued("420102")).toEqual([]);
});

test("200 come on a day, and 500 wait; the others come again later", async () => {
  const add = (from: string, count: number, day: string) =>
    runInDurableObject(env.MAILBOX.getByName(`${HUBEI}/mailbox/${from}`), (_, { storage }) => {
      const insert = "INSERT INTO came_appeals (id, day, kind, source, reference) VALUES (?, ?, 'close_contact', '420106', '1')";
      for (let n = 0; n < count; n += 1) storage.sql.exec(insert, crypto.randomUUID(), day);
    });
  const two = async (from: string) => told([await anAppeal({}, WORDS, from), await anAppeal({}, WORDS, from)], from);
  await add("33", 199, dateOf(Date.now()));
  expect(await two("33")).toEqual(["taken", "too_many_wait"]);
  await add("35", 499, "2020-03-01");
  expect(await two("35")).toEqual(["taken", "too_many_wait"]);
});

test("a suspended peer neither appeals nor answers, because its key may be stolen", async () => {
  const now = Date.now();
  const peer = await regionAt(now, "51", 1);
  const moment = (isSuspended: boolean) =>
    publishMoment([changed(peer, { isSuspended })], { issuedAt: now, expiresAt: now + 86_400_000 });
  const answer = { id: crypto.randomUUID(), appeal: crypto.randomUUID(), state: "refused", sealed: "a.b.c.d.e" };
  await moment(true);
  await expect(mailbox(HUBEI, "51", "appeal_answer", [answer])).rejects.toThrow("letter_suspended");
  await expect(told([await anAppeal({}, WORDS, "51")], "51")).rejects.toThrow("letter_suspended");
  await moment(false);
  expect(await mailbox(HUBEI, "51", "appeal_answer", [answer])).toEqual(["appeal_not_found"]);
});

test("a shard of the earlier release keeps what a peer has told, and sends an appeal against it without the name of the item", async () => {
  const resident = await aResidentOfHubei();
  const insert = `INSERT INTO facts (person, kind, source, reference, from_day, at, list) VALUES (?, 'close_contact', '440106', 'old', ?, 0, 'letters/44/2026-11-30')`;
  await runInDurableObject(resident.people, (_, { storage: { sql } }) => {
    sql.exec(insert, resident.key, dateOf(Date.now()));
    sql.exec("DROP TABLE told_facts; DROP TABLE sent_appeals");
    sql.exec(
      "UPDATE schema SET version = ?",
      migrations.findIndex((one) => one.includes("told_facts")),
    );
  });
  await evictDurableObject(resident.people);
  await resident.visitor.declare(resident.person);
  expect(await resident.colour()).toBe("red close_contact");
  expect(await resident.appeal()).toMatchObject({ region: "440106", sent: { to: "44", receivedAt: null } });
  expect(await appealOf(resident)).toMatchObject({ state: "waiting" });
  expect(await rowsOf(resident.people, "SELECT teller, fact FROM sent_appeals")).toEqual([{ teller: "44", fact: null }]);
});

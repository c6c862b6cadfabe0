/**
 * Letters between the nation and a member that the library jose plays: the member hands its statement in by a letter, hears of each change within seconds, and
 * what is forged, late, for somebody else, too large or too much is refused. What the member answers badly is sent again. docs/trust.md §10.
 */
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { JWK } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { NATION_OFFICERS } from "../../tools/demo-cast.ts";
import { aSigner } from "../support/federation.ts";
import {
  type Answer,
  type Came,
  LETTER,
  LetterPeer,
  now,
  postLetter,
  RECEIPT,
  type React,
  verified,
} from "../support/letter-peer.ts";
import { aTestNation, NATION, nextOf, recognise, suspendIssuer, type TestNation } from "../support/nation.ts";
import { inCharge } from "../support/officers.ts";
import { servedTrust } from "../support/served-trust.ts";
import { PATIENT } from "../support/patience.ts";
import { type Running, startRunning } from "../support/running.ts";

const resultsShape = z.array(z.strictObject({ id: z.string(), state: z.string(), code: z.string().optional() }));
/** The longest time from an officer's act to the letter, ms. Source: recognition between issuers, sixty seconds in all. */
const PUSHED_MS = 3000;
/** The limit counts the letters of the last second. */
const A_SECOND_MS = 1100;

let nation: TestNation;
let running: Running;
let sichuan: LetterPeer;

beforeAll(async () => {
  nation = await aTestNation();
  running = await startRunning({ bindings: nation.bindings });
  sichuan = await LetterPeer.start("51");
  await recognise(running, nation, [["0", NATION]]);
});
afterAll(async () => {
  await sichuan.close();
  await running.dispose();
  nation.remove();
});

/** Posts a letter as another deployment does. */
const post = (body: string | Buffer, how: Parameters<typeof postLetter>[2] = {}): Promise<Answer> =>
  postLetter(running.port, body, how);

async function refusal(letter: string | Buffer, how: Parameters<typeof post>[1] = {}): Promise<string> {
  const { status, text } = await post(letter, how);
  return `${status} ${JSON.parse(text).code}`;
}

async function jwks(): Promise<{ readonly keys: readonly JWK[] }> {
  return JSON.parse((await running.visitor(NATION).send("GET", "/.well-known/jwks.json")).text);
}

/** The states of the items in the nation's receipt for a letter, without their names. */
async function receiptFor(letter: string): Promise<readonly (readonly [state: string, code?: string])[]> {
  const { status, type, text } = await post(letter);
  expect([status, type]).toEqual([200, `application/${RECEIPT}`]);
  const receipt = await verified(text, await jwks(), RECEIPT);
  expect(receipt).toMatchObject({ iss: "0", aud: "urn:yima:issuer:51" });
  return resultsShape.parse(receipt["results"]).map(({ state, code }) => (code === undefined ? [state] : [state, code]));
}

/** The letters with the nation's state that came after this moment, the last first. */
async function states(since: number): Promise<readonly { readonly at: number; readonly state: string }[]> {
  const set = await jwks();
  const read = sichuan.came
    .filter(({ at }) => at >= since)
    .map(async ({ text, at }) => {
      const { kind, items } = await verified(text, set, LETTER);
      const [{ file }] = z.tuple([z.object({ file: z.string() })]).parse(items);
      expect(kind).toBe("trust");
      return { at, state: file };
    });
  return (await Promise.all(read)).toReversed();
}

const servedState = async () => (await running.visitor(NATION).send("GET", "/.well-known/trust/state")).text;

/** Waits until the member has the state that the nation serves. */
async function untilTold(since: number): Promise<number> {
  const told = async () => (await states(since))[0]?.state === (await servedState());
  await expect.poll(told, PATIENT).toBe(true);
  return (await states(since))[0]?.at ?? 0;
}

test("a letter of no member is refused", async () => {
  expect(await refusal(await sichuan.letter("trust", ["a"]))).toBe("401 letter_signature");
  expect(await receiptFor(await sichuan.letter("statement", [await sichuan.statement()]))).toEqual([
    ["refused", "issuer_not_member"],
  ]);
});

test("a member hands its statement in by a letter that introduces its key, and hears of the register and of the book", async () => {
  const since = Date.now();
  await nextOf(running, nation, (members, seq) => [...members, sichuan.entry(seq)]);
  const statement = await sichuan.statement();
  expect(await receiptFor(await sichuan.letter("statement", [statement]))).toEqual([["taken"]]);
  expect(await receiptFor(await sichuan.letter("statement", [statement]))).toEqual([["known"]]);
  await untilTold(since);
  const book = JSON.parse((await running.visitor(NATION).send("GET", "/.well-known/trust/book")).text);
  expect(book.statements).toContain(statement);
});

test("when the nation's verifiers believe its key, its letters of every kind are answered", async () => {
  const status = async () => (await post(await sichuan.letter("weather", ["a"]))).status;
  await expect.poll(status, { ...PATIENT, interval: 1000 }).toBe(200);
});

test("a suspension reaches it within three seconds", async () => {
  const since = Date.now();
  await suspendIssuer(running, nation, "51");
  expect((await untilTold(since)) - since).toBeLessThan(PUSHED_MS);
  const readmitted = Math.floor(Date.now() / 1000) * 1000;
  await nextOf(running, nation, (members) => members.map((one) => (one.code === "51" ? { ...one, readmitted } : one)));
  await untilTold(since);
  // It would end at once, although its officer had been told that it holds.
  await expect(suspendIssuer(running, nation, "51", readmitted)).rejects.toThrow("suspension_refused");
});

test("strangers who introduce themselves under its number are refused, and use up none of its limits", async () => {
  const stranger = await LetterPeer.start("51");
  const forged = async () => post(await stranger.letter("statement", [await stranger.statement()]));
  for (const { status, text } of await Promise.all(Array.from({ length: 20 }, forged))) {
    expect(status).toBe(200);
    const { results } = await verified(text, await jwks(), RECEIPT);
    expect(results).toMatchObject([{ state: "refused", code: "statement_left_out" }]);
  }
  expect((await post(await sichuan.letter("weather", ["a"]))).status).toBe(200);
  await stranger.close();
});

test("a letter that comes fifty times is known, and changes nothing", async () => {
  const bookBefore = (await running.visitor(NATION).send("GET", "/.well-known/trust/book")).text;
  const letter = await sichuan.letter("statement", [await sichuan.statement()]);
  expect(await receiptFor(letter)).toEqual([["taken"]]);
  const seqOf = async () => JSON.parse((await running.visitor(NATION).send("GET", "/.well-known/trust/book?since=1")).text).to;
  await expect.poll(seqOf, PATIENT).toBe(JSON.parse(bookBefore).to + 1);
  for (let time = 0; time < 50; time += 1) expect(await receiptFor(letter)).toEqual([["known"]]);
  expect(await seqOf()).toBe(JSON.parse(bookBefore).to + 1);
});

test("of another member's statement, of a kind of tomorrow and of the nation's own kind, each item is refused, and the letter is answered", async () => {
  const yunnan = await LetterPeer.start("53");
  const another = await yunnan.statement();
  await yunnan.close();
  expect(await receiptFor(await sichuan.letter("statement", [another, "a.b.c"]))).toEqual([
    ["refused", "not_for_here"],
    ["refused", "not_for_here"],
  ]);
  expect(await receiptFor(await sichuan.letter("weather", ["a"]))).toEqual([["refused", "kind_unknown"]]);
  for (const kind of ["statement", "passes"]) {
    const formless = {
      items: [{ id: randomUUID() }, { id: randomUUID(), file: 1 }, { id: randomUUID(), at: {}, place: [], code: null }],
    };
    const refused = ["refused", "item_malformed"];
    expect(await receiptFor(await sichuan.letter(kind, [], formless))).toEqual([refused, refused, refused]);
  }
  expect(await receiptFor(await sichuan.letter("trust", ["a"]))).toEqual([["refused", "not_for_here"]]);
});

test("a letter that is forged, for somebody else, late, early, malformed or too large has its refusal", async () => {
  const file = await sichuan.statement();
  const letter = (changes: Parameters<LetterPeer["letter"]>[2]) => sichuan.letter("trust", ["a"], changes);
  expect(await refusal(await sichuan.letter("trust", ["a"], {}, await aSigner("51.1")))).toBe("401 letter_signature");
  expect(await refusal(await sichuan.letter("trust", ["a"], {}, await aSigner("51.i1")))).toBe("401 letter_signature");
  expect(await refusal(await letter({ iss: "0" }))).toBe("401 letter_signature");
  expect(await refusal(await letter({ aud: "urn:yima:issuer:42" }))).toBe("422 letter_audience");
  expect(await refusal(await letter({ aud: ["urn:yima:issuer:0"] }))).toBe("422 letter_malformed");
  expect(await refusal(await letter({}), { host: "hubei.localhost" })).toBe("422 letter_audience");
  expect(await refusal(await letter({ iat: now() - 125, exp: now() + 60 }))).toBe("422 letter_time");
  expect(await refusal(await letter({ iat: now() + 125, exp: now() + 245 }))).toBe("422 letter_time");
  expect(await refusal(await letter({ iat: now() - 20, exp: now() - 10 }))).toBe("422 letter_time");
  for (const changes of [{ jti: "1" }, { items: [] }, { items: [{ file: "a" }] }, { kind: 1 }, { iat: "1" }])
    expect(await refusal(await letter(changes))).toBe("422 letter_malformed");
  const many = Array.from({ length: 251 }, () => ({ id: randomUUID(), file: "a" }));
  expect(await refusal(await letter({ items: many }))).toBe("422 letter_malformed");
  expect(await refusal(await letter({ items: [many[0], many[0]] }))).toBe("422 letter_malformed");
  expect(await refusal(Buffer.alloc(262_145, "a"))).toBe("413 body_too_large");
  expect(await refusal(Buffer.from([0xff, 0xfe]))).toBe("422 letter_malformed");
  expect(await refusal(await letter({}), { type: "application/jwt" })).toBe("415 unsupported_media_type");
  const whole = await sichuan.letter("statement", [file]);
  for (const at of [1, 40, 200, whole.length - 1])
    expect(await refusal(whole.slice(0, at))).toMatch(/^422 letter_malformed|^401 /);
});

test("of more than eight letters in a second, some are refused, and say when to come again", async () => {
  // The letters of the tests before count too.
  await setTimeout(A_SECOND_MS);
  const many = await Promise.all(Array.from({ length: 30 }, () => sichuan.letter("weather", ["a"])));
  const answers = await Promise.all(many.map((letter) => post(letter)));
  const codes = answers.map(({ status }) => status);
  expect(new Set(codes)).toEqual(new Set([200, 429]));
  await setTimeout(A_SECOND_MS);
  expect((await post(await sichuan.letter("weather", ["a"]))).status).toBe(200);
});

const problemOf = (status: number, code: string): React => {
  return (_, answer) =>
    void answer.writeHead(status, { "content-type": "application/problem+json" }).end(JSON.stringify({ code }));
};

test("what the member answers badly is sent again, and the nation's officers see why; at last the receipt", async () => {
  const [{ host, account }] = NATION_OFFICERS;
  const officer = await inCharge(running.port, host, account, "0");
  const letter = async () => {
    const { members } = await officer.ask("GET", "/api/v1/members", z.object({ members: z.array(z.any()) }), undefined);
    return members.find(({ code }) => code === "51").letter;
  };
  const bad: readonly (readonly [React, string, string | null])[] = [
    [problemOf(422, "letter_time"), "refused", "letter_time"],
    [(_, answer) => void answer.writeHead(302, { location: "http://localhost/" }).end(), "refused", "302"],
    [(came, answer) => sichuan.receipt(came, answer, { hash: "A".repeat(43) }), "receipt", null],
    [(came, answer) => sichuan.receipt(came, answer, { aud: "urn:yima:issuer:42" }), "receipt", null],
    [(came, answer) => sichuan.receipt(came, answer, { re: randomUUID() }), "receipt", null],
    [(came, answer) => sichuan.receipt(came, answer, {}, "application/jwt"), "receipt", null],
    [
      (_, answer) => void answer.writeHead(200, { "content-type": `application/${RECEIPT}` }).end("a".repeat(70_000)),
      "receipt",
      null,
    ],
    [(_, answer) => void answer.writeHead(503).end(), "silent", "503"],
    [() => undefined, "silent", null],
  ];
  for (const [react, fault, detail] of bad) {
    sichuan.react = react;
    const since = Date.now();
    expect(await receiptFor(await sichuan.letter("statement", [await sichuan.statement()]))).toEqual([["taken"]]);
    await expect.poll(letter, PATIENT).toMatchObject({ fault, detail });
    sichuan.react = (came: Came, answer) => sichuan.receipt(came, answer);
    await untilTold(since);
    await expect.poll(letter, PATIENT).toMatchObject({ fault: null });
  }
});

test("of several statements in one letter the newest is taken, and every other one is refused", async () => {
  const [one, two, three] = [await sichuan.statement(), await sichuan.statement(), await sichuan.statement()];
  const { book: before } = await servedTrust(running.visitor(NATION));
  const left = ["refused", "statement_left_out"];
  expect(await receiptFor(await sichuan.letter("statement", [one, three, two, three]))).toEqual([
    left,
    ["taken"],
    left,
    ["known"],
  ]);
  const book = async () => (await servedTrust(running.visitor(NATION))).book;
  await expect.poll(async () => (await book()).statements, PATIENT).toContain(three);
  expect((await book()).to).toBe(before.to + 1);
});

test("a member that leaves the register while a letter to it waits is asked no more", async () => {
  sichuan.react = problemOf(503, "unavailable");
  const since = Date.now();
  expect(await receiptFor(await sichuan.letter("statement", [await sichuan.statement()]))).toEqual([["taken"]]);
  await expect.poll(() => states(since), PATIENT).not.toEqual([]);
  await nextOf(running, nation, (members) => members.filter(({ code }) => code !== "51"));
  const left = Date.now();
  // The pauses after the first failures are 1, 2 and 4 s.
  await setTimeout(10_000);
  expect(sichuan.came.filter(({ at }) => at > left + A_SECOND_MS).length).toBe(0);
});

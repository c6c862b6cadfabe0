/** How many new statements of one member the nation takes, by whichever way they come, and what nobody else can use up. docs/trust.md §7. */
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { exportJWK, generateKeyPair } from "jose";
import type { Problem } from "../../../src/contract/problem.ts";
import { HOUR_MS, MINUTE_MS } from "../../../src/domain/instant.ts";
import { type IssuerCode, NATION as NATION_CODE } from "../../../src/domain/issuer/issuer.ts";
import { takeFiles } from "../../../src/objects/mailbox/take-item.ts";
import { FILE_TYPES } from "../../../src/token/federation/read-file.ts";
import {
  aNation,
  aSigner,
  compact,
  general,
  hashOf,
  memberOf,
  type Members,
  type Nation,
  registerOf,
  rootOf,
  type Signer,
  statementOf,
} from "../../support/federation.ts";
import { otherSignature } from "../../support/other-signature.ts";
import { NATION } from "../hosting.ts";
import { Visitor } from "../visitor.ts";

const DAY = 86_400;
/** Requests are counted by the clock of the test's machine. */
const NOW = Date.now();
const SECONDS = Math.floor(NOW / 1000);
const CODES = ["44", "51", "53", "61"] as const;

const nation = env.NATION.getByName("0/nation");
const identity = new Map<string, Signer>();
let people: Nation;
let register: Members;
let seq = 0;

beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  // The members are at no address.
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("no network"));
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y } = await exportJWK(publicKey);
  people = { ...(await aNation()), online: { kid: "0.s1", privateKey, jwk: { kty, crv, x, y, kid: "0.s1" } as never } };
  const dates = { iat: SECONDS - 60, exp: SECONDS + 400 * DAY };
  const root = await general(FILE_TYPES.root, rootOf(people, dates), people.roots);
  const online = JSON.stringify({ ...(await exportJWK(privateKey)), kid: "0.s1" });
  Object.assign(env, { YIMA_TRUST_ROOT: root, YIMA_ONLINE_KEY: online });
  for (const code of CODES) identity.set(code, await aSigner(`${code}.i1`));
  await hold({}, NOW);
});
afterAll(() => vi.restoreAllMocks());

/** The next register holds, with this further identity key of some members. */
async function hold(further: Readonly<Record<string, Signer>>, now: number): Promise<void> {
  const next = seq + 1;
  const members = CODES.map((code) => {
    const { [code]: added } = further;
    const { kid = "", jwk = {} } = identity.get(code) ?? {};
    const keys = [{ ...jwk, kid, since: 1 }, ...(added === undefined ? [] : [{ ...added.jwk, since: next }])];
    return memberOf(code, [], { from: SECONDS - 60, keys });
  });
  const [prev, iat] = [seq === 0 ? null : hashOf(JSON.stringify(register)), Math.floor(now / 1000)];
  register = registerOf(members, { seq: next, prev, iat, exp: SECONDS + 180 * DAY });
  seq = next;
  const text = await general(FILE_TYPES.register, register, people.officers);
  expect(await nation.offerRegister(text, now)).toMatchObject({ ok: true, value: { holds: true } });
}

async function stated(code: string, number: number, by = identity.get(code)): Promise<string> {
  if (by === undefined) throw new Error("the member has a key");
  return compact(
    FILE_TYPES.statement,
    statementOf(code, [await aSigner(`${code}.7`)], { seq: number, iat: SECONDS, exp: SECONDS + DAY }),
    by,
  );
}

/** By the reader of a deployment that hosts the member. */
async function pulled(text: string, now = NOW): Promise<string> {
  const taken = await nation.offerStatement(text, now);
  return taken.ok ? (taken.value ? "taken" : "known") : taken.refusal.code;
}

async function posted(text: string): Promise<Response> {
  return new Visitor(NATION).send("POST", "/api/v1/statements", { statement: text });
}

async function byLetter(code: string, text: string) {
  const items = [{ id: crypto.randomUUID(), file: text }];
  const letter = { kind: "statement", from: code as IssuerCode, to: NATION_CODE, items } as const;
  return takeFiles(env, NATION_CODE, { ...letter, issuedAt: NOW, id: crypto.randomUUID() } as never, Date.now());
}

test("six new statements of a member are taken in a minute, and the seventh is refused by whichever way it comes", async () => {
  for (const number of [1, 2]) expect(await pulled(await stated("44", number), Date.now())).toBe("taken");
  for (const number of [3, 4]) expect((await posted(await stated("44", number))).status).toBe(204);
  for (const number of [5, 6]) expect(await byLetter("44", await stated("44", number))).toMatchObject([{ state: "taken" }]);
  const seventh = await stated("44", 7);
  expect(await pulled(seventh, Date.now())).toBe("too_many_statements");
  expect(await byLetter("44", seventh)).toMatchObject([{ state: "refused", code: "too_many_statements" }]);
  const answer = await posted(seventh);
  const { code, retryAfterSeconds } = await answer.json<Problem>();
  expect([answer.status, code]).toEqual([429, "too_many_statements"]);
  expect(answer.headers.get("retry-after")).toBe(String(retryAfterSeconds));
  expect(retryAfterSeconds).toBeGreaterThan(30);
  expect(retryAfterSeconds).toBeLessThanOrEqual(60);
  // Another member is not hindered, and this one no longer than a minute.
  expect(await pulled(await stated("51", 1), Date.now())).toBe("taken");
  expect(await pulled(seventh, Date.now() + MINUTE_MS)).toBe("taken");
});

test("sixty are taken in an hour, also by an object that has begun again", async () => {
  const at = (number: number) => NOW + number * 11_000;
  for (let number = 1; number <= 60; number += 1) expect(await pulled(await stated("53", number), at(number))).toBe("taken");
  await evictDurableObject(nation);
  const next = await stated("53", 61);
  expect(await nation.offerStatement(next, at(61))).toMatchObject({
    refusal: { code: "too_many_statements", retryAfterSeconds: (HOUR_MS - 60 * 11_000) / 1000 },
  });
  expect(await pulled(next, at(1) + HOUR_MS)).toBe("taken");
});

test("what others send again uses nothing up: known, older and forged statements, and the same one with the other form of its signature", async () => {
  const [first, second] = [await stated("61", 1), await stated("61", 2)];
  expect([await pulled(first), await pulled(second)]).toEqual(["taken", "taken"]);
  const { seq: before } = await stateNow();
  const stranger = await aSigner("61.i1");
  for (let turn = 0; turn < 20; turn += 1) {
    expect(await pulled(otherSignature(second))).toBe("known");
    expect(await pulled(second)).toBe("known");
    expect(await pulled(first)).toBe("statement_left_out");
    expect(await pulled(await stated("61", 9, stranger))).toBe("statement_left_out");
  }
  expect((await stateNow()).seq).toBe(before);
  for (const number of [3, 4, 5, 6]) expect(await pulled(await stated("61", number))).toBe("taken");
});

test("a thief of an identity key uses up nothing of the key that takes its place", async () => {
  for (let number = 1; number <= 6; number += 1) await pulled(await stated("51", 100 + number));
  expect(await pulled(await stated("51", 107))).toBe("too_many_statements");
  const renewed = await aSigner("51.i2");
  await hold({ 51: renewed }, NOW + 1000);
  expect(await pulled(await stated("51", 1, renewed))).toBe("taken");
});

async function stateNow(): Promise<{ readonly seq: number }> {
  const payload = ((await nation.state()) ?? "").split(".")[1] ?? "";
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as { readonly seq: number };
}

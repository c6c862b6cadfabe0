/** How many members can be suspended at once: as many as a state of 4 KB can name, whatever the officers give as reasons. docs/trust.md §4. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { exportJWK, generateKeyPair } from "jose";
import { MAX_FILE_BYTES } from "../../../src/domain/federation/trust-files.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { ORDERS, Suspensions } from "../../../src/objects/nation/suspensions.ts";
import { FILE_TYPES } from "../../../src/token/federation/read-file.ts";
import { readRoot } from "../../../src/token/federation/root.ts";
import { readState } from "../../../src/token/federation/state.ts";
import { SUSPENSION_TYPE } from "../../../src/token/federation/suspension.ts";
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
} from "../../support/federation.ts";
import { otherSignature } from "../../support/other-signature.ts";
import { of } from "../../support/publisher.ts";

const NOW = Date.now();
const SECONDS = Math.floor(NOW / 1000);
const DAY = 86_400;
const LONGEST_REASON = "a".repeat(40);
const CODES = Array.from({ length: 60 }, (_, number) => String(4200 + number).replace(/00$/, "99"));

const nation = env.NATION.getByName("0/nation");
let people: Nation;
let rootText: string;
let entries: (changes: (code: string) => Members) => readonly Members[];
let register: Members;

beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  // The members are at no address.
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("no network"));
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const [pub, secret] = [await exportJWK(publicKey), await exportJWK(privateKey)];
  const { kty, crv, x, y } = pub;
  people = { ...(await aNation()), online: { kid: "0.s1", privateKey, jwk: { kty, crv, x, y, kid: "0.s1" } as never } };
  const dates = { iat: SECONDS - 60, exp: SECONDS + 400 * DAY };
  rootText = await general(FILE_TYPES.root, rootOf(people, dates), people.roots);
  Object.assign(env, { YIMA_TRUST_ROOT: rootText, YIMA_ONLINE_KEY: JSON.stringify({ ...secret, kid: "0.s1" }) });
  const identity = await aSigner("x");
  entries = (changes) =>
    CODES.map((code) => {
      const listed = { ...identity, jwk: { ...identity.jwk, kid: `${code}.i1` } };
      return memberOf(code, [listed], { from: SECONDS - 60, ...changes(code) });
    });
  register = registerOf(
    entries(() => ({})),
    { iat: SECONDS, exp: SECONDS + 180 * DAY },
  );
  const offered = await nation.offerRegister(await general(FILE_TYPES.register, register, people.officers), NOW);
  expect(offered).toMatchObject({ ok: true, value: { holds: true } });
});
afterAll(() => vi.restoreAllMocks());

async function orderOf(code: string, reason: string, at: number): Promise<string> {
  return compact(SUSPENSION_TYPE, { code, iat: at, reason }, of(people.officers[0]));
}

async function give(order: string, now = NOW): Promise<string> {
  const suspended = await nation.suspend(order, now);
  return suspended.ok ? suspended.value.code : suspended.refusal.code;
}

async function suspend(code: string, reason: string, at = SECONDS): Promise<string> {
  return give(await orderOf(code, reason, at));
}

/** A register of all members, which readmits one of them. @param now ms */
async function readmit(code: string, now = NOW): Promise<void> {
  const numbers = { seq: Number(register["seq"]) + 1, prev: hashOf(JSON.stringify(register)) };
  const members = entries((one) => (one === code ? { readmitted: Math.floor(now / 1000) } : {}));
  register = registerOf(members, { ...numbers, iat: Math.floor(now / 1000), exp: SECONDS + 180 * DAY });
  const text = await general(FILE_TYPES.register, register, people.officers);
  expect(await nation.offerRegister(text, now)).toMatchObject({ ok: true, value: { holds: true } });
}

async function named(): Promise<readonly string[]> {
  const root = await readRoot(rootText, null);
  if (!root.ok) throw new Error(root.refusal.code);
  const text = (await nation.state()) ?? "";
  expect(text.length).toBeLessThanOrEqual(MAX_FILE_BYTES.state);
  const state = await readState(text, root.value);
  return state.ok ? state.value.file.suspended.map(({ code }) => code) : [state.refusal.code];
}

test("readers take a state with as many suspensions as are taken, also with the longest reasons, and one more is refused", async () => {
  const taken: string[] = [];
  for (const code of CODES) {
    const said = await suspend(code, LONGEST_REASON);
    if (said !== code) {
      expect(said).toBe("too_many_suspensions");
      break;
    }
    taken.push(code);
  }
  expect(taken.length).toBeGreaterThanOrEqual(30);
  expect(await named()).toEqual(taken.toSorted());
  // The same order again, and a later one about the same member, take no more place.
  const [first = ""] = taken;
  expect([await suspend(first, LONGEST_REASON), await suspend(first, LONGEST_REASON, SECONDS + 1)]).toEqual([first, first]);
  expect(await named()).toEqual(taken.toSorted());
});

test("the order of an officer whose clock is ahead counts from its arrival, once, and a readmission ends it", async () => {
  await readmit("4299");
  expect(await named()).not.toContain("4299");
  const order = await orderOf("4250", "key_leak", SECONDS + 100);
  expect([await give(order), await named()]).toEqual(["4250", expect.arrayContaining(["4250"])]);
  expect(await give(order, NOW + 5000)).toBe("4250");
  await readmit("4250");
  expect([await give(order, NOW + 5000), await named()]).toEqual(["suspension_refused", expect.not.arrayContaining(["4250"])]);
});

test("a second order that counts from the same second as the first does nothing after a readmission, like the first", async () => {
  const first = await orderOf("4252", "key_leak", SECONDS + 100);
  const second = await orderOf("4252", "key_lost", SECONDS + 110);
  expect([await give(first), await give(second)]).toEqual(["4252", "4252"]);
  await readmit("4252", NOW + 5000);
  expect(await named()).not.toContain("4252");
  for (const order of [
    first,
    second,
    await orderOf("4252", "key_lost", SECONDS + 110),
    otherSignature(first),
    otherSignature(second),
  ])
    expect([await give(order, NOW + 60_000), await named()], order).toEqual([
      "suspension_refused",
      expect.not.arrayContaining(["4252"]),
    ]);
});

test("after the upgrade a nation knows its earlier orders, also with the signature r, n − s", async () => {
  const at = SECONDS * 1000;
  const order = await orderOf("4253", "key_leak", SECONDS + 100);
  await runInDurableObject(env.NATION.getByName("older-nation"), (_, { storage }) => {
    storage.sql.exec("DROP TABLE suspension_orders");
    const insert = "INSERT INTO suspensions (code, at, reason, signed_order) VALUES (?, ?, ?, ?)";
    storage.sql.exec(insert, "4253", at, "key_leak", order);
    storage.sql.exec(ORDERS);
    const ordered = { code: "4253" as IssuerCode, at: at + 100_000, reason: "key_leak" };
    const suspensions = new Suspensions(storage.sql);
    for (const text of [order, otherSignature(order)])
      expect(suspensions.by(text, ordered, NOW + 60_000)).toEqual({ ...ordered, at });
  });
});

test("a register that began to arrive before a suspension makes no state that is older than it", async () => {
  expect(await give(await orderOf("4251", "key_leak", SECONDS + 3), NOW + 3000)).toBe("4251");
  await readmit("4201");
  expect(await named()).toContain("4251");
});

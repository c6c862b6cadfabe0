/** The check of codes that server and gate share: a fetch of newer keys, changes of the colours, and the last millisecond of a code. */
import { beforeAll, expect, test } from "vitest";
import type { Claims } from "../../../../src/domain/code/claims.ts";
import { acceptedUntil, checkParsed, statusWith } from "../../../../src/token/code/check.ts";
import { parseCode } from "../../../../src/token/code/parse.ts";
import { verifyCode } from "../../../../src/token/code/verify.ts";
import type { Trust } from "../../../../src/token/status/trust.ts";
import { aCredential, aTrust, NOW, someClaims } from "../../../support/code.ts";

let trust: Trust;
const noKeys = (): Trust => ({
  ...trust,
  issuers: new Map([...trust.issuers].map(([code, issuer]) => [code, { ...issuer, keys: new Map() }])),
});

beforeAll(async () => {
  trust = aTrust();
});

test.each(["live", "paper"] as const)("a %s code is accepted until its last millisecond and not afterwards", async (kind) => {
  const digits = await (await aCredential({ kind })).code(NOW);
  const verified = await verifyCode(digits, trust, NOW);
  if (!verified.ok) throw new Error(verified.refusal.code);
  const last = acceptedUntil(verified.value);
  expect(last).toBe(kind === "live" ? NOW + 45_000 : verified.value.expiresAt - 1);
  expect((await verifyCode(digits, trust, last)).ok).toBe(true);
  expect((await verifyCode(digits, trust, last + 1)).ok).toBe(false);
});

test("a live code ends with its credential when that comes first", () => {
  expect(acceptedUntil({ proofTime: NOW, expiresAt: NOW + 10_000 })).toBe(NOW + 9_999);
});

test("an unknown key causes one request for fresher keys, and the code is accepted under them", async () => {
  const parsed = parseCode(await (await aCredential()).code(NOW));
  let times = 0;
  const fresherTrust = async () => {
    times += 1;
    return trust;
  };
  expect((await checkParsed(parsed, { trust: noKeys(), fresherTrust }, NOW)).ok).toBe(true);
  expect((await checkParsed(parsed, { trust, fresherTrust }, NOW)).ok).toBe(true);
  expect(times).toBe(1);
});

test.each([null, "the same"])("without fresher keys (%s) the key stays unknown", async (answer) => {
  const parsed = parseCode(await (await aCredential()).code(NOW));
  const stale = noKeys();
  const checked = await checkParsed(parsed, { trust: stale, fresherTrust: async () => (answer === null ? null : stale) }, NOW);
  expect(checked).toMatchObject({ ok: false, refusal: { code: "key_unknown" } });
});

test("the status is read with the keys that accepted the code", async () => {
  const parsed = parseCode(await (await aCredential()).code(NOW));
  const trusts: Trust[] = [];
  const statusOf = (_: Claims, by: Trust) => {
    trusts.push(by);
    return 1;
  };
  const checked = await checkParsed(parsed, { trust: noKeys(), fresherTrust: async () => trust, statusOf }, NOW);
  expect(checked).toMatchObject({ ok: false, refusal: { code: "revoked" } });
  expect(trusts).toEqual([trust]);
});

test("a text that is no code keeps its refusal and causes no request for keys", async () => {
  const source = { trust, fresherTrust: () => Promise.reject(new Error("asked")) };
  expect(await checkParsed(parseCode("hello"), source, NOW)).toEqual({ ok: false, refusal: { code: "not_a_code" } });
});

test("a credential older than a change of the colours at its address is revoked; a newer one has the status of its list", () => {
  const claims = someClaims({ issuedAt: NOW });
  const status = (at: number, division = "") => statusWith([{ division, at }], claims, NOW + 5000, () => 0);
  expect(status(NOW + 1)).toBe(1);
  expect(status(NOW)).toBe(0);
  expect(status(NOW + 5001)).toBe(0);
  expect(status(NOW + 1, "11")).toBe(0);
});

test("a change of the colours does not revoke a paper code, which has none", () => {
  const claims = someClaims({ kind: "paper", issuedAt: NOW });
  expect(statusWith([{ division: "", at: NOW + 1 }], claims, NOW + 5000, () => 2)).toBe(2);
});

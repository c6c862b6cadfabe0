/** The verification of genuine codes, and the refusal of every code that differs from one in a bit, a digit or a byte. */
import { beforeAll, describe, expect, test } from "vitest";
import { fromDigits, toDigits } from "../../../../src/token/code/digits.ts";
import type { Claims } from "../../../../src/domain/code/claims.ts";
import { MAX_CODE_DIGITS } from "../../../../src/token/code/parse.ts";
import { statusListOf } from "../../../../src/domain/code/status.ts";
import { verifyCode } from "../../../../src/token/code/verify.ts";
import { readTrust, type Trust } from "../../../../src/token/status/trust.ts";
import { aCredential, aTrust, NOW, publishedIssuers } from "../../../support/code.ts";

const LONGEST_NAME = "一二三四五六七八";
let trust: Trust;
const codes: { name: "live" | "paper"; digits: string; bytes: Uint8Array }[] = [];

beforeAll(async () => {
  trust = aTrust();
  for (const name of ["live", "paper"] as const) {
    const { code } = await aCredential({ kind: name });
    const digits = await code(NOW);
    const bytes = fromDigits(digits);
    if (bytes.ok) codes.push({ name, digits, bytes: bytes.value });
  }
});

test("a code under a published key that is no point of the curve has an unknown key", async () => {
  const broken = publishedIssuers().map(({ jwks, ...issuer }) => ({
    ...issuer,
    jwks: { keys: jwks.keys.map((key) => ({ ...key, x: key.y })) },
  }));
  for (const { digits } of codes)
    expect(await verifyCode(digits, readTrust(broken), NOW)).toMatchObject({ ok: false, refusal: { code: "key_unknown" } });
});

describe("a change of one step to a genuine code", () => {
  test("of any single bit is refused", async () => {
    let tried = 0;
    for (const { bytes } of codes) {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = bytes.slice();
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const verdict = await verifyCode(toDigits(flipped), trust, NOW);
        expect(verdict.ok, `bit ${bit}`).toBe(false);
        tried += 1;
      }
    }
    expect(tried).toBe(8 * (78 + 64 + 4 + 64 + 45 + 64));
  });

  test("that cuts it, in digits or in bytes, is refused", async () => {
    for (const { digits, bytes } of codes) {
      for (let length = 0; length < digits.length; length += 1) {
        expect((await verifyCode(digits.slice(0, length), trust, NOW)).ok, `${length} digits`).toBe(false);
      }
      for (let length = 0; length < bytes.length; length += 1) {
        expect((await verifyCode(toDigits(bytes.slice(0, length)), trust, NOW)).ok, `${length} bytes`).toBe(false);
      }
    }
  });

  test("of any digit to the next one is refused", async () => {
    for (const { digits } of codes) {
      for (let at = 0; at < digits.length; at += 1) {
        const changed = digits.slice(0, at) + String((Number(digits[at]) + 1) % 10) + digits.slice(at + 1);
        expect((await verifyCode(changed, trust, NOW)).ok, `digit ${at}`).toBe(false);
      }
    }
  });

  test("that appends any byte is refused for the length", async () => {
    for (const { bytes } of codes) {
      const longer = toDigits(Uint8Array.from([...bytes, 0]));
      expect(await verifyCode(longer, trust, NOW)).toEqual({
        ok: false,
        refusal: { code: "wrong_length", digits: longer.length },
      });
    }
  });
});

describe("clocks", () => {
  test("a live code is accepted from 45 s before to 45 s after, and the answer has the offset of the holder's clock", async () => {
    const { code } = await aCredential();
    const offsets = [-45, -1, 0, 1, 45];
    const verdicts = await Promise.all(offsets.map(async (offset) => verifyCode(await code(NOW + offset * 1000), trust, NOW)));
    expect(verdicts.map((verdict) => verdict.ok && verdict.value.clockOffsetSeconds)).toEqual(offsets);
  });

  test("the same digits are refused after 45 s and a millisecond", async () => {
    const code = await (await aCredential()).code(NOW);
    expect((await verifyCode(code, trust, NOW + 45_000)).ok).toBe(true);
    expect(await verifyCode(code, trust, NOW + 45_001)).toEqual({
      ok: false,
      refusal: { code: "proof_too_old", proofTime: NOW, ageSeconds: 45 },
    });
  });

  test("a paper code is accepted until the last millisecond before its end", async () => {
    const code = await (await aCredential({ kind: "paper", issuedAt: NOW, lifetimeMinutes: 1 })).code();
    expect((await verifyCode(code, trust, NOW + 59_999)).ok).toBe(true);
    expect(await verifyCode(code, trust, NOW + 60_000)).toEqual({
      ok: false,
      refusal: { code: "expired", expiresAt: NOW + 60_000 },
    });
  });

  test("paper has no clock: its offset is 0", async () => {
    const verdict = await verifyCode(await (await aCredential({ kind: "paper" })).code(), trust, NOW);
    expect(verdict.ok && verdict.value.clockOffsetSeconds).toBe(0);
  });

  test("a verifier may set a narrower window", async () => {
    const code = await (await aCredential()).code(NOW);
    expect(await verifyCode(code, trust, NOW + 11_000, { liveWindowSeconds: 10 })).toEqual({
      ok: false,
      refusal: { code: "proof_too_old", proofTime: NOW, ageSeconds: 11 },
    });
  });
});

describe("status", () => {
  test.each([
    [undefined, "ask", false],
    [0, "passes", true],
    [2, "ask", true],
    [3, "stop", true],
  ] as const)("the entry %s in its list says of a paper code: %s", async (status, paper, statusChecked) => {
    const code = await (await aCredential({ kind: "paper" })).code();
    const verdict = await verifyCode(code, trust, NOW, { statusOf: () => status });
    expect(verdict.ok && [verdict.value.paper, verdict.value.statusChecked]).toEqual([paper, statusChecked]);
  });

  test("a paper code that is over is refused as revoked", async () => {
    const code = await (await aCredential({ kind: "paper" })).code();
    expect(await verifyCode(code, trust, NOW, { statusOf: () => 1 })).toEqual({ ok: false, refusal: { code: "revoked" } });
  });

  test("the request to the status source names the list of the community and the day, and the credential's entry", async () => {
    const requests: unknown[] = [];
    const statusOf = (claims: Claims) => {
      requests.push([statusListOf(claims), claims.statusIndex]);
      return 0;
    };
    const verdict = await verifyCode(await (await aCredential({ statusIndex: 77 })).code(), trust, NOW, { statusOf });
    expect(requests).toEqual([["420107012001-20200302", 77]]);
    expect(verdict.ok && verdict.value.statusChecked).toBe(true);
  });

  test("a code whose list is missing is accepted, and the answer says that its status is unchecked", async () => {
    const verdict = await verifyCode(await (await aCredential()).code(), trust, NOW, { statusOf: () => undefined });
    expect(verdict.ok && verdict.value.statusChecked).toBe(false);
  });

  test("the answer waits for a list that has to be fetched", async () => {
    const code = await (await aCredential()).code();
    expect(await verifyCode(code, trust, NOW, { statusOf: () => Promise.resolve(1) })).toEqual({
      ok: false,
      refusal: { code: "revoked" },
    });
  });

  test("a forged code causes no request for a list", async () => {
    const { digits } = codes[0] ?? { digits: "" };
    const forged = `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`;
    const requests: Claims[] = [];
    const statusOf = (claims: Claims) => requests.push(claims);
    expect(await verifyCode(forged, trust, NOW, { statusOf })).toEqual({
      ok: false,
      refusal: { code: "device_signature_invalid" },
    });
    expect(requests).toEqual([]);
  });
});

describe("size", () => {
  test("a code with the longest name has 557 digits live and 311 on paper: 61×61 and 49×49 modules at level M", async () => {
    const sizes = await Promise.all(
      (["live", "paper"] as const).map(
        async (kind) => (await (await aCredential({ kind, maskedName: LONGEST_NAME })).code()).length,
      ),
    );
    expect(sizes).toEqual([557, 311]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MAX_CODE_DIGITS);
    expect(sizes[1]).toBeLessThanOrEqual(365);
  });
});

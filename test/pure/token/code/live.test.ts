/** Live codes as the phone makes them. */
import { describe, expect, test } from "vitest";
import { fromDigits } from "../../../../src/token/code/digits.ts";
import { isLowS } from "../../../../src/token/code/low-s.ts";
import { codeOf, compressPoint, liveCode } from "../../../../src/token/code/live.ts";
import { verifyCode } from "../../../../src/token/code/verify.ts";
import { aCredential, aTrust, deviceKey, NOW } from "../../../support/code.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;

describe("live code", () => {
  test("a key that cannot leave the phone makes codes that verify", async () => {
    const pair = await crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
    const point = compressPoint(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
    const { jws, claims } = await aCredential({ deviceKey: point });
    const verdict = await verifyCode(await liveCode(jws, pair.privateKey, NOW + 3999), aTrust(), NOW);
    expect(verdict).toEqual({
      ok: true,
      value: {
        claims,
        expiresAt: NOW + 23 * 3_600_000,
        proofTime: NOW + 3000,
        clockOffsetSeconds: 3,
        statusChecked: false,
        paper: null,
      },
    });
  });

  test("every proof has the low s, and no two codes of one second are alike", async () => {
    const { jws } = await aCredential();
    const key = await deviceKey();
    const codes = await Promise.all(Array.from({ length: 20 }, () => liveCode(jws, key, NOW)));
    for (const code of codes) {
      const bytes = fromDigits(code);
      expect(bytes.ok && isLowS(bytes.value.subarray(-64))).toBe(true);
    }
    expect(new Set(codes).size).toBe(20);
  });

  test("a text that is no credential is a bug of the caller", () => {
    expect(() => codeOf("a.b")).toThrow("not a credential");
  });
});

test("the compressed form of a point is that of node:crypto", async () => {
  const { createECDH } = await import("node:crypto");
  for (let round = 0; round < 10; round += 1) {
    const pair = createECDH("prime256v1");
    pair.generateKeys();
    expect(Buffer.from(compressPoint(pair.getPublicKey())).toString("hex")).toBe(pair.getPublicKey("hex", "compressed"));
  }
});

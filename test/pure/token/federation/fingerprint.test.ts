/** The words about a new register name each key by its fingerprint, which is the begin of the thumbprint that other programs make. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { expect, test } from "vitest";
import type { Member } from "../../../../src/domain/federation/trust-files.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";
import { fingerprintOf, toldChanges } from "../../../../src/token/federation/fingerprint.ts";

async function aKey(kid: string) {
  const { publicKey } = await generateKeyPair("ES256");
  const { x = "", y = "" } = await exportJWK(publicKey);
  return { kid, x, y, since: 1 };
}

test("a fingerprint is the begin of the key's thumbprint of RFC 7638, in groups", async () => {
  const { x, y } = await aKey("4201.i1");
  const thumbprint = await calculateJwkThumbprint({ kty: "EC", crv: "P-256", x, y });
  const digits = Buffer.from(thumbprint, "base64url").toString("hex").slice(0, 20);
  const fingerprint = await fingerprintOf({ x, y });
  expect(fingerprint).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){4}$/);
  expect(fingerprint.replaceAll(" ", "")).toBe(digits);
});

test("every key that joins, is listed or is removed is named by its own fingerprint", async () => {
  const [first, second, third] = [await aKey("44.i1"), await aKey("44.i2"), await aKey("45.i1")];
  const guangdong: Member = {
    code: "44" as IssuerCode,
    name: { zh: "广东省", en: "Guangdong" },
    origin: "https://code.gd.gov.cn",
    mode: "A",
    from: Date.UTC(2020, 2, 1),
    until: null,
    readmitted: null,
    maxLifetimeMinutes: { live: 1440, paper: 63_360 },
    keys: [first],
  };
  const guangxi: Member = { ...guangdong, code: "45" as IssuerCode, keys: [third] };
  const changes = await toldChanges({ members: [guangdong] }, { members: [{ ...guangdong, keys: [second] }, guangxi] });
  const [removed, listed, joined] = changes.map(({ sentence }) => sentence.en);
  expect(removed).toContain(`44.i1 (fingerprint ${await fingerprintOf(first)}, since register 1) is removed`);
  expect(listed).toContain(`44.i2 (fingerprint ${await fingerprintOf(second)}, since register 1) is listed`);
  expect(joined).toContain(`identity keys 45.i1 (fingerprint ${await fingerprintOf(third)}, since register 1)`);
});

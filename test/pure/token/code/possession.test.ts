/** The proof that a phone has the private half of a device key: Node's own crypto verifies the documented text, and every other text is refused. */
import { verify } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { isPossessed, signPossession } from "../../../../src/token/code/possession.ts";

const PROOF = {
  person: "q3Zt8WfXb1LkPz0A",
  at: "2020-03-01T04:00:00.000Z",
  deviceKey: "AgECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g",
};
const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;
let keys: CryptoKeyPair;
let signature: Uint8Array;
const encoded = () => Buffer.from(signature).toString("base64url");

beforeAll(async () => {
  keys = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  signature = await signPossession(PROOF, keys.privateKey);
});

test("the signed text is four lines, and the signature is r ‖ s", async () => {
  const text = "yima-key-1\nq3Zt8WfXb1LkPz0A\n2020-03-01T04:00:00.000Z\nAgECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g";
  const key = await crypto.subtle.exportKey("jwk", keys.publicKey);
  const by = { key: { ...key }, format: "jwk", dsaEncoding: "ieee-p1363" } as const;
  expect(verify("sha256", Buffer.from(text), by, signature)).toBe(true);
  expect(signature).toHaveLength(64);
  expect(await isPossessed(PROOF, keys.publicKey, encoded())).toBe(true);
});

test.each([
  ["person", { person: "another" }],
  ["time", { at: "2020-03-01T04:00:00.001Z" }],
  ["key", { deviceKey: PROOF.deviceKey.replace("Ag", "Aw") }],
])("a proof is for one %s", async (_, changes) => {
  expect(await isPossessed({ ...PROOF, ...changes }, keys.publicKey, encoded())).toBe(false);
});

test("a signature by another key, of another length or in another spelling is none", async () => {
  const other = await crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
  expect(await isPossessed(PROOF, other.publicKey, encoded())).toBe(false);
  const spellings = ["", encoded().slice(0, 84), `${encoded()}=`, `${encoded()}AA`];
  expect(await Promise.all(spellings.map((text) => isPossessed(PROOF, keys.publicKey, text)))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

/** Handles (sealed person keys in credentials): only the issuer's key opens them, and each differs from all others. */
import { createDecipheriv } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openHandle, sealHandles } from "../../../../src/token/secret/handle.ts";

const SECRET = new Uint8Array(32).fill(9);
const aesKey = (secret = SECRET) => crypto.subtle.importKey("raw", secret, "AES-CBC", false, ["encrypt", "decrypt"]);
const sealHandle = async (key: CryptoKey, person: Uint8Array, nonce: Uint8Array) => {
  const [handle] = await sealHandles(key, person, [nonce]);
  if (handle === undefined) throw new Error("no handle");
  return handle;
};
const some = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe("handle", () => {
  test("gives back any person key", async () => {
    const key = await aesKey();
    await fc.assert(
      fc.asyncProperty(some(12), some(4), async (person, nonce) => {
        expect([...(await openHandle(key, await sealHandle(key, person, nonce)))]).toEqual([...person]);
      }),
    );
  });

  test("is one AES block that encrypts to person key and nonce", async () => {
    const cipher = createDecipheriv("aes-256-ecb", SECRET, null).setAutoPadding(false);
    const block = cipher.update(Buffer.from("0102030405060708090a0b0c0d0e0f10", "hex"));
    const handle = await sealHandle(await aesKey(), block.map((_, at) => at + 1).subarray(0, 12), Uint8Array.of(13, 14, 15, 16));
    expect(Buffer.from(handle).toString("hex")).toBe(block.toString("hex"));
  });

  test("sealed with others is the same as alone", async () => {
    const key = await aesKey();
    await fc.assert(
      fc.asyncProperty(some(12), fc.array(some(4), { minLength: 1, maxLength: 9 }), async (person, nonces) => {
        const alone = await Promise.all(nonces.map((nonce) => sealHandle(key, person, nonce)));
        expect(await sealHandles(key, person, nonces)).toEqual(alone);
      }),
    );
  });

  test("another nonce changes the whole handle", async () => {
    const key = await aesKey();
    const person = new Uint8Array(12);
    const [one, two] = [
      await sealHandle(key, person, Uint8Array.of(0, 0, 0, 1)),
      await sealHandle(key, person, Uint8Array.of(0, 0, 0, 2)),
    ];
    expect(one.filter((byte, at) => byte === two[at]).length).toBeLessThan(4);
  });

  test("opens to another person under another issuer's key", async () => {
    const person = new Uint8Array(12).fill(5);
    const handle = await sealHandle(await aesKey(), person, new Uint8Array(4));
    expect([...(await openHandle(await aesKey(new Uint8Array(32).fill(8)), handle))]).not.toEqual([...person]);
  });

  test("throws for another length: this is a bug of the caller", async () => {
    const key = await aesKey();
    await expect(sealHandle(key, new Uint8Array(11), new Uint8Array(4))).rejects.toThrow("handle: lengths");
    await expect(openHandle(key, new Uint8Array(15))).rejects.toThrow("handle: length");
  });
});

/** Sealed files: Node's own cryptography can open them, and they do not open for another owner or under another name. And no key can leave the runtime. */
import { createDecipheriv, createECDH, hkdfSync } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { deviceKeyOf } from "../../../../src/token/code/device-key.ts";
import { personReferences } from "../../../../src/token/secret/person-reference.ts";
import { openBytes, sealBytes } from "../../../../src/token/secret/seal.ts";
import { openSecrets } from "../../../../src/token/secret/secrets.ts";
import { readTrust } from "../../../../src/token/status/trust.ts";
import { anIssuerCode, publishedIssuers } from "../../../support/code.ts";

const MASTER = Buffer.alloc(32, 7);
const FILE = Uint8Array.of(1, 2, 3, 4, 5);
const opened = (code = "4201") => openSecrets(MASTER.toString("base64url"), anIssuerCode(code));
const sealed = async () => sealBytes(await opened(), "person/a", "file-1", FILE);

afterEach(() => {
  vi.restoreAllMocks();
});

test("a sealed file is a nonce of 12 bytes and AES-GCM under the owner's key, bound to the file's name", async () => {
  const whole = Buffer.from(await sealed());
  const key = Buffer.from(hkdfSync("sha256", MASTER, "", "yima/1/4201/seal-bytes/person/a", 32));
  const cipher = createDecipheriv("aes-256-gcm", key, whole.subarray(0, 12)).setAAD(Buffer.from("file-1"));
  cipher.setAuthTag(whole.subarray(-16));
  expect([...cipher.update(whole.subarray(12, -16)), ...cipher.final()]).toEqual([...FILE]);
  expect(whole.length).toBe(12 + FILE.length + 16);
});

test("a sealed file opens only under its own name, for its own owner, at its own issuer, and no two are alike", async () => {
  const whole = await sealed();
  expect([...(await openBytes(await opened(), "person/a", "file-1", whole))]).toEqual([...FILE]);
  await expect(openBytes(await opened(), "person/b", "file-1", whole)).rejects.toThrow();
  await expect(openBytes(await opened(), "person/a", "file-2", whole)).rejects.toThrow();
  await expect(openBytes(await opened("42"), "person/a", "file-1", whole)).rejects.toThrow();
  expect(await sealed()).not.toEqual(whole);
});

test("no imported key can leave the runtime", async () => {
  const spy = vi.spyOn(crypto.subtle, "importKey");
  // A master secret that no other test uses, because derived secrets and imported keys of other tests are cached.
  const secrets = await openSecrets(Buffer.alloc(32, 9).toString("base64url"), anIssuerCode("42"));
  await openBytes(secrets, "person/a", "file-1", await sealBytes(secrets, "person/a", "file-1", FILE));
  await personReferences(secrets, "420107001002");
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  await deviceKeyOf(Uint8Array.from(pair.getPublicKey(undefined, "compressed")));
  for (const { keys } of readTrust(publishedIssuers()).issuers.values()) for (const key of keys.values()) await key.publicKey();
  const keys = await Promise.all(spy.mock.results.map(({ value }) => value as Promise<CryptoKey>));
  expect(keys.length).toBeGreaterThanOrEqual(7 + publishedIssuers().length);
  expect(keys.map(({ extractable }) => extractable)).toEqual(keys.map(() => false));
});

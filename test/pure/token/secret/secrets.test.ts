/** Each value that is derived from the master secret, compared with Node's own cryptography: stored rows and issued handles would be lost if a byte changed. */
import { createHmac, hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { openHandle, sealHandles } from "../../../../src/token/secret/handle.ts";
import { open, seal } from "../../../../src/token/secret/seal.ts";
import {
  accountKeyOf,
  addressKeyOf,
  applicationIdOf,
  uploadNameOf,
  deriveBytes,
  openSecrets,
  passwordHashOf,
  personKeyOf,
} from "../../../../src/token/secret/secrets.ts";
import { anIssuerCode } from "../../../support/code.ts";

const MASTER = Buffer.alloc(32, 7);
const WUHAN = anIssuerCode("4201");
const HUBEI = anIssuerCode("42");
const opened = (issuer = WUHAN, master = MASTER) => openSecrets(master.toString("base64url"), issuer);

function derived(info: string): Buffer {
  return Buffer.from(hkdfSync("sha256", MASTER, "", `yima/1/${info}`, 32));
}

function keyedHash(text: string): string {
  return createHmac("sha256", derived("4201/keyed-hash")).update(text).digest("hex");
}

test("a derived key is HKDF-SHA-256 of the master secret under its purpose", async () => {
  const { root } = await opened();
  expect(Buffer.from(await deriveBytes(root, "4201/handle"))).toEqual(derived("4201/handle"));
});

test("a person, a login and an address with the same text have three keys, each 12 bytes of its own HMAC", async () => {
  const secrets = await opened();
  expect([
    await personKeyOf(secrets, "10|420107198804120020"),
    await accountKeyOf(secrets, "10|420107198804120020"),
    await addressKeyOf(secrets, "10|420107198804120020"),
  ]).toEqual(["person", "account", "address"].map((domain) => keyedHash(`${domain}\n10|420107198804120020`).slice(0, 24)));
});

test("the hash of a password depends on its account", async () => {
  const secrets = await opened();
  const account = await accountKeyOf(secrets, "+8613800138000");
  expect(await passwordHashOf(secrets, account, "123456")).toBe(keyedHash(`password/${account}\n123456`));
});

test("the id of an application is 12 bytes of its own HMAC; the name of an upload is the whole HMAC under its issuer", async () => {
  const secrets = await opened();
  const person = await personKeyOf(secrets, "10|420107198804120020");
  expect(await applicationIdOf(secrets, "尹静姝\n康苑社区")).toBe(keyedHash("application\n尹静姝\n康苑社区").slice(0, 24));
  expect(await uploadNameOf(secrets, person, "file-1")).toBe(`4201/${keyedHash(`upload\n${person}/file-1`)}`);
});

test("an issuer opens no handle of another issuer", async () => {
  const person = Uint8Array.from({ length: 12 }, (_, at) => at);
  const [handle = new Uint8Array()] = await sealHandles((await opened()).handle, person, [new Uint8Array(4)]);
  expect([...(await openHandle((await opened()).handle, handle))]).toEqual([...person]);
  expect([...(await openHandle((await opened(HUBEI)).handle, handle))]).not.toEqual([...person]);
});

test("a text that is sealed for an owner opens only for that owner, at that issuer, under that master secret", async () => {
  const sealed = await seal(await opened(), "person/a", { name: "张三" });
  expect(await open(await opened(), "person/a", sealed)).toEqual({ name: "张三" });
  await expect(open(await opened(), "person/b", sealed)).rejects.toThrow("decryption operation failed");
  await expect(open(await opened(HUBEI), "person/a", sealed)).rejects.toThrow("decryption operation failed");
  await expect(open(await opened(WUHAN, Buffer.alloc(32, 8)), "person/a", sealed)).rejects.toThrow("decryption operation failed");
});

test("secrets are derived once per issuer and master secret", async () => {
  expect(opened()).toBe(opened());
  expect(await opened()).not.toBe(await opened(HUBEI));
});

test("the refusal of a master secret of another length states its name and never its value", async () => {
  await expect(openSecrets("AAAA", WUHAN)).rejects.toThrow("YIMA_MASTER_KEY must be 32 bytes in base64url");
});

/** Bearer secrets of clients: the issued text, the stored hash, the tag of the issuer, and the headers that hold a secret. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";
import { CLIENT_SECRET_BYTES, makeClientSecret, readClientBearer } from "../../../../src/token/secret/client-secret.ts";
import { openSecrets } from "../../../../src/token/secret/secrets.ts";

const MASTER_KEY = "dGVzdC1tYXN0ZXIta2V5LXRlc3QtbWFzdGVyLWtleSE";
const [secrets, others] = await Promise.all(["4201", "42"].map((code) => openSecrets(MASTER_KEY, code as IssuerCode)));
if (secrets === undefined || others === undefined) throw new Error("no secrets");
const RANDOM = Uint8Array.from({ length: CLIENT_SECRET_BYTES }, (_, at) => at);
const SECRET = Buffer.from(RANDOM).toString("base64url");
const secretHash = createHash("sha256").update(SECRET).digest("hex");
const { bearer } = await makeClientSecret(secrets, "client-1", RANDOM);
const tag = bearer.split(".")[2] ?? "";

test("a secret is 32 random bytes under the client's id with a tag of 16 bytes, and its hash is stored", async () => {
  expect(CLIENT_SECRET_BYTES).toBe(32);
  expect(await makeClientSecret(secrets, "client-1", RANDOM)).toEqual({ bearer: `client-1.${SECRET}.${tag}`, secretHash });
  expect(tag).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

test("the header of a client gives its id and the stored hash, with the tag or, from an earlier release, without", async () => {
  expect(await readClientBearer(secrets, `Bearer ${bearer}`)).toEqual({ id: "client-1", secretHash, isTagged: true });
  const untagged = await readClientBearer(secrets, `Bearer client-1.${SECRET}`);
  expect(untagged).toEqual({ id: "client-1", secretHash, isTagged: false });
});

test.each([
  ["of another client", `client-2.${SECRET}.${tag}`],
  ["of another secret", `client-1.${"A".repeat(43)}.${tag}`],
  ["that is invented", `client-1.${SECRET}.${"A".repeat(22)}`],
  ["that is cut", `client-1.${SECRET}.${tag.slice(1)}`],
  ["that is empty", `client-1.${SECRET}.`],
  ["in another spelling", `client-1.${SECRET}.${tag.slice(0, -1)}${String.fromCharCode((tag.codePointAt(21) ?? 0) + 1)}`],
])("a tag %s makes the bearer none of this issuer's", async (_, text) => {
  expect(await readClientBearer(secrets, `Bearer ${text}`)).toBeNull();
});

test("another issuer does not know the tag", async () => {
  expect(await readClientBearer(others, `Bearer ${bearer}`)).toBeNull();
});

test.each(["", "Bearer ", `client-1.${SECRET}`, `Basic client-1.${SECRET}`, `Bearer short.${SECRET}`, "Bearer client-1.short"])(
  "%j is no client's header",
  async (header) => {
    expect(await readClientBearer(secrets, header)).toBeNull();
  },
);

/** References by which administrators name persons: constant within a division, unrelated between two, and impossible to forge. */
import { createCipheriv, createHmac, hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";
import { personReferences } from "../../../../src/token/secret/person-reference.ts";
import { openSecrets } from "../../../../src/token/secret/secrets.ts";
import { TEST_MASTER_KEY } from "../../../support/running.ts";

const ONE = "0123456789abcdef01234567" as PersonKey;
const OTHER = "fedcba9876543210fedcba98" as PersonKey;
const wuhan = openSecrets(TEST_MASTER_KEY, "4201" as IssuerCode);
const of = async (division: string) => personReferences(await wuhan, division);

test("a reference opens to its person, is the same each time, and differs from the reference of another person", async () => {
  const { seal, open } = await of("420107001002");
  const reference = await seal(ONE);
  expect(reference).toMatch(/^[A-Za-z0-9_-]{54}$/);
  expect(await open(reference)).toBe(ONE);
  expect(await seal(ONE)).toBe(reference);
  expect(await seal(OTHER)).not.toBe(reference);
});

test("the references of one person in two divisions share nothing, and open only in their own division and issuer", async () => {
  const [here, there] = [await of("420107001002"), await of("420107001001")];
  const [a, b] = [await here.seal(ONE), await there.seal(ONE)];
  expect(Array.from(a, (letter, at) => letter === b[at]).filter(Boolean).length).toBeLessThan(12);
  expect([await here.open(b), await there.open(a)]).toEqual([null, null]);
  const hubei = await personReferences(await openSecrets(TEST_MASTER_KEY, "42" as IssuerCode), "420107001002");
  expect(await hubei.open(a)).toBeNull();
});

test("a reference with a letter changed, removed or added opens to nobody", async () => {
  const { seal, open } = await of("420107001002");
  const reference = await seal(ONE);
  const forged = Array.from(
    reference,
    (letter, at) => reference.slice(0, at) + (letter === "A" ? "B" : "A") + reference.slice(at + 1),
  );
  const others = [...forged, "", reference.slice(1), `${reference}A`, `${reference}AAAA`, "=".repeat(54)];
  expect(await Promise.all(others.map(open))).toEqual(others.map(() => null));
});

test("a reference is AES-GCM of the person, bound to the division; its nonce is a keyed hash of the plain text", async () => {
  const master = Buffer.from(TEST_MASTER_KEY, "base64url");
  const derived = (purpose: string) => Buffer.from(hkdfSync("sha256", master, "", `yima/1/4201/${purpose}`, 32));
  const hash = createHmac("sha256", derived("keyed-hash")).update(`person-reference\n420107001002\n${ONE}`).digest();
  const nonce = hash.subarray(0, 12);
  const cipher = createCipheriv("aes-256-gcm", derived("person-reference"), nonce).setAAD(Buffer.from("420107001002"));
  const sealed = Buffer.concat([nonce, cipher.update(Buffer.from(ONE, "hex")), cipher.final(), cipher.getAuthTag()]);
  expect(await (await of("420107001002")).seal(ONE)).toBe(sealed.toString("base64url"));
});

/** Page tokens, which name the place in a list where its next page begins: only the issuer can sign one, and only for one list. */
import { createHmac, hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { openPage, sealPage } from "../../../../src/token/secret/page-token.ts";
import { openSecrets } from "../../../../src/token/secret/secrets.ts";
import { anIssuerCode } from "../../../support/code.ts";

const MASTER = Buffer.alloc(32, 7);
const PLACE = { at: 1_582_977_600_123, seq: 42 };
const opened = (code = "4201") => openSecrets(MASTER.toString("base64url"), anIssuerCode(code));

function expected(scope: string): string {
  const position = Buffer.alloc(16);
  position.writeDoubleBE(PLACE.at, 0);
  position.writeDoubleBE(PLACE.seq, 8);
  const key = Buffer.from(hkdfSync("sha256", MASTER, "", "yima/1/4201/keyed-hash", 32));
  const tag = createHmac("sha256", key)
    .update(`page\n${position.toString("base64url")}\n${scope}`)
    .digest();
  return Buffer.concat([position, tag.subarray(0, 16)]).toString("base64url");
}

test("a token is two numbers and the first half of their HMAC with the list's name", async () => {
  expect(await sealPage(await opened(), "passes/1", PLACE)).toBe(expected("passes/1"));
});

test("a token opens to its place only for its own list and its own issuer", async () => {
  const token = await sealPage(await opened(), "passes/1", PLACE);
  expect(await openPage(await opened(), "passes/1", token)).toEqual(PLACE);
  expect(await openPage(await opened(), "passes/2", token)).toBeNull();
  expect(await openPage(await opened("42"), "passes/1", token)).toBeNull();
});

test("a token with any byte changed is refused", async () => {
  const bytes = Buffer.from(await sealPage(await opened(), "passes/1", PLACE), "base64url");
  const changed = [...bytes.keys()].map((at) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
  const read = changed.map(async (each) => openPage(await opened(), "passes/1", Buffer.from(each).toString("base64url")));
  expect(await Promise.all(read)).toEqual(Array.from({ length: 32 }, () => null));
});

test.each(["", "AAAA", "no token", Buffer.alloc(31).toString("base64url"), Buffer.alloc(33).toString("base64url")])(
  "%j is no token",
  async (token) => {
    expect(await openPage(await opened(), "passes/1", token)).toBeNull();
  },
);

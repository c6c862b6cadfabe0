/** Challenges and marks of browsers: their form, their life to the millisecond, and the exact text under the MAC, by Node's own cryptography. */
import { createHash, createHmac, hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { challengeIdOf, isMarkOf, KNOWN_MS, markOf, newChallenge } from "../../../../src/token/secret/browser.ts";
import { accountKeyOf, openSecrets } from "../../../../src/token/secret/secrets.ts";
import { anIssuerCode } from "../../../support/code.ts";

const MASTER = Buffer.alloc(32, 7);
const AT = Date.UTC(2020, 1, 29);
const secretsOf = (issuer = "4201") => openSecrets(MASTER.toString("base64url"), anIssuerCode(issuer));

async function aMark() {
  const secrets = await secretsOf();
  const account = await accountKeyOf(secrets, "+8613800138000");
  return { secrets, account, mark: await markOf(secrets, account, AT) };
}

test("a challenge is a new token of 192 bits, and its id is the SHA-256 of the token", async () => {
  const [one, other] = [await newChallenge(), await newChallenge()];
  expect(one.token).toMatch(/^[A-Za-z0-9_-]{32}$/);
  expect(one.token).not.toBe(other.token);
  expect(one.id).toBe(createHash("sha256").update(one.token).digest("hex"));
  expect(await challengeIdOf(one.token)).toBe(one.id);
});

test.each(["", "A".repeat(31), "A".repeat(33), `${"A".repeat(31)}=`])("%j is no token of a challenge", async (token) => {
  expect(await challengeIdOf(token)).toBeNull();
});

test("a mark is the time of the login and 16 bytes of an HMAC over number and time", async () => {
  const { account, mark } = await aMark();
  const key = Buffer.from(hkdfSync("sha256", MASTER, "", "yima/1/4201/keyed-hash", 32));
  const time = AT.toString(36);
  const tag = createHmac("sha256", key).update(`browser\n${account}\n${time}`).digest().subarray(0, 16).toString("base64url");
  expect(mark).toBe(`${time}.${tag}`);
});

test("a mark is valid for 180 days, also on a server whose clock was put back", async () => {
  const { secrets, account, mark } = await aMark();
  expect(KNOWN_MS).toBe(180 * 86_400_000);
  expect(await isMarkOf(secrets, account, mark, AT + KNOWN_MS - 1)).toBe(true);
  expect(await isMarkOf(secrets, account, mark, AT + KNOWN_MS)).toBe(false);
  expect(await isMarkOf(secrets, account, mark, AT - 1000)).toBe(true);
});

test("a mark with any letter changed, of another number or of another issuer is not valid", async () => {
  const { secrets, account, mark } = await aMark();
  for (let at = 0; at < mark.length; at += 1) {
    const changed = mark.slice(0, at) + (mark[at] === "k" ? "m" : "k") + mark.slice(at + 1);
    expect([changed, await isMarkOf(secrets, account, changed, AT)]).toEqual([changed, false]);
  }
  expect(await isMarkOf(secrets, await accountKeyOf(secrets, "+8613800138001"), mark, AT)).toBe(false);
  expect(await isMarkOf(await secretsOf("42"), account, mark, AT)).toBe(false);
});

/** Signing keys by plan on the real object: made sealed, published ahead, kept as long as anything signed with them may be shown. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { KEPT_AFTER_DAYS, PUBLISHED_AHEAD_DAYS, SIGNING_DAYS } from "../../src/domain/issuer/key-plan.ts";
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";
import { publishedJwks } from "../../src/storage/published.ts";

const DAY = 86_400_000;
const START = Date.UTC(2020, 1, 29);
let issuers = 0;

function freshIssuer() {
  issuers += 1;
  const code = String(1000 + issuers) as IssuerCode;
  return { code, object: env.ISSUER.getByName(`${code}/issuer`) };
}

const numbersOf = (jwks: { readonly keys: readonly { readonly kid: string }[] } | null) =>
  jwks?.keys.map(({ kid }) => kid.split(".")[1]);

test("the first question makes and publishes the first key", async () => {
  const { code, object } = freshIssuer();
  expect(numbersOf(await object.jwks(START))).toEqual(["1"]);
  expect(numbersOf(await publishedJwks(env.PUBLISHED, code))).toEqual(["1"]);
});

test("many first questions at once make one key", async () => {
  const { object } = freshIssuer();
  const answers = await Promise.all(Array.from({ length: 8 }, () => object.signingKey(START)));
  expect(new Set(answers.map(({ number }) => number))).toEqual(new Set([1]));
  expect(numbersOf(await object.jwks(START))).toEqual(["1"]);
});

test("a successor is published before it signs, and the change is at its hour", async () => {
  const { object } = freshIssuer();
  await object.jwks(START);
  const ahead = START + (SIGNING_DAYS - PUBLISHED_AHEAD_DAYS) * DAY;
  expect(numbersOf(await object.jwks(ahead - 1))).toEqual(["1"]);
  expect(numbersOf(await object.jwks(ahead))).toEqual(["1", "2"]);
  expect((await object.signingKey(START + SIGNING_DAYS * DAY - 1)).number).toBe(1);
  expect((await object.signingKey(START + SIGNING_DAYS * DAY)).number).toBe(2);
});

test("a key is forgotten only when the longest credential signed with it has ended", async () => {
  const { object } = freshIssuer();
  await object.jwks(START);
  const ends = START + (SIGNING_DAYS + KEPT_AFTER_DAYS) * DAY;
  expect(numbersOf(await object.jwks(ends - 1))).toContain("1");
  expect(numbersOf(await object.jwks(ends))).not.toContain("1");
});

test("after a year without a question there is still a key that signs now", async () => {
  const { object } = freshIssuer();
  await object.jwks(START);
  const later = START + 365 * DAY;
  const key = await object.signingKey(later);
  expect(key.notBefore).toBeLessThanOrEqual(later);
  expect(key.notAfter).toBeGreaterThan(later);
});

test("the stored private half is sealed", async () => {
  const { object } = freshIssuer();
  await object.jwks(START);
  const rows = await runInDurableObject(object, (_, state) =>
    state.storage.sql.exec<{ sealed_private_jwk: string }>("SELECT sealed_private_jwk FROM signing_keys").toArray(),
  );
  expect(rows[0]?.sealed_private_jwk).toMatch(/^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
});

test("what was written but not published is published by the alarm", async () => {
  const { code, object } = freshIssuer();
  await object.jwks(Date.now());
  await env.PUBLISHED.delete(`jwks/${code}`);
  await runDurableObjectAlarm(object);
  expect(numbersOf(await publishedJwks(env.PUBLISHED, code))).toEqual(["1"]);
});

/** An issuer's signing keys by their plan, on the real object: sealed in storage, published in advance, and published as long as a code under them may be shown. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { AreaEntry } from "../../../src/domain/area/area.ts";
import { PUBLISHED_AFTER_DAYS, PUBLISHED_AHEAD_DAYS, SIGNING_DAYS } from "../../../src/domain/issuer/key-plan.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { publishedJwks } from "../../../src/storage/published.ts";
import { anArea } from "../builders.ts";

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

test("the first request makes and publishes the first key", async () => {
  const { code, object } = freshIssuer();
  expect(numbersOf(await object.jwks(START))).toEqual(["1"]);
  expect(numbersOf(await publishedJwks(env.PUBLISHED, code))).toEqual(["1"]);
});

test("many first requests at the same time make one key", async () => {
  const { object } = freshIssuer();
  const answers = await Promise.all(Array.from({ length: 8 }, () => object.signingKey(START)));
  expect(new Set(answers.map(({ number }) => number))).toEqual(new Set([1]));
  expect(numbersOf(await object.jwks(START))).toEqual(["1"]);
});

test("a successor is published before it signs, and replaces the key at its stated hour", async () => {
  const { object } = freshIssuer();
  await object.jwks(START);
  const ahead = START + (SIGNING_DAYS - PUBLISHED_AHEAD_DAYS) * DAY;
  expect(numbersOf(await object.jwks(ahead - 1))).toEqual(["1"]);
  expect(numbersOf(await object.jwks(ahead))).toEqual(["1", "2"]);
  expect((await object.signingKey(START + SIGNING_DAYS * DAY - 1)).number).toBe(1);
  expect((await object.signingKey(START + SIGNING_DAYS * DAY)).number).toBe(2);
});

test("a key is removed only after the end of the longest credential under it", async () => {
  const { object } = freshIssuer();
  await object.jwks(START);
  const ends = START + (SIGNING_DAYS + PUBLISHED_AFTER_DAYS) * DAY;
  expect(numbersOf(await object.jwks(ends - 1))).toContain("1");
  expect(numbersOf(await object.jwks(ends))).not.toContain("1");
});

test("after a year without a request there is a key that signs now", async () => {
  const { object } = freshIssuer();
  await object.jwks(START);
  const later = START + 365 * DAY;
  const key = await object.signingKey(later);
  expect(key.notBefore).toBeLessThanOrEqual(later);
  expect(key.notAfter).toBeGreaterThan(later);
});

test("the stored private key is sealed", async () => {
  const { object } = freshIssuer();
  await object.jwks(START);
  const rows = await runInDurableObject(object, (_, state) =>
    state.storage.sql.exec<{ sealed_private_jwk: string }>("SELECT sealed_private_jwk FROM signing_keys").toArray(),
  );
  expect(rows[0]?.sealed_private_jwk).toMatch(/^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
});

test("a first key that KV refused is answered all the same, and the alarm publishes it", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const refused = vi.spyOn(env.PUBLISHED, "put").mockRejectedValueOnce(new Error("KV PUT failed: 429"));
  const { code, object } = freshIssuer();
  expect(numbersOf(await object.jwks(Date.now()))).toEqual(["1"]);
  expect(numbersOf(await publishedJwks(env.PUBLISHED, code))).toBeUndefined();
  await vi.waitFor(async () => expect(numbersOf(await publishedJwks(env.PUBLISHED, code))).toEqual(["1"]), { timeout: 15_000 });
  expect(log).toHaveBeenCalledTimes(1);
  for (const spy of [log, refused]) spy.mockRestore();
});

test("every value that officers decided is written again together with a new key", async () => {
  const { code, object } = freshIssuer();
  await object.jwks(START);
  await object.enterAreas([anArea() as unknown as AreaEntry], 0, START);
  await env.PUBLISHED.delete(`areas/${code}`);
  // KV allows one write per second to a key.
  await scheduler.wait(1100);
  await object.jwks(START + SIGNING_DAYS * DAY);
  expect(await env.PUBLISHED.get(`areas/${code}`)).not.toBeNull();
});

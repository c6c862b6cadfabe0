/** An issuer's statement about its keys, on the real object: signed by its identity key, with a number that never goes back, renewed with the keys and each week. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { compactVerify, createLocalJWKSet, importJWK, type JWK } from "jose";
import { expect, test, vi } from "vitest";
import { PUBLISHED_AHEAD_DAYS, SIGNING_DAYS } from "../../../src/domain/issuer/key-plan.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { publishedStatement } from "../../../src/storage/published.ts";
import { readApplication } from "../../../src/token/federation/application.ts";
import { Visitor } from "../visitor.ts";

const DAY = 86_400_000;
let issuers = 0;

type Stub = ReturnType<typeof env.ISSUER.getByName>;

interface Published {
  readonly iss: string;
  readonly seq: number;
  readonly iat: number;
  readonly exp: number;
  readonly seal: JWK;
  readonly keys: readonly (JWK & { readonly kid: string; readonly nbf: number; readonly exp: number })[];
}

function freshIssuer() {
  issuers += 1;
  const code = String(1000 + issuers) as IssuerCode;
  return { code, object: env.ISSUER.getByName(`${code}/issuer`) };
}

/** The public half of the identity key, which the register of the nation lists. */
async function identityOf(object: Stub, code: string): Promise<JWK> {
  const [row] = await runInDurableObject(object, (_, { storage }) =>
    storage.sql.exec<{ public_jwk: string }>("SELECT public_jwk FROM identity_keys").toArray(),
  );
  return { ...(JSON.parse(row?.public_jwk ?? "") as JWK), kid: `${code}.i1` };
}

/** The published statement, verified by jose. */
async function statementOf(object: Stub, code: IssuerCode): Promise<Published> {
  const text = (await publishedStatement(env.PUBLISHED, code)) ?? "";
  const keys = createLocalJWKSet({ keys: [await identityOf(object, code)] });
  const { payload, protectedHeader } = await compactVerify(text, keys, { algorithms: ["ES256"] });
  expect(protectedHeader).toEqual({ alg: "ES256", kid: `${code}.i1`, typ: "yima-statement+jwt" });
  return JSON.parse(new TextDecoder().decode(payload)) as Published;
}

function named(keys: Published["keys"]) {
  return keys.map(({ kid, x, y, nbf, exp }) => ({ kid, x, y, nbf, exp }));
}

test("the first key comes with a statement that names it, signed by the identity key", async () => {
  const { code, object } = freshIssuer();
  const now = Date.now();
  const { keys } = await object.jwks(now);
  const statement = await statementOf(object, code);
  const issued = Math.floor(now / 1000);
  expect(statement).toMatchObject({ iss: code, seq: 1, iat: issued, exp: issued + 30 * 86_400 });
  expect(named(statement.keys)).toEqual(named(keys));
  expect(statement.seal).toEqual({ kty: "EC", crv: "P-256", kid: `${code}.e1`, x: expect.any(String), y: expect.any(String) });
});

test("many first requests at the same time make one statement", async () => {
  const { code, object } = freshIssuer();
  await Promise.all(Array.from({ length: 8 }, () => object.signingKey(Date.now())));
  expect((await statementOf(object, code)).seq).toBe(1);
});

test("a new signing key is named by a new statement three days before it signs, also after a kill between the two", async () => {
  const { code, object } = freshIssuer();
  const now = Date.now();
  await object.jwks(now);
  await evictDurableObject(object);
  const ahead = now + (SIGNING_DAYS - PUBLISHED_AHEAD_DAYS) * DAY;
  // KV accepts one write per second to a key.
  await scheduler.wait(1100);
  await object.jwks(ahead);
  const { seq, keys } = await statementOf(object, code);
  expect([seq, keys.map(({ kid }) => kid)]).toEqual([2, [`${code}.1`, `${code}.2`]]);
});

test("a statement is renewed after a week, not before, and its number rises by one", async () => {
  const { code, object } = freshIssuer();
  const now = Date.now();
  await object.jwks(now);
  const ringAt = async (at: number) => {
    vi.setSystemTime(at);
    await runInDurableObject(object, (_, { storage }) => storage.setAlarm(at));
    await runDurableObjectAlarm(object);
    return statementOf(object, code);
  };
  expect((await ringAt(now + 7 * DAY - 1)).seq).toBe(1);
  const renewed = await ringAt(now + 7 * DAY);
  expect([renewed.seq, renewed.iat]).toEqual([2, Math.floor((now + 7 * DAY) / 1000)]);
  vi.useRealTimers();
});

test("the keys of an earlier release get their statement by the alarm", async () => {
  const { code, object } = freshIssuer();
  await object.jwks(Date.now());
  await runInDurableObject(object, async (_, { storage }) => {
    storage.sql.exec("DELETE FROM statements; DELETE FROM identity_keys");
    await storage.setAlarm(Date.now());
  });
  await env.PUBLISHED.delete(`trust/statement/${code}`);
  await scheduler.wait(1100);
  await runDurableObjectAlarm(object);
  await vi.waitFor(async () => expect((await statementOf(object, code)).seq).toBe(1), { timeout: 10_000 });
});

test("a new identity key signs applications at once, and statements once the register lists it", async () => {
  const { code, object } = freshIssuer();
  const now = Date.now();
  await object.jwks(now);
  const facts = {
    name: { zh: "甲市", en: "A" },
    origin: "https://code.example.gov.cn",
    mode: "A",
    maxLifetimeMinutes: { live: 1440, paper: 63_360 },
  } as const;
  const apply = async (renewed: boolean) => (await readApplication(await object.application(facts, renewed, now), false))?.key;
  const [first, second, again] = [await apply(false), await apply(true), await apply(true)];
  expect([first?.kid, second?.kid]).toEqual([`${code}.i1`, `${code}.i2`]);
  // A repeat makes no third key.
  expect([again, await apply(false)]).toEqual([second, second]);
  await object.identityListed({ x: first?.x ?? "", y: first?.y ?? "" }, now);
  expect((await statementOf(object, code)).seq).toBe(1);
  await scheduler.wait(1100);
  await object.identityListed({ x: second?.x ?? "", y: second?.y ?? "" }, now);
  const text = (await publishedStatement(env.PUBLISHED, code)) ?? "";
  const { payload, protectedHeader } = await compactVerify(
    text,
    await importJWK({ ...second, kty: "EC", crv: "P-256" }, "ES256"),
  );
  expect([protectedHeader["kid"], JSON.parse(new TextDecoder().decode(payload)).seq]).toEqual([`${code}.i2`, 2]);
  expect((await apply(true))?.kid).toBe(`${code}.i3`);
});

test("the stored private identity key is sealed", async () => {
  const { object } = freshIssuer();
  await object.jwks(Date.now());
  const rows = await runInDurableObject(object, (_, { storage }) =>
    storage.sql.exec<{ sealed_private_jwk: string }>("SELECT sealed_private_jwk FROM identity_keys").toArray(),
  );
  expect(rows.map(({ sealed_private_jwk: sealed }) => sealed)).toEqual([
    expect.stringMatching(/^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/),
  ]);
});

test("everybody reads a statement from any site, and none of an issuer elsewhere", async () => {
  await env.ISSUER.getByName("4201/issuer").jwks(Date.now());
  const answer = await new Visitor().send("GET", "/.well-known/trust/statement/4201");
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("access-control-allow-origin")]).toEqual([
    200,
    "application/yima-statement+jwt",
    "*",
  ]);
  expect(await answer.text()).toBe(await publishedStatement(env.PUBLISHED, "4201" as IssuerCode));
  for (const code of ["44", "x", "4201x", "0"])
    expect(await new Visitor().refusal("GET", `/.well-known/trust/statement/${code}`)).toBe("404 not_found");
});

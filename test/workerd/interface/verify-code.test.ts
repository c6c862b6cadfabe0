/** The verb verify-code, and the check of access tokens in front of all verbs: each deviation of a token or of a proof is refused. RFC 6750, RFC 9068, RFC 9449. */
import { env } from "cloudflare:workers";
import { decodeJwt, SignJWT } from "jose";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { VerifyResponse } from "../../../src/contract/verify.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { makeAccessToken } from "../../../src/token/oauth/access-token.ts";
import { deriveBytes, openSecrets } from "../../../src/token/secret/secrets.ts";
import { aResidentNumber } from "../builders.ts";
import { anOfficer } from "../officer.ts";
import { behindProxy, byProxy } from "../proxy.ts";
import { Visitor } from "../visitor.ts";
import { aClientKey, aKeyedClient, type ClientKeyPair, type Fields, type KeyedClient, showing, tokenOf } from "./keyed-client.ts";

const VERIFY = "/api/v1/interface/verify-code";
const ORIGIN = "http://wuhan.localhost";
let client: KeyedClient;
let key: ClientKeyPair;
let digits: string;

beforeAll(async () => {
  client = await aKeyedClient((await anOfficer()).visitor, (await anOfficer()).visitor, ["verify-code"]);
  key = await aClientKey("1");
  const holder = await new Visitor().logIn(`1380006${Math.floor(1000 + Math.random() * 9000)}`);
  const person = await holder.bind("王芳", aResidentNumber());
  await holder.declare(person);
  ({ digits } = await holder.show(person));
});
afterEach(() => {
  vi.useRealTimers();
});

/** Sends the verb without cookie and without the header of this site's pages. */
async function verify(body: unknown, headers: Readonly<Record<string, string>>): Promise<Response> {
  return new Visitor().send("POST", VERIFY, body, { "x-yima": "", ...headers });
}
const bearing = (token: string) => ({ authorization: `Bearer ${token}` });

async function outcome(headers: Readonly<Record<string, string>>): Promise<string> {
  const answer = await verify({ code: digits }, headers);
  const { returnCode, code } = await answer.json<{ returnCode: number; code?: string }>();
  return `${answer.status} ${returnCode} ${code ?? "good"}`;
}

test("a code is checked as anybody's check does, with the number of its outcome", async () => {
  const headers = bearing(await tokenOf(client, "verify-code"));
  const asked = await new Visitor().ask<VerifyResponse>("POST", "/api/v1/verify", { code: digits, gate: "420107001002" });
  expect(asked.valid).toBe(true);
  const one = await verify({ code: digits, gate: "420107001002" }, headers);
  expect([one.status, await one.json()]).toEqual([200, { returnCode: 0, ...asked }]);
  const several = await verify({ codes: [digits, "1", "x"], gate: "420107001002" }, headers);
  expect(await several.json()).toEqual({
    returnCode: 0,
    results: [
      { returnCode: 0, ...asked },
      { returnCode: 40_002, valid: false, refusal: expect.objectContaining({ code: "wrong_length" }) },
      { returnCode: 40_001, valid: false, refusal: expect.objectContaining({ code: "not_a_code" }) },
    ],
  });
});

test("no object is asked, and no cache keeps the answer", async () => {
  const headers = bearing(await tokenOf(client, "verify-code"));
  await verify({ code: digits }, headers);
  const asked = vi.spyOn(env.CLIENTS, "getByName");
  const answer = await verify({ code: digits }, headers);
  expect([answer.status, answer.headers.get("cache-control"), asked.mock.calls.length]).toEqual([200, "no-store", 0]);
  asked.mockRestore();
});

test.each([
  [{}, "/code"],
  [{ code: "1", codes: ["1"] }, "/code"],
  [{ codes: [] }, "/codes"],
  [{ codes: Array.from({ length: 101 }, () => "1") }, "/codes"],
  [{ code: "1", person: "x" }, "/person"],
])("the body %o is refused with the number of its fault", async (body, pointer) => {
  const answer = await verify(body, bearing(await tokenOf(client, "verify-code")));
  expect([answer.status, await answer.json()]).toEqual([
    400,
    expect.objectContaining({ code: "bad_request", returnCode: 10_001, pointer, type: "/problems/bad_request" }),
  ]);
});

test("a bound token needs a proof by its key, and is no bearer token", async () => {
  const token = await tokenOf(client, "verify-code", key);
  expect(await outcome(await showing(token, key, "verify-code"))).toBe("200 0 good");
  expect(await outcome(bearing(token))).toBe("401 20001 token_refused");
  expect(await outcome({ authorization: `DPoP ${token}` })).toBe("401 20002 proof_refused");
  expect(await outcome(await showing(token, await aClientKey("1"), "verify-code"))).toBe("401 20002 proof_refused");
  const free = await tokenOf(client, "verify-code");
  expect(await outcome(await showing(free, key, "verify-code"))).toBe("401 20001 token_refused");
});

const NOW = () => Math.floor(Date.now() / 1000);

test.each<[string, () => Fields]>([
  ["for another method", () => ({ htm: "GET" })],
  ["for another address", () => ({ htu: `${ORIGIN}/api/v1/token` })],
  ["for another host", () => ({ htu: `http://hubei.localhost${VERIFY}` })],
  ["that is 80 seconds old", () => ({ iat: NOW() - 80 })],
  ["from the future", () => ({ iat: NOW() + 60 })],
  ["for another token", () => ({ ath: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU" })],
  ["for no token", () => ({ ath: undefined })],
])("a proof %s is refused", async (_, changes) => {
  const token = await tokenOf(client, "verify-code", key);
  expect(await outcome(await showing(token, key, "verify-code", changes()))).toBe("401 20002 proof_refused");
});

test("a missing token is refused with the ways to show one", async () => {
  const answer = await verify({ code: digits }, {});
  expect(answer.headers.get("www-authenticate")).toBe('Bearer error="invalid_token", DPoP error="invalid_token", algs="ES256"');
  expect(await outcome({})).toBe("401 20001 token_refused");
});

test("a token that is over, of another issuer, without the verb, unsigned, of another type or altered is refused", async () => {
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode);
  const hubei = await openSecrets(env.YIMA_MASTER_KEY, "42" as IssuerCode);
  const access = { client: client.id, verbs: ["verify-code"] as const, thumbprint: null };
  const now = Date.now();
  expect(await outcome(bearing(await makeAccessToken(secrets, ORIGIN, access, now)))).toBe("200 0 good");
  const good = await tokenOf(client, "verify-code");
  const [, payload = ""] = good.split(".");
  const raw = new Uint8Array(await deriveBytes(secrets.root, "4201/access-token"));
  const plain = await new SignJWT(decodeJwt(good)).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(raw);
  const refused = [
    await makeAccessToken(secrets, ORIGIN, access, now - 301_000),
    await makeAccessToken(hubei, ORIGIN, access, now),
    await makeAccessToken(secrets, "http://hubei.localhost", access, now),
    `${btoa('{"alg":"none","typ":"at+jwt"}').replaceAll("=", "")}.${payload}.`,
    plain,
    `${good.slice(0, -2)}AA`,
    "x".repeat(2049),
  ];
  for (const token of refused) expect(await outcome(bearing(token))).toBe("401 20001 token_refused");
  const without = await makeAccessToken(secrets, ORIGIN, { ...access, verbs: [] }, now);
  expect(await outcome(bearing(without))).toBe("403 20003 verb_not_granted");
});

test("an address has 240 requests a minute and a client 600, and each answer says what is left", async () => {
  vi.setSystemTime(Date.UTC(2036, 2, 1, 0, 0, 30));
  const token = await tokenOf(client, "verify-code");
  const from = (address: string) => ({ ...bearing(token), ...byProxy(address) });
  const send = (address: string) => verify({ code: "1" }, from(address));
  await behindProxy(async () => {
    const first = await send("203.0.113.1");
    expect([first.headers.get("ratelimit-policy"), first.headers.get("ratelimit")]).toEqual([
      '"address";q=240;w=60, "client";q=600;w=60',
      '"address";r=239;t=30, "client";r=599;t=30',
    ]);
    for (let count = 1; count < 240; count += 1) await send("203.0.113.1");
    const refused = await send("203.0.113.1");
    expect([refused.status, refused.headers.get("retry-after"), await refused.json()]).toEqual([
      429,
      "30",
      expect.objectContaining({ code: "too_many_requests", returnCode: 50_001 }),
    ]);
    for (let count = 0; count < 239; count += 1) await send("203.0.113.2");
    for (let count = 0; count < 121; count += 1) await send("203.0.113.3");
    expect((await send("203.0.113.4")).status).toBe(429);
  });
});

test("everybody can read the numbers", async () => {
  const { returnCodes } = await new Visitor().ask<{ returnCodes: object[] }>("GET", "/api/v1/interface/return-codes");
  expect(returnCodes[0]).toEqual({ returnCode: 0, code: "good" });
  expect(returnCodes).toContainEqual({ returnCode: 40_020, code: "proof_too_old" });
});

/** Signed requests of operators: by a configured key, valid for one issuer and for five minutes, with a tolerance of one minute between two clocks. */
import { base64url, calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from "jose";
import { expect, test } from "vitest";
import { publicHalf, readOperatorRequest } from "../../../../src/token/secret/operator.ts";
import { anIssuerCode } from "../../../support/code.ts";
import { anotherOperator, FIRST, SECOND, signedAct } from "../../../support/operators.ts";

const NOW = Date.UTC(2020, 1, 29, 12);
const SECONDS = NOW / 1000;
const ID = "request-00000001";
const ACT = { kind: "appoint", phone: "13800000003" };
const KEYS = [SECOND, FIRST].map(publicHalf);
const CLAIMS = { jti: ID, aud: "4201", iat: SECONDS, exp: SECONDS + 300, act: ACT };
const HEADER = { alg: "ES256", typ: "yima-operator+jwt", kid: await calculateJwkThumbprint({ ...publicHalf(FIRST).jwk }) };
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const signed = async (now = NOW, by = FIRST) => (await signedAct("4201", ACT, { by, now, id: ID })).request;

/** A request as the library jose signs it, with the low s that the command gives it. */
async function foreign(claims: object, header: object = {}): Promise<string> {
  const signer = new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ ...HEADER, ...header });
  for (;;) {
    const text = await signer.sign(await importJWK({ ...FIRST.jwk }, "ES256"));
    if (sOf(text) <= ORDER / 2n) return text;
  }
}

/** A request with exactly this header and these claims as texts. */
async function written(header: string, claims: string): Promise<string> {
  const input = `${base64url.encode(header)}.${base64url.encode(claims)}`;
  const key = await crypto.subtle.importKey("jwk", { ...FIRST.jwk }, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  for (;;) {
    const bytes = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, Buffer.from(input));
    const text = `${input}.${base64url.encode(new Uint8Array(bytes))}`;
    if (sOf(text) <= ORDER / 2n) return text;
  }
}

function sOf(text: string): bigint {
  return BigInt(
    `0x${Buffer.from(text.split(".")[2] ?? "", "base64url")
      .subarray(32)
      .toString("hex")}`,
  );
}

async function read(text: string, now = NOW, issuer = "4201", keys = KEYS): Promise<unknown> {
  const request = await readOperatorRequest(keys, anIssuerCode(issuer), text, now);
  return request.ok ? request.value : request.refusal.code;
}

test("a request holds its act, its id and its life of five minutes, and names its key by the thumbprint", async () => {
  const text = await signed(NOW + 999);
  expect([decodeProtectedHeader(text), decodeJwt(text)]).toEqual([HEADER, CLAIMS]);
});

test("a request opens to its operator, its act and its id, which is stored until no clock accepts the request any more", async () => {
  expect(await read(await signed())).toEqual({ operator: "operator-1", id: ID, forgetAt: NOW + 361_000, act: ACT });
  expect(await read(await signed(NOW, SECOND))).toMatchObject({ operator: "operator-2" });
});

test("a request is accepted for a minute after its five, and from a clock a minute ahead", async () => {
  expect(await read(await signed(), NOW + 359_000)).toMatchObject({ id: ID });
  expect(await read(await signed(), NOW + 361_000)).toBe("operator_request_expired");
  expect(await read(await signed(), NOW - 60_000)).toMatchObject({ id: ID });
  expect(await read(await signed(), NOW - 61_000)).toBe("operator_request_refused");
});

test("a longer life in a signed request is cut to five minutes", async () => {
  const long = await foreign({ exp: SECONDS + 86_400 });
  expect(await read(long, NOW + 360_000)).toMatchObject({ id: ID });
  expect(await read(long, NOW + 361_000)).toBe("operator_request_expired");
});

test.each<[string, object, object]>([
  ["for another issuer", { aud: "42" }, {}],
  ["for two issuers", { aud: ["4201", "42"] }, {}],
  ["of another type", {}, { typ: "JWT" }],
  ["under another key's name", {}, { kid: "operator-1" }],
  ["without an id", { jti: undefined }, {}],
  ["with a short id", { jti: "request" }, {}],
  ["with a number for an id", { jti: 1_234_567_890_123_456 }, {}],
  ["without an act", { act: undefined }, {}],
  ["with another claim", { sub: "operator-2" }, {}],
  ["with another member of the header", {}, { zip: "DEF" }],
])("a request %s is refused", async (_, claims, header) => {
  expect(await read(await foreign({}))).toMatchObject({ id: ID });
  expect(await read(await foreign(claims, header))).toBe("operator_request_refused");
});

test.each<[string, string, string]>([
  ["a member twice in the header", JSON.stringify(HEADER).replace("{", '{"alg":"none",'), JSON.stringify(CLAIMS)],
  ["a blank in the header", JSON.stringify(HEADER).replace(":", ": "), JSON.stringify(CLAIMS)],
  ["a claim twice", JSON.stringify(HEADER), JSON.stringify(CLAIMS).replace("{", '{"act":{},')],
  ["a member of the act twice", JSON.stringify(HEADER), JSON.stringify(CLAIMS).replace('"kind"', '"kind":"remove","kind"')],
  ["a blank in the claims", JSON.stringify(HEADER), JSON.stringify(CLAIMS).replace(":", ": ")],
])("a request with %s is refused, although its signature is right", async (_, header, claims) => {
  expect(await read(await written(JSON.stringify(HEADER), JSON.stringify(CLAIMS)))).toMatchObject({ id: ID });
  expect(await read(await written(header, claims))).toBe("operator_request_refused");
});

test.each<[string, (text: string) => string]>([
  ["with padding", (text) => `${text}=`],
  ["with a blank", (text) => text.replace(".", ". ")],
  ["with a fourth part", (text) => `${text}.`],
  // The last letter carries four bits that a signature of 64 bytes does not use.
  ["with another spelling of its last letter", (text) => text.slice(0, -1) + other(text.slice(-1))],
  ["with the other s", withHighS],
])("a request %s is refused, although its signature is the same", async (_, change) => {
  expect(await read(change(await signed()))).toBe("operator_request_refused");
});

function other(letter: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return letters.charAt(letters.indexOf(letter) + 1);
}

function withHighS(text: string): string {
  const [header, claims, signature = ""] = text.split(".");
  const bytes = Buffer.from(signature, "base64url");
  bytes.write((ORDER - sOf(text)).toString(16).padStart(64, "0"), 32, "hex");
  return [header, claims, bytes.toString("base64url")].join(".");
}

test("a request by a key that the setting does not name, or names no longer, is refused", async () => {
  expect(await read(await signed(NOW, await anotherOperator()))).toBe("operator_request_refused");
  expect(await read(await signed(), NOW, "4201", [publicHalf(SECOND)])).toBe("operator_request_refused");
  expect(await read(await signed(), NOW, "4201", [])).toBe("operator_request_refused");
});

test("a request that the master secret signed, as under earlier releases, hears that a key is required", async () => {
  const text = await new SignJWT(CLAIMS).setProtectedHeader({ alg: "HS256", typ: "yima-operator+jwt" }).sign(Buffer.alloc(32, 7));
  expect(await read(text)).toBe("operator_key_required");
});

test("a request for another issuer and a text that is no request are refused", async () => {
  expect(await read(await signed(), NOW, "42")).toBe("operator_request_refused");
  expect(await read("a.b.c")).toBe("operator_request_refused");
});

/** Signed requests of operators: valid for one issuer and for five minutes, with a tolerance of one minute between two clocks. */
import { decodeJwt, SignJWT } from "jose";
import { expect, test } from "vitest";
import { readOperatorRequest, signOperatorRequest } from "../../../../src/token/secret/operator.ts";
import { deriveBytes, openSecrets } from "../../../../src/token/secret/secrets.ts";
import { anIssuerCode } from "../../../support/code.ts";

const NOW = Date.UTC(2020, 1, 29, 12);
const SECONDS = NOW / 1000;
const ID = "request-00000001";
const ACT = { kind: "appoint", phone: "13800000003" };
const opened = (code = "4201") => openSecrets(Buffer.alloc(32, 7).toString("base64url"), anIssuerCode(code));
const signed = async (now = NOW) => signOperatorRequest(await opened(), ID, ACT, now);

/** A request signed by the library jose with the issuer's operator key, with some claims and header fields changed. */
async function foreign(claims: object, header: object = {}): Promise<string> {
  const { root } = await opened();
  return new SignJWT({ jti: ID, aud: "4201", iat: SECONDS, exp: SECONDS + 300, act: ACT, ...claims })
    .setProtectedHeader({ alg: "HS256", typ: "yima-operator+jwt", ...header })
    .sign(new Uint8Array(await deriveBytes(root, "4201/operator")));
}

async function read(text: string, now = NOW, issuer = "4201"): Promise<unknown> {
  const request = await readOperatorRequest(await opened(issuer), text, now);
  return request.ok ? request.value : request.refusal.code;
}

test("a request holds its act, its id and its life of five minutes", async () => {
  expect(decodeJwt(await signed(NOW + 999))).toEqual({ act: ACT, jti: ID, aud: "4201", iat: SECONDS, exp: SECONDS + 300 });
});

test("a request opens to its act, and its id is stored until no clock accepts the request any more", async () => {
  expect(await read(await signed())).toEqual({ id: ID, forgetAt: NOW + 361_000, act: ACT });
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
  ["of another type", {}, { typ: "JWT" }],
  ["by another algorithm", {}, { alg: "HS512" }],
  ["without an id", { jti: undefined }, {}],
  ["with a short id", { jti: "request" }, {}],
  ["with a number for an id", { jti: 1_234_567_890_123_456 }, {}],
  ["without an act", { act: undefined }, {}],
])("a request %s is refused", async (_, claims, header) => {
  expect(await read(await foreign(claims, header))).toBe("operator_request_refused");
});

test("a request under another issuer's key and a text that is no request are refused", async () => {
  expect(await read(await signed(), NOW, "42")).toBe("operator_request_refused");
  expect(await read("a.b.c")).toBe("operator_request_refused");
});

test.each<[string, (text: string) => string]>([
  ["with padding", (text) => `${text}=`],
  ["with a blank", (text) => text.replace(".", ". ")],
  ["with a fourth part", (text) => `${text}.`],
  // The last letter carries two bits that a signature of 32 bytes does not use.
  ["with another spelling of its last letter", (text) => text.slice(0, -1) + other(text.slice(-1))],
])("a request %s is refused, although its signature is the same", async (_, change) => {
  expect(await read(change(await signed()))).toBe("operator_request_refused");
});

function other(letter: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return letters.charAt(letters.indexOf(letter) + 1);
}

test("a request whose header has a further member is refused", async () => {
  expect(await read(await foreign({}, { zip: "DEF" }))).toBe("operator_request_refused");
  expect(await read(await foreign({}))).toMatchObject({ id: ID });
});

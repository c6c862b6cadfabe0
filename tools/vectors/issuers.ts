/** The issuers of the test vectors, with their published keys. */
import { keyNamed, type TestKey, toBytes } from "./p256.ts";

const base64url = (value: bigint): string => toBytes(value, 32).toString("base64url");

export function publicJwk(key: TestKey) {
  return { kty: "EC", crv: "P-256", x: base64url(key.x), y: base64url(key.y) };
}

/** The private key as a JWK. It is published with the vectors, so that other implementations can sign with it. */
export function privateJwk(key: TestKey) {
  return { ...publicJwk(key), d: base64url(key.d) };
}

function seconds(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

function published(issuer: number, keyNumber: number, nbf: string, exp: string) {
  const jwk = publicJwk(keyNamed(`${issuer}.${keyNumber}`));
  return { ...jwk, kid: `${issuer}.${keyNumber}`, alg: "ES256", use: "sig", nbf: seconds(nbf), exp: seconds(exp) };
}

/** The trusted issuers. On the day of the vectors, 1 March 2020, key 4201.6 is no longer valid and 4201.8 not yet. */
export const ISSUERS = [
  {
    code: "0",
    name: { zh: "国家政务服务平台", en: "The nation" },
    jwks: { keys: [published(0, 0, "2020-02-01", "2020-06-01"), published(0, 65535, "2020-02-01", "2020-06-01")] },
  },
  { code: "42", name: { zh: "湖北省", en: "Hubei" }, jwks: { keys: [published(42, 3, "2020-02-01", "2020-06-01")] } },
  {
    code: "4201",
    name: { zh: "武汉市", en: "Wuhan" },
    jwks: {
      keys: [
        published(4201, 6, "2020-01-01", "2020-02-20"),
        published(4201, 7, "2020-02-01", "2020-06-01"),
        published(4201, 8, "2020-04-01", "2020-08-01"),
      ],
    },
  },
  { code: "3301", name: { zh: "杭州市", en: "Hangzhou" }, jwks: { keys: [published(3301, 1, "2020-02-01", "2020-06-01")] } },
] as const;

/** The issuers of the test vectors, with their published keys. */
import { NOW_SECONDS } from "./compose.ts";
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

function published(issuer: number, keyNumber: number, nbf: string, exp: string, kind?: string) {
  const jwk = publicJwk(keyNamed(`${issuer}.${keyNumber}`));
  return {
    ...jwk,
    kid: `${issuer}.${keyNumber}`,
    alg: "ES256",
    use: "sig",
    nbf: seconds(nbf),
    exp: seconds(exp),
    ...(kind !== undefined && { for: kind }),
  };
}

const ofKind = (issuer: number, keyNumber: number, kind: string) =>
  published(issuer, keyNumber, "2020-02-01", "2020-06-01", kind);

/** From when each is a member of the register, seconds. */
export const MEMBERS_FROM = { "42": NOW_SECONDS - 1800, "4201": NOW_SECONDS - 900, "3301": NOW_SECONDS - 1800 } as const;

/**
 * The trusted issuers. On the day of the vectors, 1 March 2020, key 4201.6 is no longer valid and 4201.8 not yet. Readers leave out 4201.22, a kind that only the
 * nation has, and 4201.24, a kind that does not exist. The register lists each but the nation, the city later than its province.
 */
export const ISSUERS = [
  {
    code: "0",
    name: { zh: "国家政务服务平台", en: "The nation" },
    jwks: {
      keys: [
        published(0, 0, "2020-02-01", "2020-06-01"),
        published(0, 65535, "2020-02-01", "2020-06-01"),
        ofKind(0, 21, "paper"),
        ofKind(0, 22, "free"),
        ofKind(0, 23, "converted"),
      ],
    },
  },
  {
    code: "42",
    name: { zh: "湖北省", en: "Hubei" },
    from: MEMBERS_FROM["42"],
    jwks: { keys: [published(42, 3, "2020-02-01", "2020-06-01")] },
  },
  {
    code: "4201",
    name: { zh: "武汉市", en: "Wuhan" },
    from: MEMBERS_FROM["4201"],
    jwks: {
      keys: [
        published(4201, 6, "2020-01-01", "2020-02-20"),
        published(4201, 7, "2020-02-01", "2020-06-01"),
        published(4201, 8, "2020-04-01", "2020-08-01"),
        ofKind(4201, 20, "live"),
        ofKind(4201, 21, "paper"),
        ofKind(4201, 22, "free"),
        ofKind(4201, 24, "visit"),
      ],
    },
  },
  {
    code: "3301",
    name: { zh: "杭州市", en: "Hangzhou" },
    from: MEMBERS_FROM["3301"],
    jwks: { keys: [published(3301, 1, "2020-02-01", "2020-06-01")] },
  },
] as const;

/** The vectors of test/vectors/code are binding: each code is accepted or refused exactly as its vector states. */
import { compactVerify, createLocalJWKSet } from "jose";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type CodeRefusal, sentenceOf } from "../../../../src/domain/code/refusal.ts";
import { codeOf } from "../../../../src/token/code/live.ts";
import { readCredential } from "../../../../src/token/code/read-credential.ts";
import { verifyCode } from "../../../../src/token/code/verify.ts";
import { trustIn } from "../../../../packages/verify/src/vectors.ts";
import { codeVectors } from "../../../../tools/vectors.ts";

interface Case {
  readonly name: string;
  readonly now: number;
  readonly status?: number;
  readonly code: string;
}
interface ValidCase extends Case {
  readonly jws: string;
  readonly record: string;
  readonly expected: object;
}
interface RefusedCase extends Case {
  readonly refusal: CodeRefusal;
}
interface Keys {
  readonly issuers: Parameters<typeof trustIn>[0];
}

const text = (name: string): string => readFileSync(new URL(`../../../vectors/code/${name}`, import.meta.url), "utf8");
const keys: Keys = JSON.parse(text("keys.json"));
const valid: readonly ValidCase[] = JSON.parse(text("valid.json"));
const refused: readonly RefusedCase[] = JSON.parse(text("refused.json"));
const hostile: readonly RefusedCase[] = JSON.parse(text("hostile.json"));
const trust = trustIn(keys.issuers);

async function verified({ code, now, status }: Case) {
  return verifyCode(code, trust, now, status === undefined ? {} : { statusOf: () => status });
}

/** The value with all bytes in hex, as the vectors write them. */
function written(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, some: unknown) => (some instanceof Uint8Array ? Buffer.from(some).toString("hex") : some)),
  );
}

describe("valid codes", () => {
  test.each(valid)("$name", async (one) => {
    expect(written(await verified(one))).toEqual({ ok: true, value: one.expected });
  });

  test.each(valid)("jose verifies the credential of $name", async ({ jws, record }) => {
    const jwks = createLocalJWKSet({
      keys: keys.issuers.flatMap((issuer) => issuer.jwks.keys.map(({ nbf: _nbf, exp: _exp, ...key }) => ({ ...key, kty: "EC" }))),
    });
    const { payload } = await compactVerify(jws, jwks, { algorithms: ["ES256"] });
    expect(Buffer.from(payload).toString("hex")).toBe(record);
  });

  test.each(valid)(
    "the phone reads the credential of $name, and the credential begins the digits of the code",
    ({ jws, code, record }) => {
      const read = readCredential(jws);
      expect(read.ok && Buffer.from(read.value.record).toString("hex")).toBe(record);
      const whole = codeOf(jws);
      expect(code.slice(0, whole.length - (whole.length % 17))).toBe(whole.slice(0, whole.length - (whole.length % 17)));
    },
  );
});

describe("refused codes", () => {
  test.each(refused)("$name", async (one) => {
    expect(await verified(one)).toEqual({ ok: false, refusal: one.refusal });
  });
});

describe("hostile codes", () => {
  test.each(hostile)("$name", async (one) => {
    expect(await verified(one)).toEqual({ ok: false, refusal: one.refusal });
  });
});

describe("the vectors themselves", () => {
  test("are at least 200, with at least 30 attacks", () => {
    expect(valid.length + refused.length + hostile.length).toBeGreaterThanOrEqual(200);
    expect(hostile.length).toBeGreaterThanOrEqual(30);
  });

  test("reach every refusal that digits can cause, and each refusal has its sentences", () => {
    const reached = [...refused, ...hostile].map(({ refusal }) => refusal);
    const codes = [...new Set(reached.map(({ code }) => code))].toSorted((a, b) => a.localeCompare(b));
    expect(codes).toEqual(Object.keys(REACHED).toSorted((a, b) => a.localeCompare(b)));
    for (const refusal of reached) {
      const { zh, en } = sentenceOf(refusal);
      expect(zh).toMatch(/^[\u3000-\u9fff\uff00-\uffef“”0-9 :.-]+。$/u);
      expect(en).toMatch(/^[A-Z][ -~]+\.$/);
    }
  });

  test("are the output of the generator", async () => {
    for (const [name, made] of await codeVectors()) expect(made).toBe(text(name));
  });
});

/**
 * The refusal codes that the vectors must reach. A new code that is missing here does not compile. `header_unexpected` concerns only the JWS: see
 * credential.test.ts; two concern the verifier's files and not the digits: see membership.test.ts.
 */
const REACHED: {
  readonly [C in Exclude<CodeRefusal["code"], "header_unexpected" | "issuer_suspended" | "trust_expired">]: true;
} = {
  not_a_code: true,
  wrong_length: true,
  not_canonical: true,
  version_unknown: true,
  kind_unknown: true,
  record_malformed: true,
  issuer_unknown: true,
  key_unknown: true,
  key_not_valid_then: true,
  key_not_for_this: true,
  region_foreign: true,
  signature_high_s: true,
  signature_invalid: true,
  specimen: true,
  device_key_invalid: true,
  device_signature_high_s: true,
  device_signature_invalid: true,
  proof_too_old: true,
  clock_skew: true,
  not_yet_valid: true,
  expired: true,
  revoked: true,
  suspended: true,
  status_unknown: true,
  colour_foreign: true,
};

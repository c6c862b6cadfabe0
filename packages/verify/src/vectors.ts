/** Runs the vectors of the package on the runtime at hand, before a program relies on it, and has jose verify their credentials as a second opinion. vectors/README.md. */
import { compactVerify, importJWK } from "jose";
import { toHex } from "../../../src/domain/hex.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { verifyCode } from "../../../src/token/code/verify.ts";
import { type PublishedIssuer, readTrust, type Trust } from "../../../src/token/status/trust.ts";

interface Case {
  readonly name: string;
  readonly now: number;
  readonly code: string;
  readonly status?: number;
}

interface VectorIssuer extends PublishedIssuer {
  /** From when the register lists it, seconds; absent: it does not. */
  readonly from?: number;
}

/** The contents of the package's files `vectors/*.json`. */
export interface Vectors {
  readonly keys: { readonly issuers: readonly VectorIssuer[] };
  readonly valid: readonly (Case & { readonly jws: string; readonly record: string; readonly expected: object })[];
  readonly refused: readonly (Case & { readonly refusal: object })[];
  readonly hostile: readonly (Case & { readonly refusal: object })[];
}

/** The names of the cases whose result is another one than their vector says; none if all is well. Rejects for files of another form. */
export async function checkVectors({ keys, valid, refused, hostile }: Vectors): Promise<readonly string[]> {
  const trust = trustIn(keys.issuers);
  const faults: string[] = [];
  const check = async ({ name, code, now, status }: Case, expected: object): Promise<void> => {
    const result = await verifyCode(code, trust, now, status === undefined ? {} : { statusOf: () => status });
    if (canonical(result) !== canonical(expected)) faults.push(name);
  };
  for (const one of valid) {
    await check(one, { ok: true, value: one.expected });
    if ((await payloadByJose(one.jws, keys.issuers)) !== one.record) faults.push(`${one.name}: jose`);
  }
  for (const one of [...refused, ...hostile]) await check(one, { ok: false, refusal: one.refusal });
  return faults;
}

/** The issuers with the register's members among them. */
export function trustIn(issuers: readonly VectorIssuer[]): Trust {
  const froms = new Map(issuers.map(({ code, from }) => [code, from]));
  const memberOf = (code: IssuerCode) => {
    const from = froms.get(code);
    return from === undefined ? undefined : { mode: "A" as const, membership: { from: from * 1000, until: null } };
  };
  return { ...readTrust(issuers), memberOf };
}

/** The payload of a credential in hex, if jose verifies it. */
async function payloadByJose(jws: string, issuers: Vectors["keys"]["issuers"]): Promise<string> {
  const { payload } = await compactVerify(
    jws,
    ({ kid }) => {
      const published = issuers.flatMap(({ jwks }) => jwks.keys).find((key) => key.kid === kid);
      const { nbf: _nbf, exp: _exp, ...jwk } = published ?? { nbf: 0, exp: 0, kid: "" };
      return importJWK({ kty: "EC", ...jwk }, "ES256");
    },
    { algorithms: ["ES256"] },
  ).catch(() => ({ payload: new Uint8Array() }));
  return toHex(payload);
}

/** A value as JSON with the members in one order, and bytes in hex. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, some: unknown) => {
    if (some instanceof Uint8Array) return toHex(some);
    if (typeof some !== "object" || some === null || Array.isArray(some)) return some;
    return Object.fromEntries(Object.entries(some).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}

/** Which published keys a verifier accepts, and why it refuses the others. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTrust } from "../../../../src/token/status/trust.ts";
import { anIssuerCode, publishedIssuers } from "../../../support/code.ts";

const [nation, , wuhan] = publishedIssuers();
const good = wuhan?.jwks.keys[0];
if (nation === undefined || wuhan === undefined || good === undefined) throw new Error("no test issuers");

function withKeys(...keys: readonly unknown[]) {
  const trust = readTrust([{ code: anIssuerCode("4201"), name: { zh: "武汉市", en: "Wuhan" }, jwks: { keys } }]);
  return { numbers: [...(trust.issuers.get(anIssuerCode("4201"))?.keys.keys() ?? [])], leftOut: trust.leftOut };
}

describe("trust", () => {
  test("a published key is accepted with its validity in milliseconds", async () => {
    const trust = readTrust(publishedIssuers());
    const key = trust.issuers.get(anIssuerCode("4201"))?.keys.get(7);
    expect(key && [key.notBefore, key.notAfter]).toEqual([Date.UTC(2020, 1, 1), Date.UTC(2020, 5, 1)]);
    expect([...trust.issuers.keys()]).toEqual(["0", "42", "4201"]);
    expect(trust.leftOut).toEqual([]);
  });

  test.each([
    ["kid", { kid: "42.7" }],
    ["kid", { kid: "4201.07" }],
    ["kid", { kid: "4201.65536" }],
    ["kid", { kid: "4201.-1" }],
    ["kid", { kid: "4201.1e3" }],
    ["kid", { kid: "4201." }],
    ["kid", { kid: "4201.NaN" }],
    ["kid", { kid: "4201.1.5" }],
    ["duplicate", { kid: "4201.7" }],
    ["validity", { kid: "4201.9", nbf: good.exp }],
    ["validity", { kid: "4201.9", nbf: -1 }],
    ["validity", { kid: "4201.9", exp: 2 ** 32 }],
    ["validity", { kid: "4201.9", nbf: 0.5 }],
    ["validity", { kid: "4201.9", exp: good.exp + 0.5 }],
    ["type", { kid: "4201.9", kty: "RSA" }],
    ["type", { kid: "4201.9", crv: "P-384" }],
    ["type", { kid: "4201.9", alg: "none" }],
    ["type", { kid: "4201.9", use: "enc" }],
    ["type", { kid: "4201.9", x: "" }],
    ["type", { kid: "4201.9", x: 7 }],
    ["type", { kid: "4201.9", x: `${good.x}=` }],
    ["type", { kid: "4201.9", y: `A${good.y}` }],
    ["type", { kid: "4201.9", key_ops: ["sign"] }],
    ["type", { kid: "4201.9", key_ops: "verify" }],
    ["type", { kid: "4201.9", d: good.x }],
    ["validity", { kid: "4201.9", nbf: String(good.nbf) }],
    ["validity", { kid: "4201.9", exp: null }],
    ["for", { kid: "4201.9", for: "visit" }],
    ["for", { kid: "4201.9", for: "LIVE" }],
    ["for", { kid: "4201.9", for: "" }],
    ["for", { kid: "4201.9", for: null }],
    ["for", { kid: "4201.9", for: ["live"] }],
    ["for", { kid: "4201.9", for: "free" }],
    ["for", { kid: "4201.9", for: "converted" }],
  ] as const)("a key with a wrong %s is left out and named, and its neighbour stays: %o", async (reason, changes) => {
    const wrong = { ...good, ...changes };
    expect(withKeys(good, wrong)).toEqual({ numbers: [7], leftOut: [{ issuer: "4201", kid: wrong.kid, reason }] });
  });

  test("the first and the last number, and the first and the last second, are accepted", async () => {
    const keys = [
      { ...good, kid: "4201.0", nbf: 0, exp: 1 },
      { ...good, kid: "4201.65535", exp: 2 ** 32 - 1 },
    ];
    expect(withKeys(...keys)).toEqual({ numbers: [0, 65_535], leftOut: [] });
  });

  test("a key without one of its coordinates is left out", async () => {
    const { x, y, ...rest } = good;
    const leftOut = [{ issuer: "4201", kid: good.kid, reason: "type" }];
    expect(withKeys({ ...rest, ...(x !== undefined && { x }) })).toEqual({ numbers: [], leftOut });
    expect(withKeys({ ...rest, ...(y !== undefined && { y }) })).toEqual({ numbers: [], leftOut });
  });

  test("a key says which codes it signs, and the nation alone has keys for free and converted codes", async () => {
    const kinds = ["live", "paper", "free", "converted"];
    const keys = kinds.map((kind, number) => ({ ...good, kid: `0.${number}`, for: kind }));
    const trust = readTrust([{ ...nation, jwks: { keys } }, wuhan]);
    expect([...(trust.issuers.get(nation.code)?.keys.values() ?? [])].map(({ kind }) => kind)).toEqual(kinds);
    expect(trust.issuers.get(wuhan.code)?.keys.get(7)?.kind).toBeNull();
    expect(trust.leftOut).toEqual([]);
  });

  test("a key needs neither its algorithm nor its use", async () => {
    const { alg: _, use: __, ...bare } = good;
    expect(withKeys({ ...bare, kid: "4201.9" })).toEqual({ numbers: [9], leftOut: [] });
  });

  test("an issuer has at most 64 keys", async () => {
    const keys = Array.from({ length: 65 }, (_, number) => ({ ...good, kid: `4201.${number}` }));
    const { numbers, leftOut } = withKeys(...keys);
    expect(numbers).toHaveLength(64);
    expect(leftOut).toEqual([{ issuer: "4201", kid: "4201.64", reason: "too_many" }]);
  });

  test("a point that is not on the curve is no key, and a good one is imported once", async () => {
    const trust = readTrust([{ ...wuhan, jwks: { keys: [{ ...good, kid: "4201.9", x: good.y ?? "" }, good] } }]);
    const keys = trust.issuers.get(wuhan.code)?.keys;
    expect(await keys?.get(9)?.publicKey()).toBeNull();
    const [one, other] = await Promise.all([keys?.get(7)?.publicKey(), keys?.get(7)?.publicKey()]);
    expect([one instanceof CryptoKey, one === other, keys?.get(7)?.publicKey() === one]).toEqual([true, true, true]);
  });

  test("a key that may verify is accepted", async () => {
    expect(withKeys({ ...good, key_ops: ["verify"] })).toEqual({ numbers: [7], leftOut: [] });
  });

  test.each([[1], [null], [undefined], [{}], [["4201.7"]], [true]])(
    "a key whose name is %o is left out, and its neighbour stays",
    async (kid) => {
      expect(withKeys({ ...good, kid }, good)).toEqual({ numbers: [7], leftOut: [{ issuer: "4201", reason: "kid" }] });
    },
  );

  test.each([[null], [7], ["key"], [[good]]])(
    "an entry %o that is no key is left out, and its neighbour stays",
    async (entry) => {
      expect(withKeys(entry, good)).toEqual({ numbers: [7], leftOut: [{ issuer: "4201", reason: "kid" }] });
    },
  );

  test.each([[null], [undefined], [7], ["keys"], [[good]], [{}], [{ keys: null }], [{ keys: { 0: good } }]])(
    "of an issuer with the key set %o only the keys are missing, and no other issuer is touched",
    async (jwks) => {
      const trust = readTrust([{ ...nation, jwks }, wuhan]);
      expect([...trust.issuers].map(([code, { keys }]) => [code, keys.size])).toEqual([
        ["0", 0],
        ["4201", 1],
      ]);
      expect(trust.leftOut).toEqual([{ issuer: "0", reason: "set" }]);
    },
  );

  test("whatever JSON an issuer publishes, the other issuer keeps its keys and nothing is thrown", async () => {
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.record({ kid: fc.jsonValue(), x: fc.jsonValue(), nbf: fc.jsonValue() }, { requiredKeys: [] }),
    );
    const set = fc.oneof(
      fc.jsonValue(),
      fc.record({
        keys: fc.array(fc.tuple(entry, fc.boolean()).map(([one, whole]) => (whole ? { ...good, ...Object(one) } : one))),
      }),
    );
    await fc.assert(
      fc.asyncProperty(set, async (jwks) => {
        const trust = readTrust([{ ...nation, jwks }, wuhan]);
        expect(trust.issuers.get(wuhan.code)?.keys.size).toBe(1);
        expect(trust.leftOut.every(({ issuer }) => issuer === "0")).toBe(true);
      }),
    );
  });
});

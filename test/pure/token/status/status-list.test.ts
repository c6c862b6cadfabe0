/** Status lists: another implementation reads a signed list, and each fault of a list is refused with its code. */
import { deflateSync, inflateSync } from "node:zlib";
import * as fc from "fast-check";
import { base64url, jwtVerify, SignJWT } from "jose";
import { beforeAll, expect, test } from "vitest";
import { LISTS_WITH_HIGH_S_UNTIL } from "../../../../src/domain/taken-until.ts";
import { readStatusList, statusIn } from "../../../../src/token/status/read-status-list.ts";
import { signStatusList, type StatusListContent } from "../../../../src/token/status/status-list.ts";
import type { Trust } from "../../../../src/token/status/trust.ts";
import { anIssuerCode, aTrust, NOW, signingKey } from "../../../support/code.ts";

const WUHAN = anIssuerCode("4201");
const WANTED = { issuer: WUHAN, list: "420107012001-20200302" };
const SUBJECT = "urn:yima:status:4201:420107012001-20200302";
const END = Date.UTC(2020, 2, 2, 16);
let trust: Trust;

beforeAll(async () => {
  trust = aTrust();
});

async function aList(changes: Partial<StatusListContent> = {}, kid = "4201.7"): Promise<string> {
  const bits = Uint8Array.of(0xc9, 0x44, 0xf9, 0);
  const key = { number: Number(kid.split(".")[1]), privateKey: await signingKey(kid) };
  return signStatusList({ ...WANTED, bits, issuedAt: NOW, expiresAt: END, ...changes }, key);
}

/** A status list signed by the library jose, with some claims and header fields changed. */
async function foreign(
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, string>> = {},
): Promise<string> {
  const whole = { sub: SUBJECT, iat: NOW / 1000, exp: END / 1000, ...claims };
  return new SignJWT(whole)
    .setProtectedHeader({ alg: "ES256", kid: "4201.7", typ: "statuslist+jwt", ...header })
    .sign(await signingKey("4201.7"));
}

const lst = (bytes: Uint8Array) => ({ status_list: { bits: 2, lst: base64url.encode(deflateSync(bytes)) } });

async function refusalOf(token: string, now = NOW): Promise<string> {
  const read = await readStatusList(token, WANTED, trust, now);
  return read.ok ? "accepted" : read.refusal.code;
}

test("jose verifies a list and zlib inflates it, without our code", async () => {
  const key = await trust.issuers.get(WUHAN)?.keys.get(7)?.publicKey();
  if (!key) throw new Error("the test issuer has its key");
  const { payload, protectedHeader } = await jwtVerify(await aList(), key, { typ: "statuslist+jwt", currentDate: new Date(NOW) });
  expect(protectedHeader).toEqual({ alg: "ES256", kid: "4201.7", typ: "statuslist+jwt" });
  const { status_list: list, ...claims } = payload as { status_list: { bits: number; lst: string } };
  expect(claims).toEqual({ sub: SUBJECT, iat: NOW / 1000, exp: END / 1000, ttl: 20 });
  expect(list.bits).toBe(2);
  expect([...inflateSync(base64url.decode(list.lst))]).toEqual([0xc9, 0x44, 0xf9, 0]);
});

test("a list of paper codes is read under its own name, and is not the list of phones", async () => {
  const list = `${WANTED.list}p`;
  const token = await aList({ list });
  const read = await readStatusList(token, { issuer: WUHAN, list }, trust, NOW);
  expect(read.ok && [0, 1, 2, 3].map((index) => statusIn(read.value, index))).toEqual([1, 2, 0, 3]);
  expect(await refusalOf(token)).toBe("list_another");
});

test("a list of another implementation is read entry by entry to its end", async () => {
  const read = await readStatusList(await foreign(lst(Uint8Array.of(0xc9, 0x44, 0xf9, 0))), WANTED, trust, NOW);
  if (!read.ok) throw new Error(read.refusal.code);
  const { bits, ...rest } = read.value;
  expect(rest).toEqual({ issuedAt: NOW, expiresAt: END, entries: 16 });
  expect(Array.from({ length: 17 }, (_, index) => statusIn(read.value, index))).toEqual([
    1,
    2,
    0,
    3,
    0,
    1,
    0,
    1,
    1,
    2,
    3,
    3,
    0,
    0,
    0,
    0,
    undefined,
  ]);
  expect(bits).toHaveLength(3);
});

const BOMB = deflateSync(new Uint8Array(2 ** 22 + 1));

const HOSTILE: readonly [string, () => Promise<string>, string][] = [
  ["that is no JWT", async () => "list", "list_malformed"],
  ["of nine million characters", async () => "a".repeat(8_000_001), "list_too_large"],
  ["of another type", () => foreign(lst(Uint8Array.of(0)), { typ: "JWT" }), "list_malformed"],
  ["without any type", () => foreign(lst(Uint8Array.of(0)), { typ: "" }), "list_malformed"],
  ["signed by an unpublished key", () => foreign(lst(Uint8Array.of(0)), { kid: "4201.8" }), "list_key_unknown"],
  ["with another spelling of the key", () => foreign(lst(Uint8Array.of(0)), { kid: "4201.07" }), "list_key_unknown"],
  ["signed by another issuer for itself", () => aList({ issuer: anIssuerCode("42") }, "42.3"), "list_key_unknown"],
  [
    "signed by another issuer in our name",
    async () =>
      new SignJWT({ sub: SUBJECT, iat: NOW / 1000, exp: END / 1000, ...lst(Uint8Array.of(0)) })
        .setProtectedHeader({ alg: "ES256", kid: "4201.7", typ: "statuslist+jwt" })
        .sign(await signingKey("42.3")),
    "list_signature_invalid",
  ],
  [
    "with its bits exchanged",
    async () => {
      const [header, , signature] = (await aList()).split(".");
      return `${header}.${(await aList({ bits: new Uint8Array(4) })).split(".")[1]}.${signature}`;
    },
    "list_signature_invalid",
  ],
  ["without a signature", async () => (await aList()).replace(/[^.]*$/, ""), "list_signature_invalid"],
  ["of another community", () => aList({ list: "420107012002-20200302" }), "list_another"],
  ["of another day", () => aList({ list: "420107012001-20200301" }), "list_another"],
  ["issued before its key was valid", () => aList({ issuedAt: Date.UTC(2020, 0, 31) }), "list_key_unknown"],
  ["issued a minute ahead", () => aList({ issuedAt: NOW + 60_000 }), "list_not_yet_valid"],
  ["without an end", () => foreign({ exp: undefined, ...lst(Uint8Array.of(0)) }), "list_malformed"],
  ["whose end is no whole second", () => foreign({ exp: END / 1000 + 0.5, ...lst(Uint8Array.of(0)) }), "list_malformed"],
  ["issued at no whole second", () => foreign({ iat: NOW / 1000 + 0.5, ...lst(Uint8Array.of(0)) }), "list_malformed"],
  ["without a name", () => foreign({ sub: undefined, ...lst(Uint8Array.of(0)) }), "list_malformed"],
  ["whose bits are a number", () => foreign({ status_list: { bits: 2, lst: 7 } }), "list_malformed"],
  ["without bits", () => foreign({ status_list: null }), "list_malformed"],
  ["of one bit an entry", () => foreign({ status_list: { bits: 1, lst: "" } }), "list_malformed"],
  ["whose bits are not deflated", () => foreign({ status_list: { bits: 2, lst: "AAAA" } }), "list_does_not_inflate"],
  [
    "whose bits are cut off",
    () => foreign({ status_list: { bits: 2, lst: base64url.encode(BOMB.subarray(0, 100)) } }),
    "list_does_not_inflate",
  ],
  [
    "with something after its bits",
    () => foreign({ status_list: { bits: 2, lst: base64url.encode(Buffer.concat([deflateSync(new Uint8Array(4)), BOMB])) } }),
    "list_does_not_inflate",
  ],
  [
    "that inflates to more than the longest list",
    () => foreign({ status_list: { bits: 2, lst: base64url.encode(BOMB) } }),
    "list_does_not_inflate",
  ],
];

test.each(HOSTILE)("a list %s is refused", async (_, make, refusal) => {
  expect(await refusalOf(await make())).toBe(refusal);
});

test("a list is valid until the last millisecond before its end", async () => {
  expect(await refusalOf(await aList(), END - 1)).toBe("accepted");
  expect(await refusalOf(await aList(), END)).toBe("list_expired");
});

test("a list is valid from 45 seconds before its issue, during the validity of its key", async () => {
  expect(await refusalOf(await aList(), NOW - 45_000)).toBe("accepted");
  expect(await refusalOf(await aList(), NOW - 45_001)).toBe("list_not_yet_valid");
  const [first, end] = [Date.UTC(2020, 1, 1), Date.UTC(2020, 5, 1)];
  expect(await refusalOf(await aList({ issuedAt: first }))).toBe("accepted");
  expect(await refusalOf(await aList({ issuedAt: first - 1000 }))).toBe("list_key_unknown");
  expect(await refusalOf(await aList({ issuedAt: end - 1000, expiresAt: end + 1000 }), end)).toBe("accepted");
  expect(await refusalOf(await aList({ issuedAt: end, expiresAt: end + 1000 }), end)).toBe("list_key_unknown");
});

test("a text longer than the longest list is refused unread", async () => {
  const token = await aList();
  expect(await refusalOf(token.padEnd(8_000_000, "A"))).toMatch(/^list_(malformed|signature_invalid)$/);
  expect(await refusalOf(token.padEnd(8_000_001, "A"))).toBe("list_too_large");
});

test("the longest list is read", async () => {
  const bits = new Uint8Array(2 ** 22);
  bits[2 ** 22 - 1] = 0b01_00_00_00;
  const read = await readStatusList(await aList({ bits }), WANTED, trust, NOW);
  expect(read.ok && [read.value.entries, statusIn(read.value, 2 ** 24 - 1), statusIn(read.value, 2 ** 24 - 2)]).toEqual([
    2 ** 24,
    1,
    0,
  ]);
});

const HEADER = { alg: "ES256", kid: "4201.7", typ: "statuslist+jwt" };

/** A token with a valid signature over any header and payload. */
async function signedBy(header: string, payload: string): Promise<string> {
  const input = `${base64url.encode(header)}.${base64url.encode(payload)}`;
  const es256 = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(es256, await signingKey("4201.7"), new TextEncoder().encode(input));
  return `${input}.${base64url.encode(new Uint8Array(signature))}`;
}

const payloadOf = (claims: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({ sub: SUBJECT, iat: NOW / 1000, exp: END / 1000, ...lst(new Uint8Array(4)), ...claims });

const HEADERS: readonly [string, string][] = [
  ...[1, null, {}, true, ["4201.7"], undefined].map(
    (kid) => [`the key name ${JSON.stringify(kid)}`, JSON.stringify({ ...HEADER, kid })] as [string, string],
  ),
  ["a further member", JSON.stringify({ ...HEADER, b64: false })],
  ["a compression", JSON.stringify({ ...HEADER, zip: "DEF" })],
  ["blanks", JSON.stringify(HEADER, null, 1)],
  ["a member that comes twice", '{"alg":"none","alg":"ES256","kid":"4201.7","typ":"statuslist+jwt"}'],
  ["an escaped letter", JSON.stringify(HEADER).replace("ES256", String.raw`\u0045S256`)],
  ["a byte order mark", `\uFEFF${JSON.stringify(HEADER)}`],
  ["a list in place of members", '["ES256"]'],
  ["nothing", "null"],
  ["no JSON", "ES256"],
];

test.each(HEADERS)("a list whose header has %s is refused and nothing is thrown", async (_, header) => {
  expect(await refusalOf(await signedBy(header, payloadOf()))).toBe("list_malformed");
});

test("the members of a header may come in any order", async () => {
  const header = JSON.stringify({ typ: "statuslist+jwt", kid: "4201.7", alg: "ES256" });
  expect(await refusalOf(await signedBy(header, payloadOf()))).toBe("accepted");
});

test("a list in another spelling of base64url is refused", async () => {
  const token = await signedBy(JSON.stringify(HEADER), payloadOf());
  const [header, payload, signature] = token.split(".");
  expect(await refusalOf(token)).toBe("accepted");
  const others = [
    `${header}=.${payload}.${signature}`,
    `${header}. ${payload}.${signature}`,
    `${token}=`,
    `${token}.`,
    `.${token}`,
  ];
  const refusals = others.map(() => "list_malformed");
  expect(await Promise.all(others.map((other) => refusalOf(other)))).toEqual(refusals);
});

test.each<[string, (payload: string) => string]>([
  ["blanks", (payload) => payload.replace(",", ", ")],
  ["a blank at its end", (payload) => `${payload} `],
  ["a member that comes twice", (payload) => payload.replace("{", '{"sub":"urn:yima:status:4201:another",')],
  ["an escaped letter", (payload) => payload.replace("urn", String.raw`\u0075rn`)],
  ["a byte order mark", (payload) => `\uFEFF${payload}`],
])("a list whose payload has %s is refused", async (_, spoil) => {
  expect(await refusalOf(await signedBy(JSON.stringify(HEADER), spoil(payloadOf())))).toBe("list_malformed");
});

/** The same token with the other s. */
function withOtherS(token: string): string {
  const [signatureAt, order] = [token.lastIndexOf(".") + 1, 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n];
  const signature = Buffer.from(token.slice(signatureAt), "base64url");
  const s = order - BigInt(`0x${signature.subarray(32).toString("hex")}`);
  signature.write(s.toString(16).padStart(64, "0"), 32, "hex");
  return token.slice(0, signatureAt) + signature.toString("base64url");
}

test("a list is signed with a low s, and one with a high s is taken until the release before has had 30 days", async () => {
  const highAt = async (issuedAt: number) => {
    const token = withOtherS(await aList({ issuedAt, expiresAt: issuedAt + 86_400_000 }));
    return refusalOf(token, issuedAt);
  };
  const long = trust.issuers.get(WUHAN)?.keys.get(7);
  if (long === undefined) throw new Error("the test issuer has its key");
  const lasting = {
    ...trust,
    issuers: new Map([
      [
        WUHAN,
        {
          code: WUHAN,
          membership: null,
          origin: null,
          mode: null,
          name: { zh: "", en: "" },
          keys: new Map([[7, { ...long, notAfter: LISTS_WITH_HIGH_S_UNTIL + 1000 }]]),
        },
      ],
    ]),
  };
  const read = async (token: string, now: number) => {
    const list = await readStatusList(token, WANTED, lasting, now);
    return list.ok ? "accepted" : list.refusal.code;
  };
  const later = await aList({ issuedAt: LISTS_WITH_HIGH_S_UNTIL, expiresAt: LISTS_WITH_HIGH_S_UNTIL + 86_400_000 });
  expect(await highAt(NOW)).toBe("accepted");
  expect([await read(later, LISTS_WITH_HIGH_S_UNTIL), await read(withOtherS(later), LISTS_WITH_HIGH_S_UNTIL)]).toEqual([
    "accepted",
    "list_signature_invalid",
  ]);
});

test("whatever JSON a header or a payload is, the list is refused and nothing is thrown", async () => {
  const json = fc.jsonValue().map((value) => JSON.stringify(value));
  const members = fc.record({ alg: fc.jsonValue(), kid: fc.jsonValue(), typ: fc.jsonValue() }, { requiredKeys: [] });
  const headers = fc.oneof(
    json,
    members.map((changes) => JSON.stringify({ ...HEADER, ...changes })),
  );
  const wrong = fc.jsonValue().filter((value) => value !== SUBJECT && value !== NOW / 1000);
  const claims = fc.record({ sub: wrong, iat: wrong, status_list: fc.jsonValue() }, { requiredKeys: [] });
  const payloads = fc.oneof(json, claims.filter((one) => Object.keys(one).length > 0).map(payloadOf));
  await fc.assert(
    fc.asyncProperty(headers, payloads, async (header, payload) => {
      expect(await refusalOf(await signedBy(JSON.stringify(HEADER), payload))).toMatch(/^list_/);
      expect(await refusalOf(await signedBy(header, payload))).toMatch(/^list_/);
    }),
  );
});

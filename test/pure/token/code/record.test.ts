/** The claim record: each set of claims has one spelling in bytes, and all other bytes are refused. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Claims, COLOURS } from "../../../../src/domain/code/claims.ts";
import { type CodeFlag, FLAGS } from "../../../../src/domain/code/flags.ts";
import { toDigits } from "../../../../src/token/code/digits.ts";
import { decodeRecord, encodeRecord, readRecord } from "../../../../src/token/code/record.ts";
import { anIssuerCode, bytesOf, NOW, someClaims } from "../../../support/code.ts";

const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((some) => new Uint8Array(some));

const anyClaims: fc.Arbitrary<Claims> = fc
  .record({
    kind: fc.constantFrom("live" as const, "paper" as const, "specimen" as const),
    issuer: fc.constantFrom("0", "42", "4201", "99", "9999", "10", "1000"),
    keyNumber: fc.integer({ min: 0, max: 0xffff }),
    handle: exactly(16),
    colour: fc.constantFrom(...COLOURS),
    flags: fc.subarray([...FLAGS]),
    issuedAt: fc.integer({ min: 0, max: 0xffffffff }).map((seconds) => seconds * 1000),
    lifetimeMinutes: fc.integer({ min: 1, max: 0xffff }),
    declaredMinutes: fc.option(fc.integer({ min: 0, max: 65_534 })),
    community: fc.integer({ min: 1e11, max: 1e12 - 1 }).map(String),
    statusIndex: fc.integer({ min: 0, max: 0xffffff }),
    maskedName: fc.constantFrom("张*", "*", "欧阳**", "𠮷𠮷𠮷𠮷𠮷𠮷", "x".repeat(24), "é"),
    deviceKey: exactly(33).map((key) => Uint8Array.from([2 + ((key[0] ?? 0) & 1), ...key.slice(1)])),
  })
  .map(({ declaredMinutes, ...claims }) =>
    someClaims({
      ...claims,
      colour: claims.kind === "paper" ? "none" : claims.colour,
      declaredAt: declaredMinutes === null ? null : (Math.floor(claims.issuedAt / 60_000) - declaredMinutes) * 60_000,
    }),
  );

/** A colour and a flag that do not exist, typed as strings, because a caller without types may send any value. */
const UNKNOWN_COLOUR: string = "purple";
const UNKNOWN_FLAG: string = "famous";

function encoded(claims: Claims) {
  const record = encodeRecord(claims);
  if (!record.ok) throw new Error(record.refusal.field);
  return record.value;
}

describe("claim record", () => {
  test("any claims are read back from their bytes", () => {
    fc.assert(
      fc.property(anyClaims, (claims) => {
        expect(decodeRecord(encoded(claims))).toEqual({ ok: true, value: claims });
      }),
    );
  });

  test("bytes that decode are the bytes of their claims: no second spelling exists", () => {
    fc.assert(
      fc.property(anyClaims, fc.nat(), fc.integer({ min: 0, max: 255 }), (claims, at, byte) => {
        const record = encoded(claims);
        record[at % record.length] = byte;
        const read = decodeRecord(record);
        if (read.ok) expect(encoded(read.value)).toEqual(record);
      }),
      { numRuns: 2000 },
    );
  });

  test("each field stands at its place in docs/code-format.md", () => {
    const hex = Buffer.from(encoded(someClaims({ kind: "specimen", colour: "red", flags: ["other_phone"] }))).toString("hex");
    expect(hex).toBe(
      [
        "13",
        "001069",
        "0007",
        "000102030405060708090a0b0c0d0e0f",
        "24",
        "5e5b2530",
        "05a0",
        "001e",
        "61d05447a1",
        "000005",
        "05",
        "e5bca02a2a",
      ].join(""),
    );
  });

  test("the fields of a record with the greatest values stand at the same places", () => {
    const greatest = someClaims({
      kind: "specimen",
      issuer: "9999",
      keyNumber: 0xffff,
      issuedAt: 0xffffffff * 1000,
      lifetimeMinutes: 0xffff,
      declaredAt: null,
      community: "999999999999",
      statusIndex: 0xffffff,
      maskedName: "x",
    });
    const hex = Buffer.from(encoded(greatest)).toString("hex");
    expect([hex.slice(0, 12), hex.slice(46)]).toEqual(["1300270fffff", "ffffffffffffffffe8d4a50fffffffff0178"]);
    expect(decodeRecord(encoded(greatest))).toEqual({ ok: true, value: greatest });
  });

  test.each<readonly [readonly CodeFlag[], number]>([
    [[], 0x00],
    [["identity_unchecked"], 0x10],
    [["other_phone"], 0x20],
    [["identity_unchecked", "other_phone"], 0x30],
  ])("the flags %j are the high four bits of byte 22", (flags, byte) => {
    const record = encoded(someClaims({ flags, colour: "green" }));
    expect(record[22]).toBe(byte + 2);
    expect(decodeRecord(record)).toEqual({ ok: true, value: someClaims({ flags, colour: "green" }) });
  });

  test.each([
    ["429496729600", "6400000000"],
    ["429496729599", "63ffffffff"],
  ])("the community %s is the number %s in five bytes", (community, hex) => {
    const record = encoded(someClaims({ community }));
    expect(Buffer.from(record.subarray(31, 36)).toString("hex")).toBe(hex);
    expect(decodeRecord(record)).toEqual({ ok: true, value: someClaims({ community }) });
  });

  test("a record of 40 bytes has no name, and the record of a code is read up to its own end", () => {
    const record = encoded(someClaims({ kind: "paper" }));
    const nameless = record.slice(0, 40);
    nameless[39] = 0;
    expect(decodeRecord(nameless)).toEqual({ ok: false, refusal: { code: "record_malformed", field: "maskedName" } });
    const read = readRecord(Uint8Array.from([...record, 1, 2, 3]));
    expect(read.ok && read.value.length).toBe(record.length);
  });

  test.each<[number, readonly number[], object]>([
    [0, [0x02], { code: "version_unknown", version: 0 }],
    [0, [0x22], { code: "version_unknown", version: 2 }],
    [0, [0x10], { code: "kind_unknown", kind: 0 }],
    [0, [0x14], { code: "kind_unknown", kind: 4 }],
    [1, [0, 0, 1], { code: "record_malformed", field: "issuer" }],
    [1, [1, 0, 0], { code: "record_malformed", field: "issuer" }],
    [22, [15], { code: "record_malformed", field: "colour" }],
    [22, [1], { code: "record_malformed", field: "colour" }],
    [22, [0x32], { code: "record_malformed", field: "colour" }],
    [22, [0x40], { code: "record_malformed", field: "reservedBits" }],
    [22, [0x80], { code: "record_malformed", field: "reservedBits" }],
    [22, [0x4f], { code: "record_malformed", field: "reservedBits" }],
    [27, [0, 0], { code: "record_malformed", field: "lifetimeMinutes" }],
    [31, [0x17, 0x48, 0x76, 0xe7, 0xff], { code: "record_malformed", field: "community" }],
    [31, [0xe8, 0xd4, 0xa5, 0x10, 0x00], { code: "record_malformed", field: "community" }],
  ])("a record with other bytes at %d, %j, is refused: %j", (at, bytes, refusal) => {
    const record = encoded(someClaims({ kind: "paper" }));
    record.set(bytes, at);
    expect(decodeRecord(record)).toEqual({ ok: false, refusal });
  });

  test("every prefix and every longer text of bytes is refused for its length", () => {
    for (const kind of ["live", "paper"] as const) {
      const record = encoded(someClaims({ kind }));
      for (let length = 0; length < record.length; length += 1) {
        const part = record.slice(0, length);
        expect(decodeRecord(part)).toEqual({ ok: false, refusal: { code: "wrong_length", digits: toDigits(part).length } });
      }
      const longer = Uint8Array.from([...record, 0]);
      expect(decodeRecord(longer)).toEqual({ ok: false, refusal: { code: "wrong_length", digits: toDigits(longer).length } });
    }
  });

  test("a declaration is shown with its minute, whatever the second of issue", () => {
    const claims = someClaims({ issuedAt: NOW + 59_000, declaredAt: NOW - 119_999 });
    expect(decodeRecord(encoded(claims))).toEqual({ ok: true, value: { ...claims, declaredAt: NOW - 120_000 } });
  });

  test("a declaration within the second of issue counts as declared at that second", () => {
    const claims = someClaims({ issuedAt: NOW + 900, declaredAt: NOW + 500 });
    expect(decodeRecord(encoded(claims))).toEqual({ ok: true, value: { ...claims, issuedAt: NOW, declaredAt: NOW } });
  });

  test("a declaration of long ago is shown as 65534 minutes before issue", () => {
    const claims = someClaims({ issuedAt: NOW, declaredAt: 0 });
    expect(decodeRecord(encoded(claims))).toEqual({ ok: true, value: { ...claims, declaredAt: NOW - 65_534 * 60_000 } });
  });

  test.each([
    ["issuer", { issuer: "10" }],
    ["keyNumber", { keyNumber: 65_536 }],
    ["keyNumber", { keyNumber: -1 }],
    ["keyNumber", { keyNumber: 1.5 }],
    ["handle", { handle: bytesOf("00") }],
    ["colour", { colour: UNKNOWN_COLOUR as Claims["colour"] }],
    ["colour", { kind: "paper", colour: "green" }],
    ["reservedBits", { flags: [UNKNOWN_FLAG as CodeFlag] }],
    ["issuedAt", { issuedAt: -1 }],
    ["issuedAt", { issuedAt: 2 ** 32 * 1000, declaredAt: null }],
    ["statusIndex", { statusIndex: -1 }],
    ["issuedAt", { issuedAt: Number.NaN }],
    ["lifetimeMinutes", { lifetimeMinutes: 0 }],
    ["lifetimeMinutes", { lifetimeMinutes: 65_536 }],
    ["declaredAt", { declaredAt: NOW }],
    ["community", { community: "420107012" }],
    ["community", { community: "042010701200" }],
    ["statusIndex", { statusIndex: 0x1000000 }],
    ["maskedName", { maskedName: "" }],
    ["maskedName", { maskedName: "一二三四五六七八九" }],
    ["maskedName", { maskedName: "e\u0301*" }],
    ["maskedName", { maskedName: "张\u202e*" }],
    ["maskedName", { maskedName: "\ud842" }],
    ["deviceKey", { deviceKey: new Uint8Array(33).fill(4) }],
    ["deviceKey", { deviceKey: new Uint8Array(32).fill(2) }],
  ] as const)("claims with a %s outside the format are refused by its name: %o", (field, changes) => {
    const claims = someClaims(changes);
    const wrong = field === "issuer" ? { ...claims, issuer: anIssuerCode("00") } : claims;
    expect(encodeRecord(wrong)).toEqual({ ok: false, refusal: { code: "record_malformed", field } });
  });
});

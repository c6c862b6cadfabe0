/** Letters and receipts between issuers: what the library jose signs is read, what this program signs jose verifies, and any other form is none. docs/trust.md §10. */
import { compactVerify, importJWK } from "jose";
import { expect, test } from "vitest";
import { isTimely, type ItemResult, type Letter } from "../../../../src/domain/federation/letter.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";
import { isSignedBy, letterText, openLetter, openReceipt, receiptText } from "../../../../src/token/federation/letter.ts";
import { readTrust } from "../../../../src/token/status/trust.ts";
import { aSigner, AT_SECONDS, compact, type Members } from "../../../support/federation.ts";

const [ID, JTI] = ["0190c0de-0000-4000-8000-000000000001", "0190c0de-0000-4000-8000-000000000002"];
const HASH = "A".repeat(43);
const SICHUAN = "51" as IssuerCode;
const NATION = "0" as IssuerCode;
const signer = await aSigner("51.1");
const times = { nbf: AT_SECONDS - 60, exp: AT_SECONDS + 3600 };
const keys = readTrust([{ code: SICHUAN, name: { zh: "", en: "" }, jwks: { keys: [{ ...signer.jwk, ...times }] } }]);
const ofSichuan = keys.issuers.get(SICHUAN)?.keys ?? new Map();

function letter(changes: Members = {}): Promise<string> {
  const dates = { iat: AT_SECONDS, exp: AT_SECONDS + 120 };
  const usual = {
    iss: "51",
    aud: "urn:yima:issuer:0",
    ...dates,
    jti: JTI,
    kind: "statement",
    items: [{ id: ID, file: "a.b.c" }],
  };
  return compact("yima-letter+jwt", { ...usual, ...changes }, signer);
}

function receipt(changes: Members = {}): Promise<string> {
  const usual = {
    iss: "51",
    aud: "urn:yima:issuer:0",
    iat: AT_SECONDS,
    re: JTI,
    hash: HASH,
    results: [{ id: ID, state: "taken" }],
  };
  return compact("yima-receipt+jwt", { ...usual, ...changes }, signer);
}

test("a letter and a receipt that jose signs are read, and their signatures hold while the key signs codes", async () => {
  const opened = openLetter(await letter());
  expect(opened?.value).toEqual({
    from: "51",
    to: "0",
    issuedAt: AT_SECONDS * 1000,
    expiresAt: (AT_SECONDS + 120) * 1000,
    id: JTI,
    kind: "statement",
    items: [{ id: ID, file: "a.b.c" }],
  });
  if (opened === null) throw new Error("a letter");
  const signedAt = (seconds: number, issuer = SICHUAN) => isSignedBy(opened.file, issuer, ofSichuan, seconds * 1000);
  expect([await signedAt(AT_SECONDS), await signedAt(times.nbf), await signedAt(times.exp - 1)]).toEqual([true, true, true]);
  expect([await signedAt(times.nbf - 1), await signedAt(times.exp), await signedAt(AT_SECONDS, NATION)]).toEqual([
    false,
    false,
    false,
  ]);
  expect(openReceipt(await receipt())?.value.results).toEqual([{ id: ID, state: "taken" }]);
});

test("jose verifies what this program signs", async () => {
  const by = { kid: signer.kid, privateKey: signer.privateKey };
  const publicKey = await importJWK({ ...signer.jwk, alg: "ES256" });
  const made: Omit<Letter, "expiresAt"> = {
    from: SICHUAN,
    to: NATION,
    issuedAt: AT_SECONDS * 1000,
    id: JTI,
    kind: "trust",
    items: [{ id: ID, file: "a" }],
  };
  const text = await letterText(made, by);
  const read = await compactVerify(text, publicKey);
  expect(read.protectedHeader).toEqual({ alg: "ES256", kid: "51.1", typ: "yima-letter+jwt" });
  expect(JSON.parse(new TextDecoder().decode(read.payload))).toEqual({
    iss: "51",
    aud: "urn:yima:issuer:0",
    iat: AT_SECONDS,
    exp: AT_SECONDS + 120,
    jti: JTI,
    kind: "trust",
    items: made.items,
  });
  expect(openLetter(text)?.value).toMatchObject(made);
  const results: readonly ItemResult[] = [{ id: ID, state: "refused", code: "kind_unknown" }];
  const facts = { from: SICHUAN, to: NATION, issuedAt: AT_SECONDS * 1000, re: JTI, hash: HASH, results };
  const answered = await receiptText(facts, by);
  await compactVerify(answered, publicKey);
  expect(openReceipt(answered)?.value).toEqual(facts);
});

const items = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: ID.slice(0, -3) + String(at).padStart(3, "0"), file: "a" }));

test("a letter may have 250 items with members of any kind", async () => {
  const item = { id: ID, at: 1, place: { division: "1" } };
  expect(openLetter(await letter({ kind: "passes", items: [item] }))?.value.items).toEqual([item]);
  expect(openLetter(await letter({ items: items(250) }))?.value.items).toHaveLength(250);
  expect(openLetter(await letter({ kind: "weather" }))?.value.kind).toBe("weather");
});

test.each<readonly [string, Members]>([
  ["no issuer", { iss: "6" }],
  ["an audience that is an origin", { aud: "https://code.gov.cn" }],
  ["two audiences", { aud: ["urn:yima:issuer:0"] }],
  ["an audience of nobody", { aud: "urn:yima:issuer:" }],
  ["no end", { exp: undefined }],
  ["an end before its begin", { exp: AT_SECONDS }],
  ["a fraction of a second", { iat: AT_SECONDS + 0.5 }],
  ["no name", { jti: "1" }],
  ["a name in capitals", { jti: JTI.toUpperCase() }],
  ["a kind that is no word", { kind: "Statement 1" }],
  ["no items", { items: [] }],
  ["251 items", { items: items(251) }],
  ["an item twice", { items: [...items(1), ...items(1)] }],
  ["an item without a name", { items: [{ file: "a" }] }],
  ["items that are no list", { items: { id: ID, file: "a" } }],
])("a letter with %s is none", async (_, changes) => {
  expect(openLetter(await letter(changes))).toBeNull();
});

test.each<readonly [string, Members]>([
  ["no name of a letter", { re: "1" }],
  ["no hash", { hash: "AA" }],
  ["a state of tomorrow", { results: [{ id: ID, state: "lost" }] }],
  ["a code that is no word", { results: [{ id: ID, state: "refused", code: "<b>" }] }],
  [
    "a result twice",
    {
      results: [
        { id: ID, state: "taken" },
        { id: ID, state: "known" },
      ],
    },
  ],
  ["no time", { iat: null }],
])("a receipt with %s is none", async (_, changes) => {
  expect(openReceipt(await receipt(changes))).toBeNull();
});

test("a letter is no receipt, a receipt no letter, and a part of one is none", async () => {
  const text = await letter();
  expect([openReceipt(text), openLetter(await receipt())]).toEqual([null, null]);
  for (let end = 0; end < text.length; end += 1) {
    const opened = openLetter(text.slice(0, end));
    if (opened !== null) expect(await isSignedBy(opened.file, SICHUAN, ofSichuan, AT_SECONDS * 1000)).toBe(false);
  }
});

test("a letter counts two minutes before and after its time, and not after its end", () => {
  const at = AT_SECONDS * 1000;
  const one = { issuedAt: at, expiresAt: at + 120_000 };
  expect([-120_001, -120_000, 0, 119_999, 120_000].map((by) => isTimely(one, at + by))).toEqual([false, true, true, true, false]);
});

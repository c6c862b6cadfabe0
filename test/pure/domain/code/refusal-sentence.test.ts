/** The sentence of each refused code, for the collector at a gate. */
import { expect, test } from "vitest";
import { type CodeRefusal, sentenceOf } from "../../../../src/domain/code/refusal.ts";
import { anIssuerCode } from "../../../support/code.ts";

const issuer = anIssuerCode("42");
/** 12:04:10 in China. */
const NOON = Date.UTC(2020, 2, 1, 4, 4, 10);

test("the sentence about an old proof states its time in China and asks for a live code", () => {
  expect(sentenceOf({ code: "proof_too_old", proofTime: NOON, ageSeconds: 75 })).toEqual({
    zh: "健康码生成于 12:04，是 75 秒前，可能是截图。请对方打开手机出示实时码；若刚刚生成，则其手机时间慢了，请开启自动设置时间。",
    en: "This code is from 12:04, 75 seconds ago: ask for a live code. If it was just made, the phone's clock is behind: turn on automatic time.",
  });
});

test("the sentence about a fast clock states the seconds and asks for automatic time", () => {
  expect(sentenceOf({ code: "clock_skew", offsetSeconds: 73 })).toEqual({
    zh: "对方手机时间快了 73 秒，请其开启自动设置时间后再出示，并检查本机时间。",
    en: "The holder's clock is 73 seconds ahead: turn on automatic time there, and check this scanner's clock.",
  });
});

test("a long difference is given in hours or days, with the date", () => {
  expect(sentenceOf({ code: "clock_skew", offsetSeconds: 3 * 86_400 }).zh).toMatch(/^对方手机时间快了 3 天，/);
  expect(sentenceOf({ code: "proof_too_old", proofTime: NOON, ageSeconds: 5 * 365 * 86_400 }).en).toMatch(
    /^This code is from 2020-03-01 12:04, 5 years ago/,
  );
});

test("the sentence about an expired code states its end in China's time", () => {
  expect(sentenceOf({ code: "expired", expiresAt: NOON }).en).toBe(
    "This code expired at 2020-03-01 12:04: ask the holder to go online and renew it.",
  );
});

const data: readonly CodeRefusal[] = [
  { code: "not_yet_valid", issuedAt: NOON },
  { code: "issuer_unknown", issuer },
  { code: "key_unknown", issuer, keyNumber: 9 },
  { code: "region_foreign", issuer, community: "330106001001" },
];
test.each([
  [data[0], "This code is valid only from 2020-03-01 12:04: check this scanner's clock."],
  [data[1], "Issuer 42 is not in the trust list: update the list, or use the identity document."],
  [data[2], "Key 9 of issuer 42 is not in the trust list: go online to update it and scan again."],
  [data[3], "Issuer 42 may not issue for that region: do not accept this code. Check the identity document and report it."],
])("the sentence of %o states its data and the next step", (refusal, english) => {
  expect(refusal && sentenceOf(refusal).en).toBe(english);
});

/** The sentence of each refused code, for the collector at a gate. */
import { expect, test } from "vitest";
import { type CodeRefusal, sentenceOf } from "../../../../src/domain/code/refusal.ts";
import { NATION } from "../../../../src/domain/issuer/issuer.ts";
import { anIssuerCode } from "../../../support/code.ts";

const issuer = anIssuerCode("42");
/** 12:04:10 in China. */
const NOON = Date.UTC(2020, 2, 1, 4, 4, 10);

test("the sentence about an old proof states its time in China and asks for a live code", () => {
  expect(sentenceOf({ code: "proof_too_old", proofTime: NOON, ageSeconds: 75 })).toEqual({
    zh: "健康码生成于 12:04，是 75 秒前，可能是截图。请对方在自己手机上打开健康码；如果是刚打开的，就是对方手机时间慢了，请打开“自动设置时间”。",
    en: "This code is from 12:04, 75 seconds ago: ask for a live code. If it was just made, the phone's clock is behind: turn on automatic time.",
  });
});

test("the sentence about a fast clock states the seconds and asks for automatic time", () => {
  expect(sentenceOf({ code: "clock_skew", offsetSeconds: 73 })).toEqual({
    zh: "对方手机时间快了 73 秒，请对方打开“自动设置时间”后再出示，并检查本机时间。",
    en: "The holder's clock is 73 seconds ahead: turn on automatic time there, and check the clock of this device.",
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
  { code: "region_foreign", issuer: NATION, community: "330106001001" },
];
test.each([
  [data[0], "This code is valid only from 2020-03-01 12:04: check the clock of this device."],
  [
    data[1],
    "This device does not know the health code of that region (42) yet. Go online and scan again. If that does not help, check the identity document and follow the rules of the place.",
  ],
  [data[2], "The data on this device is too old for this code (region 42, key 9). Go online and scan again."],
  [
    data[3],
    "This code is not from the region that it names (issuer 42): do not accept it. Check the identity document, and report it to the community.",
  ],
  [data[4], "The holder's region has its own health code now: ask the holder to get that one. Check the identity document."],
])("the sentence of %o states its data and the next step", (refusal, english) => {
  expect(refusal && sentenceOf(refusal).en).toBe(english);
});

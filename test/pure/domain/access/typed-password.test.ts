/** One-time passwords as people type, paste and dictate them. */
import { describe, expect, it } from "vitest";
import { readPassword } from "../../../../src/domain/access/typed-password.ts";

describe("a one-time password", () => {
  it.each([
    "126204",
    " 126204",
    "126 204",
    "126-204",
    "126—204",
    "１２６２０４",
    "１２６　２０４",
    "'126204",
    "126204。",
    "1 2 6 2 0 4",
    "١٢٦٢٠٤",
    "\u202a126204\u202c",
    "验证码126204",
    "验证码：126 204",
    "【一码】验证码 126204，5 分钟内有效。请勿告诉他人。",
    "【一码】您好，2026年11月29日 10:30 的验证码是：126204（5 分钟内有效），客服 95188",
    "Your code is 126204. It is good for 5 minutes.",
    "Yima: 126-204 is your password, valid until 10:35",
  ])("%j is 126204", (text) => {
    expect(readPassword(text)).toBe("126204");
  });

  it.each(["", "12620", "1262045", "126204126204", "没有收到", "电话 13900010006", "12 62 04 x"])("%j is none", (text) => {
    expect(readPassword(text)).toBeNull();
  });
});

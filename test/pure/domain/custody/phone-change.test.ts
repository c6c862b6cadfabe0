/** The message about a change of phone names the hours that are left to deny it. There is none when nothing can be denied. Source: decision 54. */
import { expect, test } from "vitest";
import type { AccountKey } from "../../../../src/domain/access/keys.ts";
import { denyChange, leave } from "../../../../src/domain/custody/acts.ts";
import { proved } from "../../../../src/domain/custody/claim.ts";
import { type Custody, newManager, NOBODY } from "../../../../src/domain/custody/custody.ts";
import { phoneChangeText } from "../../../../src/domain/custody/phone-change.ts";

const [OLD, NEW] = ["old", "new"] as readonly string[] as readonly [AccountKey, AccountKey];
const NOW = Date.UTC(2026, 10, 29);
const HOUR = 3_600_000;
const MINUTE = 60_000;

const manager = (account: AccountKey) => newManager({ account, relation: "self", maskedPhone: "" }, NOW - HOUR);
const held: Custody = { ...NOBODY, proof: "document", managers: [{ ...manager(OLD), bond: "holder" }, manager(NEW)] };
const { custody: CHANGED } = proved(held, NEW, { evidence: "holder", isOtherPhone: false }, NOW);

test.each([
  [0, "24 小时后"],
  [MINUTE, "24 小时后"],
  [MINUTE + 1, "23 小时后"],
  [20.5 * HOUR, "3 小时后"],
  [23 * HOUR, "1 小时后"],
  [23.5 * HOUR, "1 小时内"],
])("%d ms after the change the old number ends %s", (later, when) => {
  const text = phoneChangeText(CHANGED, OLD, NOW + later);
  expect(text).toBe(
    `【一码】另一部手机用您的姓名和证件通过了实名核验。${when}本号码不再登录。不是您本人操作，请立即打开一码报告。`,
  );
  expect(text?.length).toBeLessThanOrEqual(70);
});

test("no message without a change, to the new phone, after a denial, and after the new phone has left", () => {
  const denied = denyChange(CHANGED, OLD, NOW);
  if (!denied.ok) throw new Error(denied.refusal.code);
  const texts = [held, denied.value, leave(CHANGED, NEW)].map((custody) => phoneChangeText(custody, OLD, NOW));
  expect([...texts, phoneChangeText(CHANGED, NEW, NOW)]).toEqual([null, null, null, null]);
});

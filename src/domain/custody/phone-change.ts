/** The text message to the former phone about a change of phone. Pure. Source: decision 54. */
import type { AccountKey } from "../access/keys.ts";
import { HOUR_MS, MINUTE_MS } from "../instant.ts";
import { type Custody, managerOf } from "./custody.ts";

/** A message that is this late still names all hours. */
const AT_ONCE_MS = MINUTE_MS;

/**
 * The text to a former phone, with the full hours in which its owner can still deny the change; null if there is no change to deny.
 * @param custody the custody at `now`
 */
export function phoneChangeText(custody: Custody, former: AccountKey, now: number): string | null {
  const manager = managerOf(custody, former);
  if (manager?.ending !== "replaced" || manager.endsAt === null) return null;
  const hours = Math.floor((manager.endsAt - now + AT_ONCE_MS) / HOUR_MS);
  const end = hours < 1 ? "1 小时内" : `${hours} 小时后`;
  return `【一码】另一部手机用您的姓名和证件通过了实名核验。${end}本号码不再登录。不是您本人操作，请立即打开一码报告。`;
}

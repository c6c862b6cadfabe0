/** Problems with passkeys. */
import { row } from "./wire.ts";

export const PASSKEY_PROBLEMS = {
  passkey_needed: row(
    403,
    "请先用通行密钥确认是您本人，再办理。确认后 5 分钟内有效。",
    "Confirm with your passkey that it is you. The confirmation is valid for five minutes.",
  ),
  passkey_missing: row(
    403,
    "任职已满 7 天，还没有通行密钥，不能办理。请让两位上级管理员允许您新设通行密钥。",
    "Seven days after the appointment this needs a passkey, and you have none. Ask two administrators above to let you make one.",
  ),
  passkey_without_office: row(403, "只有管理员需要通行密钥。", "Only administrators need a passkey."),
  passkey_by_phone: row(
    403,
    "第一个通行密钥，须用手机号登录后设置。请退出后用手机号登录。",
    "The first passkey needs a login by phone number: log out, and log in with your number.",
  ),
  passkey_new_login: row(
    403,
    "设置通行密钥前要重新登录：请退出，再用手机号登录。",
    "Log in again before you make a passkey: log out, and log in with your phone number.",
  ),
  passkey_refused: row(
    422,
    "通行密钥没有通过核对，请重试。还是不行，请换一个通行密钥。",
    "The passkey could not be checked: try again. If that does not help, use another passkey.",
  ),
  passkey_challenge_over: row(
    409,
    "这次确认已过 5 分钟或已经用过，请重试。",
    "This confirmation is more than five minutes old or was already used: try again.",
  ),
  passkey_known: row(409, "这个通行密钥已经设过了。", "This passkey is already there."),
  too_many_passkeys: row(409, "通行密钥最多 10 个，请先删除一个。", "At most ten passkeys: remove one first."),
  passkey_not_found: row(404, "没有这个通行密钥。", "There is no such passkey."),
  other_passkey_needed: row(403, "删除前，请先用另一个通行密钥确认。", "Before you remove it, confirm with another passkey."),
  own_passkey: row(
    403,
    "这是您本人，或您代管、申请代管、代管过的人，请由其他管理员办理。",
    "This is you, or a person whom you manage, claim or have managed: another administrator must do it.",
  ),
  loss_not_reported: row(
    404,
    "还没有人提出，或提出已过 24 小时，请重新提出。",
    "Nobody has asked for it within the last 24 hours: ask for it again.",
  ),
};

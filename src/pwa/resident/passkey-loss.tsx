/** What two administrators above have reported and permitted about the passkeys of this account: on 通行密钥, and on 我的, where the owner sees it without a search. */
import type { JSX } from "preact";
import type { Passkeys } from "../../contract/passkey/passkey.ts";
import { moment } from "../app/moment.ts";
import { say } from "../app/say.ts";
import { useOnce, valueOf } from "../ui/loaded.tsx";

type Loss = NonNullable<Passkeys["loss"]>;

export function lossWords({ by, second, until }: Loss): string {
  if (until === null)
    return say(
      `${by} 报告您的通行密钥遗失，等另一位管理员同意。不是您要求的，请马上告诉他们。`,
      `${by} reports that your passkeys are lost. A second administrator must agree. If you did not ask for this, tell them at once.`,
    );
  const end = moment(Date.parse(until));
  return say(
    `${by} 和 ${second} 允许您在 ${end} 前新设一个：请先退出，再用手机号登录，然后添加。新设后，以前的全部失效，其他设备退出登录。不是您要求的，请马上告诉他们。`,
    `${by} and ${second} let you make a new one until ${end}: log out, log in with your phone number, and add it. The earlier ones then end, and all other devices are logged out. If you did not ask for this, tell them at once.`,
  );
}

/** The notice on 我的; nothing without a report. */
export default function PasskeyLoss(): JSX.Element | null {
  const loss = valueOf(useOnce("GET /api/v1/passkeys", {}))?.loss ?? null;
  if (loss === null) return null;
  return (
    <p class="notice warning">
      <b>{say("通行密钥：", "Passkeys: ")}</b>
      {lossWords(loss)}
    </p>
  );
}

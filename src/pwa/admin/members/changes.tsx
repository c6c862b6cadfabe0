/** How the register changes: the registers that some officers have signed and not yet enough, in the words of their command, and the commands. */
import type { JSX } from "preact";
import type { WaitingRegister } from "../../../contract/issuer/members.ts";
import { say, saySentence } from "../../app/say.ts";
import { minuteOf } from "../../ui/words/moments.ts";

/** Who has signed, and what each register changes. */
export function Waiting({ waiting }: { readonly waiting: readonly WaitingRegister[] }): JSX.Element | null {
  if (waiting.length === 0) return null;
  return (
    <section class="admin-card member-waiting">
      <h2>{say("等待签署的名录", "Registers that wait for signatures")}</h2>
      {waiting.map(({ seq, hash, issuedAt, signed, threshold, changes }) => (
        <article key={hash}>
          <h3>{say(`第 ${seq} 号，${minuteOf(issuedAt)}`, `Register ${seq}, ${minuteOf(issuedAt)}`)}</h3>
          <p>
            {say(
              `已签：${signed.join("、")}（需要 ${threshold} 位）。另一位负责人核对后运行 npm run register -- sign。`,
              `Signed: ${signed.join(", ")} (${threshold} must). Another officer compares it and runs npm run register -- sign.`,
            )}
          </p>
          <ul>
            {changes.map(({ code, sentence }) => (
              <li key={`${code} ${sentence.en}`}>
                {code} {saySentence(sentence)}
              </li>
            ))}
          </ul>
          <p class="quiet">SHA-256 {hash}</p>
        </article>
      ))}
    </section>
  );
}

/** The page holds no key: these are the words of the commands that do. */
export function Commands(): JSX.Element {
  return (
    <section class="admin-card member-commands">
      <h2>{say("怎样修改名录", "How the register changes")}</h2>
      <p>
        {say(
          "本页不持有密钥，也不签署。负责人在自己的电脑上运行命令，后面加上 --nation、--root 和 --key：",
          "This page holds no key and signs nothing. Officers run commands on their own machines, each with --nation, --root and --key:",
        )}
      </p>
      <dl>
        <Command
          words="npm run register -- admit FILE"
          zh="接纳：一位签署申请，另一位用 sign 签署"
          en="admits an applicant: one officer signs this, another one by sign"
        />
        <Command words="npm run register -- sign" zh="签署等待中的名录" en="signs the register that waits" />
        <Command
          words="npm run register -- suspend CODE --reason key_leak"
          zh="暂停：一位就够，立即生效"
          en="suspends a member: one officer is enough, at once"
        />
        <Command words="npm run register -- readmit CODE" zh="恢复：由两位负责人结束暂停" en="ends a suspension: two officers" />
        <Command words="npm run register -- remove CODE" zh="移除：由两位负责人" en="removes a member: two officers" />
        <Command
          words="npm run register -- retire KEY"
          zh="停用换下的身份密钥：由两位负责人"
          en="retires an identity key that was replaced: two officers"
        />
        <Command
          words="npm run register -- renew"
          zh="续期：名录 180 天到期前，由两位负责人"
          en="renews the register before its 180 days end: two officers"
        />
        <Command words="npm run register -- --help" zh="每条命令的全部参数" en="says all options of each command" />
      </dl>
    </section>
  );
}

function Command(props: { readonly words: string; readonly zh: string; readonly en: string }): JSX.Element {
  return (
    <div>
      <dt>
        <code>{props.words}</code>
      </dt>
      <dd>{say(props.zh, props.en)}</dd>
    </div>
  );
}

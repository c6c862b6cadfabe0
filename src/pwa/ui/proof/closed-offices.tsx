/** Says why the workbench is closed: the person is not proved, so that the office rests; it was not used for a while; or the login is one at an identity provider, which opens no office. */
import type { ComponentChildren, JSX } from "preact";
import { opensRoles } from "../../../domain/identity/proof.ts";
import { say } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import type { Lifted } from "../office/unlock.tsx";
import "../../styles/proof.css";

/** Whether the account has an office that rests until its owner is proved. */
export function officeRests(): boolean {
  const own = me.value?.people.find(({ relation, state }) => relation === "self" && state === "managed");
  return own !== undefined && !opensRoles(own.proof.level) && me.value?.grants.length !== 0;
}

async function openAgain(why: Lifted): Promise<void> {
  const { unlock } = await import("../office/unlock.tsx");
  await unlock(why);
}

/** Nothing if no office is closed. */
export function ClosedOffices(): JSX.Element | null {
  const login = me.value?.login;
  if (officeRests())
    return (
      <p class="notice warning">
        {say(
          "您还没有核验本人，采集员、管理员的工作暂停。核验后自动恢复，不用重新添加。",
          "You have not proved who you are, so your work as a collector or administrator rests. It goes on by itself after the proof.",
        )}{" "}
        <a class="proof-way" href="/proof">
          {say("去实名核验", "Proof of identity")}
        </a>
      </p>
    );
  if (me.value?.officeOpen === false)
    return (
      <p class="notice warning">
        {say("工作台已关闭，因为有一会儿没有使用。", "The workbench has closed, because it was not used for a while.")}{" "}
        <button class="text-button" type="button" onClick={() => void openAgain("office_closed")}>
          {say("重新打开", "Open it again")}
        </button>
      </p>
    );
  if (login?.closesOffices !== true) return null;
  return (
    <p class="notice warning">
      {say(
        `这次是用${login.provider.zh}登录的，不能进入工作台。要去工作台，请用通行密钥确认，或退出后用手机号登录。`,
        `This login with ${login.provider.en} does not open the workbench. Use your passkey, or log out and log in with your phone number.`,
      )}{" "}
      <button class="text-button" type="button" onClick={() => void openAgain("passkey_needed")}>
        {say("用通行密钥打开", "Use my passkey")}
      </button>
    </p>
  );
}

/** The words of a workbench without offices. @param props.children the words for a person without offices; with another login the person may have some */
export function WithoutOffice(props: { readonly children: ComponentChildren }): JSX.Element {
  if (me.value?.login?.closesOffices !== true) return <>{props.children}</>;
  return (
    <>
      <h1>{say("工作台没有打开", "The workbench is not open")}</h1>
      <ClosedOffices />
    </>
  );
}

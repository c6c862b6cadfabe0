/** Says why the workbench is missing: the person has logged in at an identity provider, and such a login opens no office. */
import type { ComponentChildren, JSX } from "preact";
import { say } from "../app/say.ts";
import { me } from "../app/session.ts";

/** Nothing where the login closes no office. */
export function ClosedOffices(): JSX.Element | null {
  const login = me.value?.login;
  if (login?.closesOffices !== true) return null;
  return (
    <p class="notice warning">
      {say(
        `这次是用${login.provider.zh}登录的，不能进入工作台。要去工作台，请退出后用手机号登录。`,
        `This login with ${login.provider.en} does not open the workbench. Log out, then log in with your phone number to use it.`,
      )}
    </p>
  );
}

/** The words of a workbench without offices. @param props.children the words for somebody who has none; another login may have some */
export function WithoutOffice(props: { readonly children: ComponentChildren }): JSX.Element {
  if (me.value?.login?.closesOffices !== true) return <>{props.children}</>;
  return (
    <>
      <h1>{say("工作台没有打开", "The workbench is not open")}</h1>
      <ClosedOffices />
    </>
  );
}

/** Says on the login screen that this device's login has ended without its own log-out, and that unsent input was deleted. A file of its own: a first visit loads none of it. Source: decision 51. */
import type { JSX } from "preact";
import { say } from "../../app/say.ts";

export default function Ended(): JSX.Element {
  return (
    <p class="notice warning" role="status">
      <b>{say("这台设备已退出登录。", "This device is logged out. ")}</b>
      {say(
        "可能是您在另一台设备上让它退出，或者它连续 30 天没有使用。为防设备丢失，没提交的内容已从这里删除。",
        "Another device of yours ended its login, or it was not used for 30 days. In case it was lost, everything that was not sent is deleted here.",
      )}
    </p>
  );
}

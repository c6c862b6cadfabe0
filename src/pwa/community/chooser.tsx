/** Chooses the community to work in, for users with rights in several communities. Without any right, the screen says so. */
import type { JSX } from "preact";
import type { Grant } from "../../contract/people.ts";
import { say } from "../app/say.ts";
import { grants } from "../app/session.ts";
import { WithoutOffice } from "../ui/proof/closed-offices.tsx";
import { addressOf } from "./route.ts";

export function Chooser(): JSX.Element {
  const communities = Map.groupBy(grants.value, (grant) => grant.division);
  if (communities.size === 0)
    return (
      <main class="screen">
        <WithoutOffice>
          <div class="nothing">
            <h1>{say("您还没有工作权限", "You have no role here yet")}</h1>
            <p>
              {say(
                "社区管理员扫描您的健康码添加您以后，这里会自动打开。",
                "When an administrator scans your code and adds you, this page opens by itself.",
              )}
            </p>
          </div>
        </WithoutOffice>
        <a class="button at-foot" href="/">
          {say("回到健康码", "Back to my code")}
        </a>
      </main>
    );
  return (
    <main class="screen">
      <h1>{say("今天在哪个社区工作？", "In which community do you work today?")}</h1>
      <ul class="entries">
        {[...communities].map(([division, roles]) => (
          <li key={division}>
            <a class="point-choice" href={addressOf(division, "scan")}>
              <span>
                <b>{roles[0]?.name}</b>
                <small>{roles.map(roleOf).join(say("、", ", "))}</small>
              </span>
              <span class="mark" aria-hidden="true">
                ›
              </span>
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

function roleOf(grant: Grant): string {
  return grant.role === "administrator" ? say("管理员", "administrator") : say("采集员", "collector");
}

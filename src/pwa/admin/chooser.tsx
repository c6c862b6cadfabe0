/** Chooses the division to work for: one of the account's own offices, or any division below one of them. */
import type { JSX } from "preact";
import { DivisionPicker } from "../division/picker.tsx";
import { useLocation } from "../app/location.ts";
import { say } from "../app/say.ts";
import { WithoutOffice } from "../ui/proof/closed-offices.tsx";
import { offices } from "./offices.ts";
import { LEVEL_BELOW } from "./place-field.tsx";
import { addressOf } from "./route.ts";

export function Chooser(): JSX.Element {
  const { query, route } = useLocation();
  const below = query.get("below");
  const level = below === null ? undefined : LEVEL_BELOW[below.length];
  if (offices.value.length === 0) return <NoOffice />;
  return (
    <main class="admin-page admin-choose">
      <h1>{level === undefined ? say("选择区划", "Choose a division") : say("选择下级区划", "Choose a division below")}</h1>
      {below !== null && level !== undefined ? (
        <>
          <DivisionPicker
            key={below}
            value={null}
            region={below}
            minLevel={level}
            onPick={(code) => route(addressOf(code, "administrators"))}
          />
          <a class="button second" href={addressOf(below, "administrators")}>
            {say("返回", "Back")}
          </a>
        </>
      ) : (
        <ul class="admin-offices">
          {offices.value.map(({ division, name }) => (
            <li class="admin-card" key={division}>
              <a href={addressOf(division)}>{name}</a>
              {LEVEL_BELOW[division.length] !== undefined && (
                <a href={`/admin?below=${division}`} aria-label={say(`${name}的下级区划`, `Divisions below ${name}`)}>
                  {say("下级区划", "Divisions below")}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}

function NoOffice(): JSX.Element {
  return (
    <main class="admin-page admin-choose">
      <WithoutOffice>
        <h1>{say("您没有管理的区划", "You manage no division")}</h1>
        <p>
          {say(
            "上级区划的管理员任命您以后，这里会自动打开，不需要重新登录。",
            "When an administrator above appoints you, this page opens by itself. You need not log in again.",
          )}
        </p>
      </WithoutOffice>
      <a class="button second" href="/">
        {say("回到健康码", "Back to my code")}
      </a>
    </main>
  );
}

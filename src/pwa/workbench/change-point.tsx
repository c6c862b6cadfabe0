/** Puts a collection point right: its name, its address, its location. Its collectors and its passes stay with it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ChangePointRequest, Workbench } from "../../contract/community.ts";
import type { Problem } from "../../contract/problem.ts";
import { call } from "../app/api.ts";
import { useLocation } from "../app/location.ts";
import { say } from "../app/say.ts";
import { useWholeScreen } from "../app/tab-bar.tsx";
import { askAgain, minding, pathOf } from "../community/community.ts";
import { Back } from "../community/pages.tsx";
import { addressOf } from "../community/route.ts";
import { PointForm, type PointValues } from "../community/points/point-form.tsx";

export function ChangePoint(props: { readonly workbench: Workbench }): JSX.Element {
  const { division, points } = props.workbench;
  const { query, route } = useLocation();
  useWholeScreen();
  // As it was when the page opened: what others change meanwhile does not overwrite what is being typed.
  const [point] = useState(points.find(({ id }) => id === query.get("id")));

  async function change({ name, address, location }: PointValues): Promise<Problem | null> {
    const body: ChangePointRequest = { name, address, location: location ?? null };
    const answer = await minding(division, call<unknown>("PATCH", `${pathOf(division)}/points/${point?.id}`, body));
    if (!answer.ok) return answer.refusal;
    await askAgain(division);
    route(addressOf(division, "points"), true);
    return null;
  }

  return (
    <main class="screen whole">
      <Back href={addressOf(division, "points")} word={say("采集点", "Points")} />
      <h1>{say("修改采集点", "Change a collection point")}</h1>
      {point === undefined ? (
        <p class="notice warning" role="alert">
          {say("这个采集点不存在或已被删除。", "This point does not exist or was removed.")}
        </p>
      ) : (
        <>
          <p class="quiet">
            {say(
              "已有的登记会显示新名称。采集点搬到了别处，请另外添加一个。",
              "Passes registered before show the new name. For a gate that moved elsewhere, add another point.",
            )}
          </p>
          <PointForm first={point} yes={say("保存", "Save")} busyWord={say("正在保存……", "Saving…")} send={change} />
        </>
      )}
    </main>
  );
}

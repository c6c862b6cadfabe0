/** The collection points of a community, for its administrator: how many stand where, add, delete. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { Point, Workbench } from "../../contract/community.ts";
import { remove } from "../api.ts";
import { say, saySentence } from "../say.ts";
import { askAgain, minding, pathOf } from "./community.ts";
import { Notes } from "./notes.tsx";
import { Pages } from "./pages.tsx";
import { PostBar } from "./post-bar.tsx";
import { standingOf } from "./standing.ts";
import { addressOf } from "./route.ts";
import { Question } from "./sheet.tsx";

export function Points(props: { readonly workbench: Workbench }): JSX.Element {
  const { workbench } = props;
  const [leaving, setLeaving] = useState<Point | null>(null);

  async function removePoint(point: Point): Promise<ComponentChildren | null> {
    const answer = await minding(workbench.division, remove<null>(`${pathOf(workbench.division)}/points/${point.id}`));
    if (!answer.ok) {
      const { standing } = standingOf(answer.refusal);
      return (
        <>
          <p>{saySentence(answer.refusal.sentence)}</p>
          {standing.map((who) => (
            <p key={who}>{say(`在岗：${who}`, `Standing there: ${who}`)}</p>
          ))}
        </>
      );
    }
    await askAgain(workbench.division);
    setLeaving(null);
    return null;
  }

  return (
    <main class="screen">
      <h1 class="hidden-words">{say("采集点", "Collection points")}</h1>
      <PostBar workbench={workbench} />
      <Pages workbench={workbench} page="points" />
      <Notes />
      {workbench.points.length === 0 ? (
        <div class="nothing">
          <b>{say("还没有采集点", "No point yet")}</b>
          <p>{say("先添加采集点，才能添加采集员。", "Add a point first; then collectors can be added.")}</p>
        </div>
      ) : (
        <ul class="entries">
          {workbench.points.map((point) => (
            <li class="entry" key={point.id}>
              <div>
                <b>{point.name}</b>
                <small>{point.address}</small>
                <small>
                  {point.standing === 0
                    ? say("无人在岗", "nobody here")
                    : say(`${point.standing} 人在岗`, `${point.standing} here`)}
                  {point.location !== undefined && say(" · 有位置", " · located")}
                </small>
              </div>
              <button
                class="text-button"
                type="button"
                aria-label={say(`删除 ${point.name}`, `Delete ${point.name}`)}
                onClick={() => setLeaving(point)}
              >
                {say("删除", "Delete")}
              </button>
            </li>
          ))}
        </ul>
      )}
      <a class="button at-foot" href={addressOf(workbench.division, "points/add")}>
        {say("添加采集点", "Add a point")}
      </a>
      {leaving !== null && (
        <Question
          key={leaving.id}
          title={say(`删除“${leaving.name}”？`, `Delete “${leaving.name}”?`)}
          yes={say("删除", "Delete")}
          onNo={() => setLeaving(null)}
          onYes={() => removePoint(leaving)}
        >
          {say("以后不能再在这里登记通行。已有的登记保留。", "Passes can no longer be registered there. Those registered stay.")}
        </Question>
      )}
    </main>
  );
}

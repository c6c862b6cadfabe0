/** The collection points of a community on the phone, for its administrator: number of collectors, add, edit, remove and undo. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Point } from "../../../contract/community.ts";
import type { Problem } from "../../../contract/problem.ts";
import { ask } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { askAgain, checkRight } from "../community.ts";
import { Notes } from "../../gate/pass-notes.tsx";
import { Pages } from "../pages.tsx";
import { PostBar } from "../../gate/post-bar.tsx";
import { useRemoval } from "../removal.tsx";
import { addressOf, type PageProps } from "../route.ts";
import { standingOf } from "./standing.ts";

interface RemovalRefusal {
  readonly point: Point;
  readonly problem: Problem;
}

export default function Points(props: PageProps): JSX.Element {
  const { workbench } = props;
  const { division } = workbench;
  const [refusal, setRefusal] = useState<RemovalRefusal | null>(null);

  const removal = useRemoval<Point>({
    remove: ({ id }) => checkRight(division, ask("DELETE /api/v1/communities/:division/points/:id", { division, id })),
    restore: ({ id }) => checkRight(division, ask("POST /api/v1/communities/:division/points/:id/restoration", { division, id })),
    reload: () => askAgain(division),
  });

  async function removePoint(point: Point): Promise<void> {
    const problem = await removal.remove(point);
    setRefusal(problem && { point, problem });
    if (problem === null) return;
    removal.putAway();
    await askAgain(division);
  }

  return (
    <main class="screen">
      <h1 class="hidden-words">{say("采集点", "Collection points")}</h1>
      <PostBar workbench={workbench} />
      <Pages workbench={workbench} page="points" />
      <Notes />
      {removal.notice(({ name }) => say(`已删除“${name}”，已有的登记保留。`, `“${name}” was removed. Its passes stay.`))}
      {refusal !== null && <Stays {...refusal} />}
      {workbench.points.length === 0 ? (
        <div class="nothing">
          <b>{say("还没有采集点", "No collection point yet")}</b>
          <p>{say("先添加采集点，才能添加采集员。", "Add a point first. Then you can add collectors.")}</p>
        </div>
      ) : (
        <ul class="entries">
          {workbench.points.map((point) => (
            <Entry key={point.id} division={division} point={point} onRemove={() => void removePoint(point)} />
          ))}
        </ul>
      )}
      <a class="button at-foot" href={addressOf(division, "points/add")}>
        {say("添加采集点", "Add a point")}
      </a>
    </main>
  );
}

/** The notice of a point that could not be removed, with the collectors who must leave it first. */
function Stays({ point, problem }: RemovalRefusal): JSX.Element {
  return (
    <div class="notice wrong" role="alert">
      <p>
        {say(`没有删除“${point.name}”。`, `“${point.name}” was not removed. `)}
        {saySentence(problem.sentence)}
      </p>
      {standingOf(problem).standing.map((who) => (
        <p key={who}>{say(`在岗：${who}`, `Collector there: ${who}`)}</p>
      ))}
    </div>
  );
}

interface EntryProps {
  readonly division: string;
  readonly point: Point;
  readonly onRemove: () => void;
}

function Entry({ division, point, onRemove }: EntryProps): JSX.Element {
  return (
    <li class="entry">
      <div>
        <b>{point.name}</b>
        <small>{point.address}</small>
        <small>
          {point.standing === 0 ? say("无人在岗", "nobody here") : say(`${point.standing} 人在岗`, `${point.standing} here`)}
          {point.location !== undefined && say(" · 有位置", " · with location")}
        </small>
      </div>
      <span class="acts">
        <a
          class="text-button"
          href={`${addressOf(division, "points/change")}?id=${point.id}`}
          aria-label={say(`修改 ${point.name}`, `Change ${point.name}`)}
        >
          {say("修改", "Change")}
        </a>
        <button
          class="text-button danger"
          type="button"
          aria-label={say(`删除 ${point.name}`, `Remove ${point.name}`)}
          onClick={onRemove}
        >
          {say("删除", "Remove")}
        </button>
      </span>
    </li>
  );
}

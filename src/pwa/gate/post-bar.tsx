/** The bar with the collector's current point and the button 切换 that changes it, at the top of the gate and of the pages of points and collectors (quality.md, People). */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Point, Workbench } from "../../contract/community.ts";
import type { Problem } from "../../contract/problem.ts";
import { ask } from "../app/api.ts";
import { say, saySentence } from "../app/say.ts";
import { askAgain, checkRight, currentPoint } from "../community/community.ts";
import { addressOf } from "../community/route.ts";
import { Sheet } from "../ui/dialog.tsx";
import { waitingCount } from "./pass-queue.ts";
import { queue, sendNow } from "./pass-sender.ts";

export function PostBar(props: { readonly workbench: Workbench }): JSX.Element {
  const [switching, setSwitching] = useState(false);
  const point = currentPoint(props.workbench);
  if (!props.workbench.roles.includes("collector"))
    return (
      <header class="post-bar">
        <div>
          <small>{say("社区工作台", "Workbench")}</small>
          <strong>{props.workbench.name}</strong>
        </div>
      </header>
    );
  return (
    <header class="post-bar">
      <div>
        <small>{say(`当前采集点 · ${props.workbench.name}`, `Current point · ${props.workbench.name}`)}</small>
        <strong>{point === null ? say("未选择", "None chosen") : point.name}</strong>
      </div>
      <button class="chip" type="button" onClick={() => setSwitching(true)}>
        {say("切换", "Switch")}
      </button>
      {switching && <SwitchSheet workbench={props.workbench} onClose={() => setSwitching(false)} />}
    </header>
  );
}

/** From this number of points on, the list has a search field: it no longer fits on a phone without scrolling. */
const SEARCH_FROM = 7;

interface Props {
  readonly workbench: Workbench;
  readonly onClose: () => void;
}

export function SwitchSheet(props: Props): JSX.Element {
  return (
    <Sheet title={say("切换采集点", "Switch point")} onClose={props.onClose}>
      <PointChoices workbench={props.workbench} onChosen={props.onClose} />
    </Sheet>
  );
}

/** The points as buttons. Calls `onChosen` after the server has stored the chosen point. */
export function PointChoices(props: { readonly workbench: Workbench; readonly onChosen: () => void }): JSX.Element {
  const { workbench } = props;
  const [search, setSearch] = useState("");
  const [target, setTarget] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const waiting = waitingCount(queue.value);
  if (workbench.points.length === 0) return <NoPoint workbench={workbench} />;

  async function choose(point: Point): Promise<void> {
    // The server registers a pass at the collector's current point. So waiting passes are sent first, and the switch must be tried again.
    if (waiting > 0) return sendNow();
    setTarget(point.id);
    const answer = await checkRight(
      workbench.division,
      ask("PUT /api/v1/communities/:division/post", { division: workbench.division }, { pointId: point.id }),
    );
    if (answer.ok) await askAgain(workbench.division);
    setTarget(null);
    if (answer.ok) props.onChosen();
    else setProblem(answer.refusal);
  }

  const matches = workbench.points.filter((point) => `${point.name}${point.address}`.includes(search.trim()));
  return (
    <>
      {problem !== null && (
        <p class="notice wrong" role="alert">
          {saySentence(problem.sentence)}
        </p>
      )}
      {waiting > 0 && (
        <p class="notice warning" role="status">
          {say(`还有 ${waiting} 条待上传，上传后再切换。`, `Passes not sent yet: ${waiting}. Switch after they are sent.`)}
        </p>
      )}
      {workbench.points.length >= SEARCH_FROM && (
        <input
          class="input"
          type="search"
          placeholder={say("按名称或地址查找", "Find by name or address")}
          aria-label={say("按名称或地址查找采集点", "Find a point by name or address")}
          // While an input method composes, the field has the letters of a sound, which no name contains.
          onInput={(event) => event.isComposing || setSearch(event.currentTarget.value)}
          onCompositionEnd={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {matches.length === 0 && <p class="quiet">{say("没有这样的采集点。", "No such point.")}</p>}
      <ul class="entries">
        {matches.map((point) => (
          <li key={point.id}>
            <Choice
              point={point}
              current={point.id === workbench.post}
              isTarget={target === point.id}
              disabled={target !== null}
              onChoose={choose}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

interface ChoiceProps {
  readonly point: Point;
  readonly current: boolean;
  readonly isTarget: boolean;
  readonly disabled: boolean;
  readonly onChoose: (point: Point) => Promise<void>;
}

function Choice(props: ChoiceProps): JSX.Element {
  const { point } = props;
  const standing =
    point.standing === 0 ? say("无人在岗", "nobody here") : say(`${point.standing} 人在岗`, `${point.standing} here`);
  return (
    <button
      class="point-choice"
      type="button"
      aria-current={props.current ? "true" : undefined}
      disabled={props.disabled}
      onClick={() => void props.onChoose(point)}
    >
      <span>
        <b>{point.name}</b>
        <small>{point.address}</small>
      </span>
      <span class="mark">
        {props.isTarget
          ? say("切换中……", "switching…")
          : props.current
            ? say(`✓ 当前 · ${standing}`, `✓ current · ${standing}`)
            : standing}
      </span>
    </button>
  );
}

function NoPoint(props: { readonly workbench: Workbench }): JSX.Element {
  const administers = props.workbench.roles.includes("administrator");
  return (
    <div class="nothing">
      <b>{say("还没有采集点", "No collection point yet")}</b>
      <p>
        {administers
          ? say("先添加采集点，才能登记通行。", "Add a point first. Then you can register passes.")
          : say("请管理员先添加采集点。", "Ask the administrator to add a point.")}
      </p>
      {administers && (
        <a class="button" href={`${addressOf(props.workbench.division, "points/add")}?then=scan`}>
          {say("添加采集点", "Add a point")}
        </a>
      )}
    </div>
  );
}

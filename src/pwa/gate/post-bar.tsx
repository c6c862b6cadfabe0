/** The current point and 切换, above whatever the workbench shows (quality.md, people: always in view). */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Workbench } from "../../contract/community.ts";
import { say } from "../app/say.ts";
import { currentPoint } from "../community/community.ts";
import { SwitchSheet } from "../workbench/switch-sheet.tsx";

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

/** Whom the administrator is about to add, masked. The region is the administrator's and cannot be edited (product.md §4). */
import type { JSX } from "preact";
import { say } from "../app/say.ts";

interface CollectorFoundProps {
  readonly maskedName: string;
  readonly phone?: string;
  readonly region: string;
  readonly adding: boolean;
  /** How to try another. */
  readonly again: string;
  readonly onAdd: () => void;
  readonly onAgain: () => void;
}

export function CollectorFound(props: CollectorFoundProps): JSX.Element {
  return (
    <>
      <dl class="card rows">
        <div>
          <dt>{say("姓名", "Name")}</dt>
          <dd>{props.maskedName}</dd>
        </div>
        {props.phone !== undefined && (
          <div>
            <dt>{say("手机号", "Phone")}</dt>
            <dd>{props.phone}</dd>
          </div>
        )}
        <div>
          <dt>{say("所属区域", "Region")}</dt>
          <dd>{props.region}</dd>
        </div>
      </dl>
      <p class="quiet">
        {say(
          "所属区域就是您管理的社区，不能改动。添加后立即生效。",
          "The region is the community you administer and cannot be changed. It takes effect at once.",
        )}
      </p>
      <div class="button-row at-foot">
        <button class="button second" type="button" disabled={props.adding} onClick={props.onAgain}>
          {props.again}
        </button>
        <button class="button" type="button" disabled={props.adding} onClick={props.onAdd}>
          {props.adding ? say("正在添加……", "Adding…") : say("添加", "Add")}
        </button>
      </div>
    </>
  );
}

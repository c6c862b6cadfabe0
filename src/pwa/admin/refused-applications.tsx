/** Applications that were turned down within the day: what was a mistake is taken back. */
import type { JSX } from "preact";
import type { Applications } from "../../contract/application.ts";
import { say } from "../say.ts";
import { phoneWords } from "../workbench/phone-words.ts";
import { minuteOf } from "./stamp.ts";
import { Table } from "./table.tsx";
import type { Column } from "./table.tsx";

export type RefusedApplication = Applications["refused"][number];

const columns = (): readonly Column<RefusedApplication>[] => [
  { key: "name", word: say("姓名", "Name"), value: ({ name }) => name },
  { key: "division", word: say("管理社区", "Division"), value: ({ division }) => division },
  { key: "phone", word: say("手机号", "Phone"), value: ({ phone }) => phoneWords(phone) },
  { key: "at", word: say("拒绝时间", "Turned down"), value: ({ refusedAt }) => minuteOf(refusedAt) },
];

export function RefusedApplications(props: {
  readonly refused: readonly RefusedApplication[];
  readonly onReopen: (application: RefusedApplication) => void;
}): JSX.Element | null {
  if (props.refused.length === 0) return null;
  return (
    <>
      <h2>{say("一天内拒绝的申请", "Turned down within the day")}</h2>
      <Table
        name="refused"
        caption={say("一天内拒绝的申请", "Turned down within the day")}
        columns={columns()}
        rows={props.refused}
        idOf={({ id }) => id}
        first={{ by: "at", down: true }}
        actions={(application) => (
          <button
            class="text-button"
            type="button"
            aria-label={say(`撤销对 ${application.name} 的拒绝`, `Take back turning ${application.name} down`)}
            onClick={() => props.onReopen(application)}
          >
            {say("撤销", "Undo")}
          </button>
        )}
      />
    </>
  );
}

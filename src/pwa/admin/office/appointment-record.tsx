/** The record of appointments and removals of a division's administrators, with the office that acted and its reason, newest first. It cannot be changed. */
import type { JSX } from "preact";
import type { Administrators } from "../../../contract/administrator.ts";
import { say } from "../../app/say.ts";
import type { Names } from "../offices.ts";
import { secondOf } from "../../ui/words/moments.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { chainColumn } from "../chain-column.tsx";

type Appointment = Administrators["appointments"][number];

const wordOf = (act: Appointment["act"]): string =>
  ({
    proposed: say("提议任命", "appointment proposed"),
    declined: say("未批准任命", "appointment declined"),
    withdrawn: say("撤回提议", "proposal withdrawn"),
    appointed: say("任命", "appointed"),
    removed: say("解除", "removed"),
    refused: say("拒绝申请", "refused"),
    reopened: say("撤销拒绝", "refusal undone"),
    added: say("新增社区", "community added"),
    alias: say("新增别名", "alias added"),
    passkey_lost: say("通行密钥遗失", "passkeys lost"),
    passkey_permitted: say("允许新设通行密钥", "new passkey permitted"),
  })[act];

export function AppointmentRecord(props: {
  readonly appointments: readonly Appointment[];
  readonly names: Names;
}): JSX.Element | null {
  const { appointments, names } = props;
  if (appointments.length === 0) return null;
  // An appointment or removal by the operators' command has the word `operator` in place of a division.
  const officeOf = (office: string): string => (office === "operator" ? say("运维", "Operators") : names.of(office));
  const columns: readonly Column<Appointment>[] = [
    { key: "at", word: say("时间", "Time"), value: ({ at }) => secondOf(at) },
    {
      key: "act",
      word: say("事项", "Act"),
      value: ({ act }) => wordOf(act),
    },
    { key: "who", word: say("姓名", "Name"), value: ({ maskedName }) => maskedName || "—" },
    { key: "office", word: say("办理区划", "By"), value: ({ office }) => officeOf(office) },
    { key: "reason", word: say("事由", "Reason"), value: ({ reason }) => reason },
    chainColumn(),
  ];
  return (
    <>
      <h2>{say("任免记录", "Record of appointments")}</h2>
      <Table
        name="record"
        caption={say("任免记录", "Record of appointments")}
        columns={columns}
        rows={appointments}
        idOf={(one) => [one.at, one.act, one.maskedName, one.office].join(" ")}
        first={{ by: "at", down: true }}
      />
    </>
  );
}

/** The files that officers have proposed and clients have sent, with their results and who decided. A file that was entered can be taken back as a whole. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Lists } from "../../../contract/list.ts";
import type { ListOf } from "../../../domain/list/list-file.ts";
import { say } from "../../app/say.ts";
import { type Source, SourceView } from "../../ui/loaded.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { numberOf } from "../../ui/words/number.ts";
import { fileWord, listState } from "./list-words.ts";
import { ProposeList } from "./propose-list.tsx";

type List = Lists["lists"][number];

interface ListTableProps {
  readonly list: ListOf;
  readonly source: Source<Lists>;
  readonly onChange: (notice: string) => Promise<void>;
}

export function ListTable({ list, source, onChange }: ListTableProps): JSX.Element {
  const [withdrawing, setWithdrawing] = useState<List | null>(null);
  const title = say("文件", "Files");
  const columns: readonly Column<List>[] = [
    { key: "name", word: say("文件", "File"), value: fileWord, show: (row) => <Name row={row} /> },
    { key: "sender", word: say("上传", "Sent by"), value: ({ sender }) => sender },
    { key: "sent", word: say("上传时间", "Sent at"), value: ({ sentAt }) => minuteOf(sentAt) },
    { key: "state", word: say("状态", "State"), value: listState },
    { key: "decided", word: say("办理", "Decided by"), value: decidedWords },
    { key: "result", word: say("结果", "Result"), value: resultWords },
  ];
  return (
    <section>
      <h2>{title}</h2>
      <SourceView source={source}>
        {({ lists, nextPage }) => {
          const rows = lists.filter((row) => row.list === list);
          if (rows.length === 0)
            return <p class="quiet">{say("还没有提议或接收过文件。", "No file has been proposed or received yet.")}</p>;
          return (
            <>
              <Table
                name="files"
                caption={title}
                columns={columns}
                rows={rows}
                idOf={({ id }) => id}
                first={{ by: "sent", down: true }}
                actions={(row) =>
                  mayTakeBack(row) && (
                    <button class="text-button danger" type="button" onClick={() => setWithdrawing(row)}>
                      {say("整份撤回", "Take back")}
                    </button>
                  )
                }
              />
              {nextPage !== null && <p class="quiet">{say("只显示最近 50 份。", "The newest 50 are shown.")}</p>}
            </>
          );
        }}
      </SourceView>
      {withdrawing !== null && (
        <ProposeList
          change={{ kind: "list_withdrawal", id: withdrawing.id }}
          name={fileWord(withdrawing)}
          effect={say(
            `这份文件录入了 ${numberOf(withdrawing.result?.entered ?? 0)} 条。`,
            `This file has entered ${numberOf(withdrawing.result?.entered ?? 0)} entries.`,
          )}
          onDone={async (notice) => {
            setWithdrawing(null);
            await onChange(notice);
          }}
          onClose={() => setWithdrawing(null)}
        />
      )}
    </section>
  );
}

/** The name of a file; a link while its reading can be opened. */
function Name({ row }: { readonly row: List }): JSX.Element {
  if (row.proposal?.state !== "waiting") return <>{fileWord(row)}</>;
  return <a href={`${row.list}?file=${row.file}`}>{fileWord(row)}</a>;
}

function mayTakeBack({ proposal, result, withdrawal }: List): boolean {
  return withdrawal === null && result !== null && (proposal === null || proposal.state === "approved");
}

function decidedWords({ proposal, withdrawal }: List): string {
  const entered = proposal === null ? say("接入系统", "client") : decisionWords(proposal);
  if (withdrawal === null) return entered;
  return say(`${entered}；撤回：${decisionWords(withdrawal)}`, `${entered}; taken back by ${decisionWords(withdrawal)}`);
}

function decisionWords({ by, decidedBy, decidedAt }: NonNullable<List["proposal"]>): string {
  if (decidedBy === null || decidedAt === null) return say(`${by} 提议`, `proposed by ${by}`);
  return say(`${by} 提议，${decidedBy} ${minuteOf(decidedAt)}`, `proposed by ${by}, ${decidedBy} ${minuteOf(decidedAt)}`);
}

function resultWords({ result, takenBack }: List): string {
  if (result === null) return "—";
  const { entered, known, refused } = result;
  const words = say(
    `录入 ${numberOf(entered)}，已有 ${numberOf(known)}，有误 ${numberOf(refused)}`,
    `${numberOf(entered)} entered, ${numberOf(known)} known, ${numberOf(refused)} refused`,
  );
  if (takenBack === null) return words;
  return say(`${words}；撤回 ${numberOf(takenBack.entries)}`, `${words}; ${numberOf(takenBack.entries)} taken back`);
}

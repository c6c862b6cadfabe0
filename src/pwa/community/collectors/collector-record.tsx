/** One collector's record: current point, its start, and number of passes by day and point, each number with a link to its passes. */
import type { JSX } from "preact";
import type { CollectorRecord as Record } from "../../../contract/collector.ts";
import { addDays, dateOf } from "../../../domain/china-time.ts";
import { Empty, Head } from "../../admin/head.tsx";
import { addressOf } from "../../admin/route.ts";
import { correctedNow } from "../../app/clock.ts";
import { say } from "../../app/say.ts";
import { SourceView, useLoaded, valueOf } from "../../ui/loaded.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { OfficeProof } from "../../ui/proof/proof-mark.tsx";
import { type Column, Table } from "../../ui/table.tsx";

type Count = Record["counts"][number];

export function CollectorRecord(props: { readonly division: string; readonly id: string }): JSX.Element {
  const { division, id } = props;
  const source = useLoaded("GET /api/v1/communities/:division/collectors/:id", { division, id });
  const record = valueOf(source);
  const passes = (count: Count): string => {
    const filters = new URLSearchParams({ collector: id, point: count.pointId, from: `${count.day}T00:00` });
    // Today's link has no end, because the API refuses an end in the future.
    const next = addDays(count.day, 1);
    if (next <= dateOf(correctedNow())) filters.set("to", `${next}T00:00`);
    return `${addressOf(division, "passes")}?${filters.toString()}`;
  };
  const columns: readonly Column<Count>[] = [
    { key: "day", word: say("日期", "Day"), value: ({ day }) => day },
    { key: "point", word: say("采集点", "Point"), value: ({ pointName }) => pointName },
    { key: "passes", word: say("登记次数", "Passes"), value: ({ passes: many }) => many },
  ];
  return (
    <>
      <Head
        name={
          record === null
            ? say("采集员记录", "Collector")
            : say(`采集员 ${record.maskedPhone}`, `Collector ${record.maskedPhone}`)
        }
        detail={record === null ? undefined : `${record.maskedName} · ${whereWords(record)}`}
      >
        <a class="chip" href={addressOf(division, "collectors")}>
          {say("全部采集员", "All collectors")}
        </a>
      </Head>
      <SourceView source={source}>
        {(value) => (
          <>
            <p>
              <OfficeProof proof={value.proof} /> <span class="quiet">{countWords(value)}</span>
            </p>
            {value.counts.length === 0 ? (
              <Empty title={say("近 30 天没有登记", "No passes in the last 30 days")}>
                <p>{say("登记通行后，这里按日期和采集点计数。", "Passes are counted here by day and point.")}</p>
              </Empty>
            ) : (
              <Table
                name="counts"
                caption={say("按日期和采集点的登记次数", "Passes by day and point")}
                columns={columns}
                rows={value.counts}
                idOf={({ day, pointId }) => `${day} ${pointId}`}
                first={{ by: "day", down: true }}
                actions={(count) => (
                  <a
                    href={passes(count)}
                    aria-label={say(
                      `查看 ${count.day} ${count.pointName}的通行`,
                      `View the passes of ${count.day} at ${count.pointName}`,
                    )}
                  >
                    {say("查看", "View")}
                  </a>
                )}
              />
            )}
          </>
        )}
      </SourceView>
    </>
  );
}

function whereWords({ removedAt, post }: Record): string {
  if (removedAt !== null) return say(`${minuteOf(removedAt)} 移除`, `removed ${minuteOf(removedAt)}`);
  return post === null ? say("不在岗", "not at a point") : say(`在岗：${post}`, `at ${post}`);
}

function countWords({ addedAt, total, since }: Record): string {
  return say(
    `${minuteOf(addedAt)} 添加。自 ${minuteOf(since)} 起共登记 ${total} 次。`,
    `Added ${minuteOf(addedAt)}. ${total} passes since ${minuteOf(since)}.`,
  );
}

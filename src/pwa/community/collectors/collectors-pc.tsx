/** The collectors of a community on the PC: list, add by phone number, remove, undo a removal while its notice is displayed; or the record of one. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Collector } from "../../../contract/collector.ts";
import type { Problem } from "../../../contract/problem.ts";
import { Empty, Head } from "../../admin/head.tsx";
import type { PageProps } from "../../admin/pages.ts";
import { addressOf, collectorOf } from "../../admin/route.ts";
import { ask } from "../../app/api.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { refresh } from "../../app/session.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { proofColumn } from "../../ui/proof/proof-column.tsx";
import { useRemoval } from "../removal.tsx";
import { AddCollector } from "./add-collector-pc.tsx";
import { CollectorRecord } from "./collector-record.tsx";

export default function Collectors({ division, names }: PageProps): JSX.Element {
  const collector = collectorOf(useLocation().path);
  if (collector !== null) return <CollectorRecord key={collector} division={division} id={collector} />;
  return <AllCollectors division={division} region={names.own} />;
}

function AllCollectors(props: { readonly division: string; readonly region: string }): JSX.Element {
  const source = useLoaded("GET /api/v1/communities/:division/collectors", { division: props.division });
  const places = useLoaded("GET /api/v1/communities/:division", { division: props.division });
  const points = places.loaded.state === "ready" ? places.loaded.value.points : [];
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Collector | null>(null);
  const postOf = (one: Collector): string => points.find(({ id }) => id === one.post)?.name ?? say("不在岗", "not at a point");

  // Reloads the account too: administrators who add or remove themselves as collectors get or lose the gate at once.
  async function reload(): Promise<void> {
    await Promise.all([source.reload(), places.reload(), refresh()]);
  }

  const removal = useRemoval<Collector>({
    remove: ({ id }) => ask("DELETE /api/v1/communities/:division/collectors/:id", { division: props.division, id }),
    restore: ({ id }) => ask("POST /api/v1/communities/:division/collectors/:id/restoration", { division: props.division, id }),
    reload,
  });

  async function removeCollector(collector: Collector): Promise<Problem | null> {
    const refusal = await removal.remove(collector);
    if (refusal === null) setLeaving(null);
    return refusal;
  }

  const columns: readonly Column<Collector>[] = [
    {
      key: "phone",
      word: say("手机号", "Phone"),
      value: ({ phone }) => phoneWords(phone),
      show: ({ id, phone }) => <a href={`${addressOf(props.division, "collectors")}/${id}`}>{phoneWords(phone)}</a>,
    },
    { key: "who", word: say("姓名", "Name"), value: ({ maskedName }) => maskedName },
    proofColumn(),
    { key: "post", word: say("当前采集点", "Current point"), value: postOf },
    { key: "added", word: say("添加时间", "Added"), value: ({ addedAt }) => minuteOf(addedAt) },
  ];
  const count = source.loaded.state === "ready" ? source.loaded.value.collectors.length : 0;
  const posted = source.loaded.state === "ready" ? source.loaded.value.collectors.filter((one) => one.post !== null).length : 0;
  return (
    <>
      <Head
        name={say("采集员", "Collectors")}
        detail={count === 0 ? undefined : say(`${count} 人 · ${posted} 人在岗`, `${count} · ${posted} at a point`)}
      >
        {source.loaded.state === "ready" && (
          <button class="chip strong" type="button" onClick={() => setAdding(true)}>
            {say("添加采集员", "Add a collector")}
          </button>
        )}
      </Head>
      <div class="admin-said" aria-live="polite">
        {removal.notice(({ phone, maskedName }) =>
          say(`已移除 ${phoneWords(phone)}（${maskedName}）。`, `${phoneWords(phone)} (${maskedName}) was removed.`),
        )}
      </div>
      <SourceView source={source}>
        {({ collectors }) =>
          collectors.length === 0 ? (
            <Empty title={say("还没有采集员", "No collector yet")}>
              <button class="button" type="button" onClick={() => setAdding(true)}>
                {say("添加第一位采集员", "Add the first collector")}
              </button>
              <HowToAdd />
            </Empty>
          ) : (
            <>
              <Table
                name="collectors"
                caption={say("采集员", "Collectors")}
                columns={columns}
                rows={collectors}
                idOf={({ id }) => id}
                first={{ by: "phone", down: false }}
                actions={(collector) => (
                  <button
                    class="text-button danger"
                    type="button"
                    aria-label={say(`移除 ${phoneWords(collector.phone)}`, `Remove ${phoneWords(collector.phone)}`)}
                    onClick={() => setLeaving(collector)}
                  >
                    {say("移除", "Remove")}
                  </button>
                )}
              />
              <HowToAdd />
            </>
          )
        }
      </SourceView>
      {adding && (
        <AddCollector division={props.division} region={props.region} onAdded={reload} onClose={() => setAdding(false)} />
      )}
      {leaving !== null && (
        <ActDialog
          key={leaving.id}
          title={say(`移除采集员 ${phoneWords(leaving.phone)}？`, `Remove collector ${phoneWords(leaving.phone)}?`)}
          yes={say("移除", "Remove")}
          danger
          onClose={() => setLeaving(null)}
          act={() => removeCollector(leaving)}
        >
          <p>
            {say(
              `${leaving.maskedName} 将立即不能登记通行，也不再占用采集点。已登记的通行保留。10 分钟内可以撤销。`,
              `${leaving.maskedName} leaves the point and can no longer register passes. This takes effect at once. Registered passes stay. You can undo this for 10 minutes.`,
            )}
          </p>
        </ActDialog>
      )}
    </>
  );
}

function HowToAdd(): JSX.Element {
  return (
    <p class="quiet">
      {say(
        "也可以用手机打开“工作台 → 采集员”，扫描对方的健康码来添加。",
        "You can also add a collector with a phone: open Workbench → Collectors and scan the person's health code.",
      )}
    </p>
  );
}

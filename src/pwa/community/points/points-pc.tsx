/** The collection points of a community on the PC: list, add, edit, remove, and undo a removal while its notice is displayed. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Point } from "../../../contract/community.ts";
import type { Problem } from "../../../contract/problem.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { standingOf } from "./standing.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { useRemoval } from "../removal.tsx";
import { AddPoint, ChangePoint } from "./point-dialogs.tsx";
import { Empty, Head } from "../../admin/head.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import type { PageProps } from "../../admin/pages.ts";
import { addressOf } from "../../admin/route.ts";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";

const columns = (): readonly Column<Point>[] => [
  { key: "name", word: say("名称", "Name"), value: ({ name }) => name },
  { key: "address", word: say("地址", "Address"), value: ({ address }) => address },
  {
    key: "standing",
    word: say("在岗", "Collectors here"),
    value: ({ standing }) => standing,
    show: ({ standing }) => (standing === 0 ? say("无人", "nobody") : say(`${standing} 人`, `${standing}`)),
  },
  {
    key: "located",
    word: say("位置", "Location"),
    value: ({ location }) => location?.accuracyMetres ?? (location === undefined ? Number.MAX_SAFE_INTEGER : 0),
    show: ({ location }) => accuracyOf(location),
  },
];

export default function Points(props: PageProps): JSX.Element {
  const { division } = props;
  const source = useLoaded("GET /api/v1/communities/:division", { division });
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<Point | null>(null);
  const [leaving, setLeaving] = useState<Point | null>(null);

  const removal = useRemoval<Point>({
    remove: ({ id }) => ask("DELETE /api/v1/communities/:division/points/:id", { division, id }),
    restore: ({ id }) => ask("POST /api/v1/communities/:division/points/:id/restoration", { division, id }),
    reload: source.reload,
  });

  async function removePoint(point: Point): Promise<Problem | null> {
    const refusal = await removal.remove(point);
    if (refusal === null) setLeaving(null);
    return refusal;
  }

  const count = source.loaded.state === "ready" ? source.loaded.value.points.length : 0;
  return (
    <>
      <Head name={say("采集点", "Collection points")} detail={count === 0 ? undefined : say(`${count} 个`, `${count}`)}>
        {source.loaded.state === "ready" && (
          <button class="chip strong" type="button" onClick={() => setAdding(true)}>
            {say("添加采集点", "Add a point")}
          </button>
        )}
      </Head>
      <div class="admin-said" aria-live="polite">
        {removal.notice(({ name }) => say(`已删除“${name}”。`, `“${name}” was removed.`))}
      </div>
      <SourceView source={source}>
        {({ points }) =>
          points.length === 0 ? (
            <Empty title={say("还没有采集点", "No collection point yet")}>
              <p>{say("先添加采集点，才能添加采集员。", "Add a point first. Then you can add collectors.")}</p>
              <button class="button" type="button" onClick={() => setAdding(true)}>
                {say("添加第一个采集点", "Add the first point")}
              </button>
            </Empty>
          ) : (
            <Table
              name="points"
              caption={say("采集点", "Collection points")}
              columns={columns()}
              rows={points}
              idOf={({ id }) => id}
              first={{ by: "name", down: false }}
              actions={(point) => (
                <>
                  <button
                    class="text-button"
                    type="button"
                    aria-label={say(`修改 ${point.name}`, `Change ${point.name}`)}
                    onClick={() => setChanging(point)}
                  >
                    {say("修改", "Change")}
                  </button>
                  <button
                    class="text-button danger"
                    type="button"
                    aria-label={say(`删除 ${point.name}`, `Remove ${point.name}`)}
                    onClick={() => setLeaving(point)}
                  >
                    {say("删除", "Remove")}
                  </button>
                </>
              )}
            />
          )
        }
      </SourceView>
      {adding && <AddPoint division={division} onAdded={source.reload} onClose={() => setAdding(false)} />}
      {changing !== null && (
        <ChangePoint
          key={changing.id}
          division={division}
          point={changing}
          onChanged={source.reload}
          onClose={() => setChanging(null)}
        />
      )}
      {leaving !== null && (
        <ActDialog
          key={leaving.id}
          title={say(`删除“${leaving.name}”？`, `Remove “${leaving.name}”?`)}
          yes={say("删除", "Remove")}
          danger
          onClose={() => setLeaving(null)}
          act={() => removePoint(leaving)}
          wayOut={(refusal) => <Standing problem={refusal} division={division} />}
        >
          <p>
            {say(
              `以后不能再在这里登记通行；已有的登记保留，仍显示这个名称。现在有 ${leaving.standing} 人在岗。`,
              `You can no longer register passes there. Registered passes stay and keep the name. Collectors there now: ${leaving.standing}.`,
            )}
          </p>
        </ActDialog>
      )}
    </>
  );
}

function accuracyOf(location: Point["location"]): string {
  if (location === undefined) return say("未填", "none");
  const { accuracyMetres } = location;
  if (accuracyMetres === null) return say("从地图上读取", "read from a map");
  return say(`误差约 ${Math.round(accuracyMetres)} 米`, `accurate to about ${Math.round(accuracyMetres)} m`);
}

/** The collectors who must leave the point before it can be removed, with a link to the list of collectors; null for another problem. */
function Standing(props: { readonly problem: Problem; readonly division: string }): JSX.Element | null {
  const { standing } = standingOf(props.problem);
  if (standing.length === 0) return null;
  return (
    <>
      <p>{say(`在岗：${standing.join("、")}`, `Collectors there: ${standing.join(", ")}`)}</p>
      <a href={addressOf(props.division, "collectors")}>{say("查看采集员", "See the collectors")}</a>
    </>
  );
}

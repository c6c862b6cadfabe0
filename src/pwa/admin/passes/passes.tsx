/** The passes of a community, newest first, by filter and page. Names are masked: another page opens a person's data, for a stated purpose, and the passes of one person ask for one too. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ChosenPurpose } from "../../../domain/look/look.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { Older, Table } from "../../ui/table.tsx";
import { Empty, Head } from "../head.tsx";
import type { PageProps } from "../pages.ts";
import { PurposeDialog, purposeWords } from "../purpose-dialog.tsx";
import { addressOf } from "../route.ts";
import { ExportPasses } from "./export-passes.tsx";
import { passColumns } from "./pass-columns.tsx";
import { apiQuery, filterOf, withFilter } from "./filter.ts";
import { PassFilters } from "./pass-filters.tsx";

interface StatedLook {
  readonly person: string;
  readonly purpose: ChosenPurpose;
}

/** Asks for the purpose before the passes are narrowed to one person, also from a link. */
export default function Passes(props: PageProps): JSX.Element {
  const { path, query, route } = useLocation();
  const [look, setLook] = useState<StatedLook | null>(null);
  const person = filterOf(query).get("person");
  if (person === undefined) return <PassList division={props.division} purpose={null} />;
  if (look?.person === person) return <PassList division={props.division} purpose={look.purpose} />;
  return (
    <>
      <Head name={say("通行记录", "Passes")} />
      <PurposeDialog
        title={say("为什么只看此人的通行？", "Why do you want the passes of one person?")}
        yes={say("筛选", "Filter")}
        onPurpose={(purpose) => {
          setLook({ person, purpose });
          return Promise.resolve(null);
        }}
        onClose={() => route(`${path}?${withFilter(query, "person", "").toString()}`, true)}
      />
    </>
  );
}

/** Each request for one person's passes is recorded, so that such a list is not repeated by itself. */
const ONCE = { everyMs: null };

function PassList({ division, purpose }: Pick<PageProps, "division"> & { readonly purpose: ChosenPurpose | null }): JSX.Element {
  const { query } = useLocation();
  const [exporting, setExporting] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const filters = apiQuery(query);
  const page = query.get("page");
  const stated = purpose === null ? {} : { purpose: purpose.kind, purposeText: purpose.text ?? undefined };
  const source = useLoaded(
    "GET /api/v1/communities/:division/passes",
    { division, ...filters, ...stated, page: page ?? undefined },
    purpose === null ? undefined : ONCE,
  );
  const count = source.loaded.state === "ready" ? source.loaded.value.passes.length : 0;
  return (
    <>
      <Head
        name={say("通行记录", "Passes")}
        detail={count === 0 ? undefined : countWords(count, page !== null, purpose === null)}
      >
        {count > 0 && (
          <button
            class="chip"
            type="button"
            onClick={() => {
              setSaved(null);
              setExporting(true);
            }}
          >
            {say("导出", "Export")}
          </button>
        )}
      </Head>
      <div class="admin-said" aria-live="polite">
        {saved !== null && (
          <div class="notice banner">
            {say(`已导出“${saved}”。`, `“${saved}” was exported.`)}
            <a href={addressOf(division, "exports")}>{say("查看导出记录", "See the record of exports")}</a>
          </div>
        )}
      </div>
      {purpose !== null && (
        <p class="notice" role="status">
          {say("已记录本次查看，用途：", "This look is recorded. Purpose: ")}
          {purposeWords(purpose)}
        </p>
      )}
      <PassFilters division={division} />
      <SourceView source={source}>
        {({ passes, nextPage }) => (
          <>
            {passes.length === 0 ? (
              <Nothing division={division} filtered={filterOf(query).size > 0 || page !== null} />
            ) : (
              <Table
                name="passes"
                caption={say("通行记录", "Passes")}
                columns={passColumns(division)}
                rows={passes}
                idOf={({ id }) => id}
                first={{ by: "at", down: true }}
              />
            )}
            <Older page={page} nextPage={nextPage} />
          </>
        )}
      </SourceView>
      {exporting && (
        <ExportPasses
          division={division}
          filters={filters}
          onDone={(name) => {
            setExporting(false);
            setSaved(name);
          }}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  );
}

function countWords(count: number, older: boolean, isUpdated: boolean): string {
  if (older) return say(`更早的 ${count} 条`, `${count} older ones`);
  if (!isUpdated) return say(`最新 ${count} 条`, `The newest ${count}`);
  return say(`最新 ${count} 条 · 自动更新`, `The newest ${count} · updated automatically`);
}

function Nothing(props: { readonly division: string; readonly filtered: boolean }): JSX.Element {
  const { path } = useLocation();
  if (props.filtered)
    return (
      <Empty title={say("没有符合条件的记录", "No passes match the filters")}>
        <a class="button second" href={path}>
          {say("清除筛选", "Clear the filters")}
        </a>
      </Empty>
    );
  return (
    <Empty title={say("还没有通行记录", "No passes yet")}>
      <p>
        {say("采集员在采集点扫码登记后，记录会出现在这里。", "Passes appear here after a collector registers them at a point.")}
      </p>
      <a class="button second" href={addressOf(props.division, "points")}>
        {say("查看采集点", "See the points")}
      </a>
    </Empty>
  );
}

/** 身份个案: the cases about who manages a person. One administrator opens a case, another one agrees, and then a named phone alone manages the person. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { WaitingCase } from "../../../contract/custody/case.ts";
import { termDays } from "../../../domain/retention.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { Table } from "../../ui/table.tsx";
import { Empty, Head, OutcomeNotice } from "../head.tsx";
import { tellCount } from "../menu-counts.tsx";
import type { PageProps } from "../pages.ts";
import { addressOf } from "../route.ts";
import { decidedColumns, waitingColumns } from "./case-columns.tsx";
import { DecideCase, type Deciding } from "./decide-case.tsx";
import { OpenCase } from "./open-case.tsx";
import "./cases.css";

export default function CasesPage({ division }: PageProps): JSX.Element {
  const { query, route } = useLocation();
  const source = useLoaded("GET /api/v1/divisions/:division/cases", { division });
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const all = source.loaded.state === "ready" ? source.loaded.value.cases : null;
  const waiting = all?.filter(({ state }) => state === "waiting").length ?? 0;
  useEffect(() => {
    if (all !== null) tellCount(division, "cases", { waiting });
  }, [all, division]);

  async function finish(what: string): Promise<void> {
    setDeciding(null);
    setNotice(what);
    await source.reload();
  }

  if (query.has("open"))
    return (
      <OpenCase
        division={division}
        onDone={async (what) => {
          route(addressOf(division, "cases"), true);
          await finish(what);
        }}
      />
    );
  return (
    <>
      <Head
        name={say("身份个案", "Identity cases")}
        detail={waiting === 0 ? undefined : say(`${waiting} 件待核对`, `${waiting} to check`)}
      >
        <a class="chip strong" href={`${addressOf(division, "cases")}?open`}>
          {say("开个案", "Open a case")}
        </a>
      </Head>
      <OutcomeNotice
        outcome={notice === null ? null : { notice }}
        onChange={(outcome) => setNotice(outcome.notice)}
        onUndone={source.reload}
      />
      <SourceView source={source}>{({ cases }) => <Cases division={division} cases={cases} onDecide={setDeciding} />}</SourceView>
      {deciding !== null && (
        <DecideCase
          {...deciding}
          // The list is loaded again every 20 s: the dialog shows who manages the person now.
          one={all?.find(({ id }) => id === deciding.one.id) ?? deciding.one}
          division={division}
          onDone={finish}
          onClose={() => {
            setDeciding(null);
            void source.reload();
          }}
        />
      )}
    </>
  );
}

interface CasesProps {
  readonly division: string;
  readonly cases: readonly WaitingCase[];
  readonly onDecide: (deciding: Deciding) => void;
}

function Cases({ division, cases, onDecide }: CasesProps): JSX.Element {
  const waiting = cases.filter(({ state }) => state === "waiting");
  const decided = cases.filter(({ state }) => state !== "waiting");
  return (
    <>
      {waiting.length === 0 ? (
        <Empty title={say("没有待核对的个案", "No case is waiting")}>
          <p>
            {say(
              "居民的身份被别人抢先登记、换号后核验不过、没有手机要家人代管时，看过证件后在这里开个案；另一位管理员核对后生效。",
              "Open a case after you have seen the document: when somebody else registered the person first, when a new number is not proved, or when a relative is to manage somebody without a phone. It takes effect after another administrator agrees.",
            )}
          </p>
          <a class="button" href={`${addressOf(division, "cases")}?open`}>
            {say("开个案", "Open a case")}
          </a>
        </Empty>
      ) : (
        <Table
          name="cases"
          caption={say("待核对的个案", "Cases to check")}
          columns={waitingColumns()}
          rows={waiting}
          idOf={({ id }) => id}
          first={{ by: "at", down: false }}
          actions={(one) => <Actions one={one} onDecide={onDecide} />}
        />
      )}
      {decided.length > 0 && (
        <>
          <h2>{say(`已办结（${termDays("case")} 天内）`, `Decided in the last ${termDays("case")} days`)}</h2>
          <Table
            name="decided"
            caption={say("已办结的个案", "Decided cases")}
            columns={decidedColumns()}
            rows={decided}
            idOf={({ id }) => id}
            first={{ by: "decided", down: true }}
          />
        </>
      )}
    </>
  );
}

function Actions({ one, onDecide }: { readonly one: WaitingCase; readonly onDecide: (deciding: Deciding) => void }): JSX.Element {
  const { maskedName, openedByMe } = one;
  const button = (act: Deciding["act"], word: string, label: string) => (
    <button
      class={act === "refuse" ? "text-button danger" : "text-button"}
      type="button"
      aria-label={label}
      onClick={() => onDecide({ act, one })}
    >
      {word}
    </button>
  );
  if (openedByMe)
    return button("refuse", say("撤回", "Withdraw"), say(`撤回 ${maskedName} 的个案`, `Withdraw the case about ${maskedName}`));
  return (
    <>
      {button("agree", say("同意", "Agree"), say(`同意 ${maskedName} 的个案`, `Agree to the case about ${maskedName}`))}
      {button("refuse", say("不同意", "Refuse"), say(`不同意 ${maskedName} 的个案`, `Refuse the case about ${maskedName}`))}
    </>
  );
}

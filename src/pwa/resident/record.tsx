/** 公开记录: how often the staff has changed colours by hand, by month, act, reason and source; for everybody, also without a login. Names nobody. */
import type { JSX } from "preact";
import { dateOf } from "../../domain/china-time.ts";
import type { CountedAct } from "../../domain/proposal/proposal.ts";
import { REASON_WORDS } from "../../domain/proposal/reason.ts";
import type { Sentence } from "../../domain/sentence.ts";
import type { ManualChanges } from "../../contract/proposal/proposal.ts";
import { correctedNow } from "../app/clock.ts";
import { say, saySentence } from "../app/say.ts";
import { me } from "../app/session.ts";
import { Bar } from "../ui/bar.tsx";
import { useOnce, valueOf } from "../ui/loaded.tsx";
import { Wait } from "../ui/person/person-list.tsx";
import "./record.css";

type Count = ManualChanges["changes"][number];

const ACTS: Readonly<Record<CountedAct, Sentence>> = {
  closed_management: { zh: "设定封闭管理", en: "Closed management set" },
  colours_switch: { zh: "设定从何时起显示码色", en: "Begin of the display of colours set" },
  rule_set: { zh: "启用新规则", en: "New rules" },
  rule_set_withdrawal: { zh: "撤回规则", en: "Rules withdrawn" },
  fact_entry: { zh: "单独录入一人的防疫数据", en: "Health data of one person entered" },
  fact_withdrawal: { zh: "撤回一人的防疫数据", en: "Health data of one person withdrawn" },
  fact_notice: { zh: "向外地通报一人的防疫数据", en: "Another region told of health data of one person" },
  colour_table: { zh: "更换码色含义表", en: "The meanings of the colours are changed" },
  fact_notice_withdrawal: { zh: "撤回向外地的通报", en: "What another region was told is withdrawn" },
  told_facts_entry: { zh: "录入外地通报的防疫数据", en: "Health data that another region told entered" },
  told_facts_withdrawal: { zh: "撤回外地通报的防疫数据", en: "Health data that another region told taken back" },
  exposure_entry: { zh: "录入曾到某处的人为接触者", en: "People who were at a place entered as contacts" },
  exposure_withdrawal: { zh: "撤回曾到某处的接触者", en: "Contacts by a place withdrawn" },
  area_entry: { zh: "调整地区风险等级", en: "Risk level of an area changed" },
  fact_list: { zh: "录入防疫数据名单", en: "List of health data entered" },
  area_list: { zh: "录入地区风险等级名单", en: "List of risk levels entered" },
  list_withdrawal: { zh: "整份撤回名单", en: "Whole list withdrawn" },
  set_up: { zh: "首次设立时任命管理员", en: "Administrator appointed at the set-up" },
  source_silent: {
    zh: "来源地没有答复申诉，暂不采用其记录",
    en: "Entry set aside, because its source has not answered an appeal",
  },
  client_file: { zh: "其他系统送来的名单", en: "List sent by another system" },
};

/** A later release may count acts and reasons that this page does not know. */
const ANOTHER_ACT: Sentence = { zh: "其他人工更改", en: "Another change by hand" };
const ANOTHER_REASON: Sentence = { zh: "其他原因", en: "Another reason" };

export default function RecordScreen(): JSX.Element {
  const source = useOnce("GET /api/v1/manual-changes", {});
  const name = valueOf(useOnce("GET /.well-known/yima-issuer", {}))?.name;
  const isInside = me.value !== null;
  const changes = valueOf(source)?.changes;
  return (
    <main class="screen">
      <Bar name={isInside ? say("我的", "Me") : say("登录", "Log in")} back={isInside ? "/me" : "/"} />
      <h1>{say("公开记录", "Public record")}</h1>
      {name !== undefined && <p class="record-issuer">{saySentence(name)}</p>}
      <p class="quiet">
        {say(
          "码色由规则自动判定。工作人员只能因为防疫原因人工更改，而且要两个人分别办理；其他系统经两个人批准，才能送名单。这里公布每个月更改了多少次，没有任何人的姓名和资料。",
          "Rules decide the colours. Staff may change something by hand for a health reason only, and two of them must agree. Another system may send lists only after two have let it in. This page shows how often that happened in each month. It has no data of any person.",
        )}
      </p>
      <Wait source={source} />
      {changes !== undefined && monthsOf(changes).map((month) => <Month key={month} month={month} changes={changes} />)}
    </main>
  );
}

/** The months with changes and the present one, the newest first. */
function monthsOf(changes: readonly Count[]): readonly string[] {
  const present = dateOf(correctedNow()).slice(0, 7);
  return [...new Set([present, ...changes.map(({ month }) => month)])].toSorted().toReversed();
}

function Month({ month, changes }: { readonly month: string; readonly changes: readonly Count[] }): JSX.Element {
  const own = changes.filter((change) => change.month === month);
  const acts = [...new Set(own.map(({ kind }) => kind))];
  return (
    <section class="card record-month">
      <h2>{monthWords(month)}</h2>
      {acts.length === 0 && <p class="quiet">{say("还没有人工更改。", "No changes by hand so far.")}</p>}
      {acts.map((act) => (
        <Act key={act} act={act} counts={own.filter(({ kind }) => kind === act)} />
      ))}
    </section>
  );
}

function Act({ act, counts }: { readonly act: CountedAct; readonly counts: readonly Count[] }): JSX.Element {
  return (
    <dl>
      <dt>{saySentence(ACTS[act] ?? ANOTHER_ACT)}</dt>
      {counts.map((count) => (
        <dd key={`${count.reason} ${count.source}`}>
          <span class="quiet">{groundWords(count)}</span>
          <span>{countWords(count)}</span>
        </dd>
      ))}
    </dl>
  );
}

/** The source and the reason, as far as the act has them. */
function groundWords({ sourceName, reason }: Count): string {
  const words = reason === null ? "" : saySentence(REASON_WORDS[reason] ?? ANOTHER_REASON);
  return [sourceName, words].filter((part) => part !== "").join(" · ");
}

function countWords({ changes, entries }: Count): string {
  const times = say(`${changes} 次`, changes === 1 ? "once" : `${changes} times`);
  return entries > changes ? say(`${times}，共 ${entries} 条`, `${times}, ${entries} entries`) : times;
}

function monthWords(month: string): string {
  const [year, number] = month.split("-").map(Number);
  const english = new Date(`${month}-01T00:00:00Z`).toLocaleDateString("en", { month: "long", year: "numeric", timeZone: "UTC" });
  return say(`${year} 年 ${number} 月`, english);
}

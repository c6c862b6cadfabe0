/** 外地通报: what other issuers have told of residents of this region, day by day, what was refused, and what waits for two officers. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Peer } from "../../../contract/issuer/peers.ts";
import { FACT_WORDS } from "../../../domain/fact/fact.ts";
import { say, saySentence, type Sentence } from "../../app/say.ts";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Empty, Head, OutcomeNotice } from "../head.tsx";
import type { Names } from "../offices.ts";
import type { PageProps } from "../pages.ts";
import { ProposeTold, type Telling } from "./propose-told.tsx";
import "./peers.css";

/** From so many on, what was refused on a day is shown as a warning. */
const MANY_REFUSED = 100;

/** Why an item was refused, in a few words. docs/trust.md §10. */
const WORDS: Readonly<Record<string, Sentence>> = {
  item_malformed: { zh: "格式不对", en: "malformed" },
  region_foreign: { zh: "不是对方地区的", en: "not of its region" },
  not_for_here: { zh: "不该发到这里", en: "not for here" },
  person_unreadable: { zh: "看不出是谁", en: "person unreadable" },
  proof_missing: { zh: "没有本人手机的证明", en: "no proof by the phone" },
  pass_time: { zh: "时间不对", en: "wrong time" },
  fact_of_another: { zh: "不是对方的记录", en: "not its own entry" },
  too_many_facts: { zh: "此人记录过多", en: "too many entries of one person" },
  too_many_wait: { zh: "待批过多", en: "too many wait" },
};

interface Day {
  readonly peer: Peer;
  readonly day: Peer["days"][number];
}

function columns(): readonly Column<Day>[] {
  return [
    { key: "day", word: say("日期", "Day"), value: ({ day }) => day.day },
    { key: "peer", word: say("来自", "From"), value: ({ peer }) => saySentence(peer.name) },
    { key: "facts", word: say("新记录", "New entries"), value: ({ day }) => day.facts },
    {
      key: "refused",
      word: say("拒收", "Refused"),
      value: ({ day }) => refusedOf(day),
      show: ({ day }) => <Refused day={day} />,
    },
  ];
}

export default function PeersPage({ names }: PageProps): JSX.Element {
  const source = useLoaded("GET /api/v1/peers", {});
  const [telling, setTelling] = useState<Telling | null>(null);
  const [notice, setNotice] = useState<string | null>(null);

  async function finish(what: string): Promise<void> {
    setTelling(null);
    setNotice(what);
    await source.reload();
  }

  return (
    <>
      <Head name={say("外地通报", "Told by others")}>{null}</Head>
      <OutcomeNotice
        outcome={notice === null ? null : { notice }}
        onChange={(outcome) => setNotice(outcome.notice)}
        onUndone={source.reload}
      />
      <SourceView source={source}>
        {({ peers }) => (
          <>
            {peers.map((peer) => (
              <Waiting key={peer.code} peer={peer} names={names} onPropose={setTelling} />
            ))}
            <Days peers={peers} onPropose={setTelling} />
          </>
        )}
      </SourceView>
      {telling !== null && <ProposeTold telling={telling} onDone={finish} onClose={() => setTelling(null)} />}
    </>
  );
}

interface WaitingProps {
  readonly peer: Peer;
  readonly names: Names;
  readonly onPropose: (telling: Telling) => void;
}

/** What of a peer waits: how much of which list, and of which division. */
function Waiting({ peer, names, onPropose }: WaitingProps): JSX.Element | null {
  const { waiting } = peer;
  if (waiting === null) return null;
  const kinds = waiting.kinds.map(({ name, lines }) => `${saySentence(wordOf(name))} ${lines}`).join(say("、", ", "));
  const sources = waiting.sources.map(({ name, lines }) => `${names.of(name)} ${lines}`).join(say("、", ", "));
  return (
    <p class="notice warning">
      {say(
        `${peer.name.zh}一天通报过多，还有 ${waiting.lines} 条没有录入：${kinds}；来源 ${sources}。请先与对方核实。`,
        `${peer.name.en} has told too much for one day: ${waiting.lines} entries wait: ${kinds}; from ${sources}. Ask there before you let them in.`,
      )}
      <button class="text-button" type="button" onClick={() => onPropose({ kind: "told_facts_entry", peer })}>
        {say("提议录入", "Propose to let them in")}
      </button>
    </p>
  );
}

interface DaysProps {
  readonly peers: readonly Peer[];
  readonly onPropose: (telling: Telling) => void;
}

function Days({ peers, onPropose }: DaysProps): JSX.Element {
  const rows = peers.flatMap((peer) => peer.days.map((day) => ({ peer, day })));
  if (rows.length === 0)
    return (
      <Empty title={say("最近 31 天没有外地通报", "Nobody has told anything in the last 31 days")}>
        {say("外地通报本地居民的记录后，这里按天列出。", "What other regions tell of residents is listed here by day.")}
      </Empty>
    );
  return (
    <Table
      name="days"
      caption={say("外地通报，按天", "What others told, by day")}
      columns={columns()}
      rows={rows}
      idOf={({ peer, day }) => `${peer.code}/${day.day}`}
      first={{ by: "day", down: true }}
      actions={({ peer, day }) => (
        <button
          class="text-button danger"
          type="button"
          onClick={() => onPropose({ kind: "told_facts_withdrawal", peer, since: day.day })}
        >
          {say("从这天起撤回", "Take back from this day on")}
        </button>
      )}
    />
  );
}

function Refused({ day }: Pick<Day, "day">): JSX.Element {
  const words = day.refused.map(({ code, items }) => `${refusedItemWords(code)} ${items}`).join(say("、", ", "));
  if (words === "") return <>{say("没有", "None")}</>;
  return refusedOf(day) >= MANY_REFUSED ? <b class="peer-bad">{words}</b> : <>{words}</>;
}

function refusedOf({ refused }: Day["day"]): number {
  return refused.reduce((sum, { items }) => sum + items, 0);
}

function wordOf(kind: string) {
  return Object.hasOwn(FACT_WORDS, kind) ? FACT_WORDS[kind as keyof typeof FACT_WORDS] : { zh: kind, en: kind };
}

/** @param code the refusal; a code without words is shown as it is */
function refusedItemWords(code: string): string {
  const words = WORDS[code];
  return words === undefined ? code : saySentence(words);
}

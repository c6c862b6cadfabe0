/** For the officers of an issuer: the measures in force, the proposals that wait for a second officer, and the decided ones. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Proposal, Proposals } from "../../../contract/proposal/proposal.ts";
import { say } from "../../app/say.ts";
import { Head, OutcomeNotice } from "../head.tsx";
import { SourceView, useLoaded, useProgress, valueOf } from "../../ui/loaded.tsx";
import type { Names } from "../offices.ts";
import { minuteOf } from "../../ui/words/moments.ts";
import { DecideProposal, type Deciding } from "../decide-proposal.tsx";
import type { PageProps } from "../pages.ts";
import { isCounting } from "../turning.tsx";
import { Actions, ProposalList, WithdrawNotice } from "./proposal-list.tsx";
import { ProposeChange, type Proposing } from "./propose-change.tsx";
import { ProposeExposure } from "./propose-exposure.tsx";
import { ProposeNoticeWithdrawal } from "./propose-notice-withdrawal.tsx";
import { type FactAct, ProposeFact } from "./propose-fact.tsx";

export default function ProposalsPage(props: PageProps): JSX.Element {
  const { division, names } = props;
  const source = useLoaded("GET /api/v1/proposals", {});
  useProgress(source, ({ proposals }) => proposals.some(isCounting));
  const [proposing, setProposing] = useState<Proposing | null>(null);
  const [fact, setFact] = useState<FactAct | null>(null);
  const [exposing, setExposing] = useState(false);
  /** The notice whose withdrawal is being proposed. */
  const [told, setTold] = useState<Proposal | null>(null);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [notice, setNotice] = useState<string | null>(null);

  const region = { code: division, path: [names.own] };

  async function finish(what: string): Promise<void> {
    setProposing(null);
    setFact(null);
    setTold(null);
    setExposing(false);
    setDeciding(null);
    setNotice(what);
    await source.reload();
  }

  return (
    <>
      <Head name={say("码色管理", "Colours")}>
        <button class="chip" type="button" onClick={() => setProposing({ kind: "colours_switch" })}>
          {say("提议显示码色", "Propose to show colours")}
        </button>
        <button class="chip" type="button" onClick={() => setFact("fact_entry")}>
          {say("提议录入记录", "Propose to enter a fact")}
        </button>
        <button class="chip" type="button" onClick={() => setFact("fact_notice")}>
          {say("提议通报外地", "Propose to tell another region")}
        </button>
        <button class="chip" type="button" onClick={() => setExposing(true)}>
          {say("提议录入到过某处的人", "Propose to enter who was at a place")}
        </button>
        <button class="chip" type="button" onClick={() => setFact("fact_withdrawal")}>
          {say("提议撤回记录", "Propose to withdraw a fact")}
        </button>
        <button class="chip strong" type="button" onClick={() => setProposing({ kind: "closed_management" })}>
          {say("提议封闭管理", "Propose closed management")}
        </button>
      </Head>
      <OutcomeNotice
        outcome={notice === null ? null : { notice }}
        onChange={(outcome) => setNotice(outcome.notice)}
        onUndone={source.reload}
      />
      <SourceView source={source}>
        {(all) => (
          <>
            <Holds all={all} names={names} onEnd={setProposing} />
            <h2>{say("待批", "Waiting for the second officer")}</h2>
            <ProposalList
              name="waiting"
              caption={say("待批的提议", "Waiting proposals")}
              empty={say("没有待批的提议", "No proposal is waiting")}
              rows={all.proposals.filter(({ state }) => state === "waiting")}
              names={names}
              actions={(proposal) => <Actions proposal={proposal} onDecide={setDeciding} />}
            />
            <h2>{say("已办结", "Decided")}</h2>
            <ProposalList
              name="decided"
              caption={say("已办结的提议", "Decided proposals")}
              empty={say("还没有办结的提议", "No proposal has been decided yet")}
              rows={all.proposals.filter(({ state }) => state !== "waiting")}
              names={names}
              actions={(proposal) => <WithdrawNotice proposal={proposal} onPropose={setTold} />}
            />
          </>
        )}
      </SourceView>
      {proposing !== null && (
        <ProposeChange proposing={proposing} region={region} onDone={finish} onClose={() => setProposing(null)} />
      )}
      {fact !== null && <ProposeFact act={fact} region={region} onDone={finish} onClose={() => setFact(null)} />}
      {exposing && <ProposeExposure region={region} onDone={finish} onClose={() => setExposing(false)} />}
      {told !== null && <ProposeNoticeWithdrawal notice={told} names={names} onDone={finish} onClose={() => setTold(null)} />}
      {deciding !== null && (
        <DecideProposal {...newest(deciding, valueOf(source))} names={names} onDone={finish} onClose={() => setDeciding(null)} />
      )}
    </>
  );
}

/** With the proposal as it was loaded last: its count goes on while the dialog is open. */
function newest({ act, proposal }: Deciding, all: Proposals | null): Deciding {
  return { act, proposal: all?.proposals.find(({ id }) => id === proposal.id) ?? proposal };
}

interface HoldsProps {
  readonly all: Proposals;
  readonly names: Names;
  readonly onEnd: (proposing: Proposing) => void;
}

function Holds({ all, names, onEnd }: HoldsProps): JSX.Element {
  const { coloursFrom, closures } = all;
  return (
    <>
      <p class="notice banner">
        {coloursFrom === null
          ? say("暂不显示码色，健康码只显示“已申报”。", "Colours are not shown. Codes show only “declared”.")
          : say(`${minuteOf(coloursFrom)} 起显示码色。`, `Colours are shown from ${minuteOf(coloursFrom)}.`)}
      </p>
      {closures.map(({ division, from, until }) => (
        <p class="notice warning" key={division}>
          {until === null
            ? say(
                `${names.of(division)}封闭管理中，${minuteOf(from)} 起`,
                `Closed management of ${names.of(division)} since ${minuteOf(from)}`,
              )
            : say(
                `${names.of(division)}封闭管理，${minuteOf(from)} 至 ${minuteOf(until)}`,
                `Closed management of ${names.of(division)} from ${minuteOf(from)} until ${minuteOf(until)}`,
              )}
          <button
            class="text-button"
            type="button"
            onClick={() => onEnd({ kind: "end", division, name: names.of(division), from })}
          >
            {say("提议结束", "Propose to end it")}
          </button>
        </p>
      ))}
    </>
  );
}

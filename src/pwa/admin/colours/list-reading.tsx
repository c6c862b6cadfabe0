/** What was read in a file: for the officer who has sent it and may propose it, and for the other officer, who checks it here before the decision. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Reading } from "../../../contract/list.ts";
import type { Proposal } from "../../../contract/proposal/proposal.ts";
import type { ListOf } from "../../../domain/list/list-file.ts";
import { REASON_WORDS } from "../../../domain/proposal/reason.ts";
import { say, saySentence } from "../../app/say.ts";
import { SourceView, useLoaded, useProgress, valueOf } from "../../ui/loaded.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { DecideProposal, type Deciding } from "../decide-proposal.tsx";
import { handWords } from "../hand-words.ts";
import type { Names } from "../offices.ts";
import { effectWords, fileWord, readingState } from "./list-words.ts";
import { ProposeList } from "./propose-list.tsx";
import { isCounting, mustWait, Turning } from "../turning.tsx";
import { ReadingFigures } from "./reading-figures.tsx";

interface ListReadingProps {
  readonly list: ListOf;
  /** The SHA-256 of the file. */
  readonly file: string;
  /** The Chinese names of the list's columns, by their English names. */
  readonly columns: Readonly<Record<string, string>>;
  readonly names: Names;
  /** Called after each act, and when the file is entered or taken back. */
  readonly onChange: (notice: string | null) => Promise<void>;
}

const UNFINISHED = new Set<Reading["state"]>(["receiving", "reading", "running", "taking_back"]);

export function ListReading({ list, file, columns, names, onChange }: ListReadingProps): JSX.Element {
  const source = useLoaded(`GET /api/v1/${list}/:import/reading`, { import: file });
  const proposals = useLoaded("GET /api/v1/proposals", {});
  const reading = valueOf(source);
  useProgress(source, ({ state }) => UNFINISHED.has(state));
  useProgress(proposals, (all) => all.proposals.some((one) => one.id === reading?.proposal && isCounting(one)));
  const [proposing, setProposing] = useState(false);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const proposal = valueOf(proposals)?.proposals.find(({ id }) => id === reading?.proposal);
  const state = reading?.state;
  useEffect(() => {
    if (state === "done" || state === "taken_back") void onChange(null);
  }, [state]);

  async function finish(notice: string): Promise<void> {
    setProposing(false);
    setDeciding(null);
    await onChange(notice);
    await Promise.all([source.reload(), proposals.reload()]);
  }

  return (
    <SourceView source={source}>
      {(read) => (
        <section class="board" aria-label={fileWord(read)}>
          <header>
            <h2>{fileWord(read)}</h2>
            <p>
              {say(
                `${readingState(read.state)}。上传：${read.sender}，${minuteOf(read.sentAt)}。`,
                `${readingState(read.state)}. Sent by ${read.sender}, ${minuteOf(read.sentAt)}.`,
              )}
            </p>
            {proposal !== undefined && <p>{groundsOf(proposal)}</p>}
          </header>
          {proposal?.state === "waiting" && <Turning proposal={proposal} names={names} />}
          {isOpen(read.state) && <ReadingFigures reading={read} columns={columns} names={names} />}
          <div class="button-row">
            {read.state === "read" && read.mine && read.figures.lines > 0 && (
              <button class="button" type="button" onClick={() => setProposing(true)}>
                {say("提议录入", "Propose to enter it")}
              </button>
            )}
            {read.state === "read" && !read.mine && (
              <p class="quiet">{say("由上传的负责人提议。", "The officer who has sent it proposes it.")}</p>
            )}
            {read.state === "proposed" && proposal?.state === "waiting" && <Decide proposal={proposal} onDecide={setDeciding} />}
          </div>
          {proposing && (
            <ProposeList
              change={{ kind: list === "facts" ? "fact_list" : "area_list", file }}
              name={fileWord(read)}
              effect={effectOf(read)}
              onDone={finish}
              onClose={() => setProposing(false)}
            />
          )}
          {deciding !== null && (
            <DecideProposal
              {...deciding}
              names={names}
              effect={effectOf(read)}
              onDone={finish}
              onClose={() => setDeciding(null)}
            />
          )}
        </section>
      )}
    </SourceView>
  );
}

/** Whether the file still has its figures: they are deleted with the persons when it is entered. The list of files has the results. */
function isOpen(state: Reading["state"]): boolean {
  return state === "reading" || state === "read" || state === "proposed";
}

function groundsOf(proposal: Proposal): string {
  const reason = saySentence(REASON_WORDS[proposal.reason]);
  return say(
    `提议：${handWords(proposal)}，${minuteOf(proposal.at)}。事由：${reason}。证据：${proposal.evidence}。`,
    `Proposed by ${handWords(proposal)}, ${minuteOf(proposal.at)}. Reason: ${reason}. Evidence: ${proposal.evidence}.`,
  );
}

function effectOf({ list, figures }: Reading): string {
  if (list === "facts") return effectWords(figures);
  return say(
    `${figures.lines} 条风险等级，申报过这些县区的人将重新判定码色。`,
    `${figures.lines} levels. The colours of the people who declared these counties are decided again.`,
  );
}

function Decide(props: { readonly proposal: Proposal; readonly onDecide: (deciding: Deciding) => void }): JSX.Element {
  const { proposal, onDecide } = props;
  if (proposal.mine)
    return (
      <button class="button second" type="button" onClick={() => onDecide({ act: "withdrawals", proposal })}>
        {say("撤回我的提议", "Withdraw my proposal")}
      </button>
    );
  return (
    <>
      <button class="button" type="button" disabled={mustWait(proposal)} onClick={() => onDecide({ act: "approvals", proposal })}>
        {say("批准", "Approve")}
      </button>
      <button class="button second" type="button" onClick={() => onDecide({ act: "refusals", proposal })}>
        {say("拒绝", "Refuse")}
      </button>
    </>
  );
}

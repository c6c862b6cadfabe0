/** The dialog that approves or refuses another officer's proposal: shows the change in one sentence, the reason, the evidence and the proposer again, and asks for a note about what was checked. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import type { Proposal, ProposalChange } from "../../contract/proposal/proposal.ts";
import { REASON_WORDS } from "../../domain/proposal/reason.ts";
import { ask } from "../app/api.ts";
import { say, saySentence } from "../app/say.ts";
import { me } from "../app/session.ts";
import { COLOUR_WORDS } from "../ui/words/colours.ts";
import { ActDialog } from "../ui/dialog.tsx";
import { Field } from "../ui/fields/field.tsx";
import { changeWords } from "./change-words.ts";
import { handWords } from "./hand-words.ts";
import type { Names } from "./offices.ts";
import { Reach } from "./reach.tsx";
import { Turning } from "./turning.tsx";

type FactEffect = NonNullable<Extract<ProposalChange, { readonly about: unknown }>["effect"]>;

export interface Deciding {
  readonly act: "approvals" | "refusals" | "withdrawals";
  readonly proposal: Proposal;
}

interface DecideProps extends Deciding {
  readonly names: Names;
  /** What the change does, in numbers; absent where the page shows none. */
  readonly effect?: string;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

function approvalWords({ change }: Proposal): string {
  if (change.kind === "rule_set_withdrawal")
    return say("已批准，这套规则不再执行。", "Approved. These rules will not take effect.");
  if (change.kind !== "rule_set") return say("已批准，立即生效。", "Approved. It is in effect now.");
  const { validFrom } = change.ruleSet;
  return say(`已批准，${validFrom} 零点起执行。`, `Approved. The rules are in force from 00:00 on ${validFrom}.`);
}

interface Words {
  readonly title: string;
  readonly yes: string;
  readonly note: string;
  readonly done: string;
}

function wordsOf(act: Deciding["act"], proposal: Proposal): Words {
  if (act === "approvals")
    return {
      title: say("批准这项提议？", "Approve this proposal?"),
      yes: say("批准", "Approve"),
      note: say("核对说明", "What you checked"),
      done: approvalWords(proposal),
    };
  if (act === "refusals")
    return {
      title: say("拒绝这项提议？", "Refuse this proposal?"),
      yes: say("拒绝", "Refuse"),
      note: say("核对说明", "What you checked"),
      done: say("已拒绝。", "Refused."),
    };
  return {
    title: say("撤回我的提议？", "Withdraw my proposal?"),
    yes: say("撤回", "Withdraw"),
    note: say("撤回原因", "Why"),
    done: say("已撤回。", "Withdrawn."),
  };
}

export function DecideProposal({ act, proposal, names, effect, onDone, onClose }: DecideProps): JSX.Element {
  const [note, setNote] = useState("");
  const words = wordsOf(act, proposal);

  async function decide(): Promise<Problem | null> {
    const answer = await ask(`POST /api/v1/proposals/:id/${act}`, { id: proposal.id }, { note: note.trim() });
    if (!answer.ok) return answer.refusal;
    await onDone(words.done);
    return null;
  }

  return (
    <ActDialog title={words.title} yes={words.yes} danger={act !== "approvals"} act={decide} onClose={onClose}>
      <p>
        <b>{changeWords(proposal.change, names, proposal.at)}</b>
      </p>
      {effect !== undefined && (
        <p class="notice warning">
          <b>{effect}</b>
        </p>
      )}
      {act === "approvals" && <Consequence proposal={proposal} names={names} />}
      <p>
        {say(
          `事由：${saySentence(REASON_WORDS[proposal.reason])}。证据：${proposal.evidence}。提议人：${handWords(proposal)}。`,
          `Reason: ${saySentence(REASON_WORDS[proposal.reason])}. Evidence: ${proposal.evidence}. Proposed by ${handWords(proposal)}.`,
        )}
      </p>
      <Field
        required
        label={words.note}
        value={note}
        limit={200}
        hint={say("写入记录，不能更改", "Written to the record, which cannot be changed")}
        onInput={setNote}
      />
    </ActDialog>
  );
}

/** Whom the change reaches, before its approval: as it was counted, or while it is counted, of one person's facts by the colours at the proposal. */
function Consequence({ proposal, names }: Pick<DecideProps, "proposal" | "names">): JSX.Element | null {
  const { count } = proposal;
  if (count === undefined) return <Estimate proposal={proposal} names={names} />;
  return (
    <>
      {count.result === null && <Estimate proposal={proposal} names={names} />}
      <Turning proposal={proposal} names={names} />
    </>
  );
}

/** What is known without a count. */
function Estimate({ proposal: { change, at }, names }: Pick<DecideProps, "proposal" | "names">): JSX.Element | null {
  const region = me.value?.issuer.code;
  if (change.kind === "closed_management") {
    const ends = change.until !== null && change.from < at;
    return <Reach division={change.division} name={names.of(change.division)} act={ends ? "open" : "close"} />;
  }
  if (change.kind === "colours_switch" && region !== undefined) return <Reach division={region} name={names.own} act="show" />;
  if (!("about" in change) || change.effect === undefined) return null;
  return (
    <p class="notice warning">
      <b>{factEffect(change.effect)}</b>
    </p>
  );
}

/** The colour of the person at the proposal, and the one that follows. */
function factEffect({ from, to }: FactEffect): string {
  if (from === null || to === null)
    return say("此人还没有申报，申报时判定码色。", "This person has not declared yet: the colour is decided then.");
  const [before, after] = [saySentence(COLOUR_WORDS[from]), saySentence(COLOUR_WORDS[to])];
  if (from === to)
    return say(`此人提议时是${before}，批准后不变。`, `At the proposal this person's colour was ${before}. It stays.`);
  return say(
    `此人提议时是${before}，批准后变为${after}。`,
    `At the proposal this person's colour was ${before}. It becomes ${after}.`,
  );
}

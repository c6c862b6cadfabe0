/** Proposes to let in what a peer has told, or to take everything back since a day, with a reason of health and evidence. Another officer decides. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Peer } from "../../../contract/issuer/peers.ts";
import type { Problem } from "../../../contract/problem.ts";
import type { HealthReason } from "../../../domain/proposal/reason.ts";
import { ask } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { useRequestId } from "../../ui/use-request-id.ts";
import { Grounds, missing } from "../grounds.tsx";

export type Telling =
  | { readonly kind: "told_facts_entry"; readonly peer: Peer }
  | { readonly kind: "told_facts_withdrawal"; readonly peer: Peer; readonly since: string };

interface ToldProps {
  readonly telling: Telling;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

export function ProposeTold({ telling, onDone, onClose }: ToldProps): JSX.Element {
  const [reason, setReason] = useState<HealthReason | null>(null);
  const [evidence, setEvidence] = useState("");
  const id = useRequestId(reason, evidence);
  const name = saySentence(telling.peer.name);

  async function propose(): Promise<Problem | null> {
    if (reason === null) return missing("请选择事由。", "Choose a reason.");
    const peer = telling.peer.code;
    const change =
      telling.kind === "told_facts_entry" ? { kind: telling.kind, peer } : { kind: telling.kind, peer, since: telling.since };
    const answer = await ask("POST /api/v1/proposals", {}, { id, change, reason, evidence: evidence.trim() });
    if (!answer.ok) return answer.refusal;
    await onDone(say("已提议，等另一位负责人批准。", "Proposed. Another officer must approve it."));
    return null;
  }

  return (
    <ActDialog
      title={
        telling.kind === "told_facts_entry"
          ? say(`提议录入${name}待批的记录`, `Propose to let in what ${name} told`)
          : say(`提议撤回${name}的通报`, `Propose to take back what ${name} told`)
      }
      yes={say("提议", "Propose")}
      act={propose}
      onClose={onClose}
    >
      <p>
        {telling.kind === "told_facts_entry"
          ? say(
              `另一位负责人批准后录入 ${telling.peer.waiting?.lines ?? 0} 条，逐人重新判定码色。`,
              `After another officer approves it, ${telling.peer.waiting?.lines ?? 0} entries are made and each person's colour is decided again.`,
            )
          : say(
              `另一位负责人批准后，${telling.since}（含）以来${name}通报的全部记录撤回，待批的不再录入，逐人重新判定码色。对方以后可以重新通报。`,
              `After another officer approves it, everything that ${name} told since ${telling.since} is taken back, what waits is not entered, and each person's colour is decided again. ${name} may tell it anew.`,
            )}
      </p>
      <Grounds reason={reason} evidence={evidence} onReason={setReason} onEvidence={setEvidence} />
    </ActDialog>
  );
}

/** Proposes to withdraw what another region was told about a person, or an exposure, with a reason of health and evidence. Another officer decides. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { Proposal } from "../../../contract/proposal/proposal.ts";
import type { HealthReason } from "../../../domain/proposal/reason.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { useRequestId } from "../../ui/use-request-id.ts";
import { changeWords } from "../change-words.ts";
import { Grounds, missing } from "../grounds.tsx";
import type { Names } from "../offices.ts";

interface WithdrawalProps {
  /** By which the other region was told. */
  readonly notice: Proposal;
  readonly names: Names;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

export function ProposeNoticeWithdrawal({ notice, names, onDone, onClose }: WithdrawalProps): JSX.Element {
  const [reason, setReason] = useState<HealthReason | null>(null);
  const [evidence, setEvidence] = useState("");
  const id = useRequestId(reason, evidence);

  async function propose(): Promise<Problem | null> {
    if (reason === null) return missing("请选择事由。", "Choose a reason.");
    const change =
      notice.change.kind === "exposure_entry"
        ? ({ kind: "exposure_withdrawal", told: notice.id } as const)
        : ({ kind: "fact_notice_withdrawal", notice: notice.id } as const);
    const answer = await ask("POST /api/v1/proposals", {}, { id, change, reason, evidence: evidence.trim() });
    if (!answer.ok) return answer.refusal;
    await onDone(say("已提议，等另一位负责人批准。", "Proposed. Another officer must approve it."));
    return null;
  }

  return (
    <ActDialog title={say("提议撤回", "Propose to withdraw")} yes={say("提议", "Propose")} act={propose} onClose={onClose}>
      <p>
        <b>{changeWords(notice.change, names)}</b>
      </p>
      <p>
        {say(
          "另一位负责人批准后撤回，已告知的外地同时被告知撤回，逐人重新判定码色。",
          "After another officer approves it, it is withdrawn, also by every region that was told, and each person's colour is decided again.",
        )}
      </p>
      <Grounds reason={reason} evidence={evidence} onReason={setReason} onEvidence={setEvidence} />
    </ActDialog>
  );
}

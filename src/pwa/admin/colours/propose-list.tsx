/** Proposes to enter a file that was read, or to take back everything that a file has entered, with a reason of health and evidence. Another officer decides. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { ChangeRequest } from "../../../contract/proposal/proposal.ts";
import type { HealthReason } from "../../../domain/proposal/reason.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { useRequestId } from "../../ui/use-request-id.ts";
import { Grounds, missing } from "../grounds.tsx";

export type ListRequest = Extract<ChangeRequest, { readonly kind: "fact_list" | "area_list" | "list_withdrawal" }>;

interface ProposeListProps {
  readonly change: ListRequest;
  /** The name of the file. */
  readonly name: string;
  /** What the change does, in numbers. */
  readonly effect: string;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

export function ProposeList({ change, name, effect, onDone, onClose }: ProposeListProps): JSX.Element {
  const [reason, setReason] = useState<HealthReason | null>(null);
  const [evidence, setEvidence] = useState("");
  const id = useRequestId(reason, evidence);
  const withdraws = change.kind === "list_withdrawal";

  async function propose(): Promise<Problem | null> {
    if (reason === null) return missing("请选择事由。", "Choose a reason.");
    const answer = await ask("POST /api/v1/proposals", {}, { id, change, reason, evidence: evidence.trim() });
    if (!answer.ok) return answer.refusal;
    await onDone(say("已提议，等另一位负责人核对后批准。", "Proposed. Another officer must check and approve it."));
    return null;
  }

  return (
    <ActDialog
      title={
        withdraws
          ? say(`提议整份撤回“${name}”`, `Propose to take back “${name}”`)
          : say(`提议录入“${name}”`, `Propose to enter “${name}”`)
      }
      yes={say("提议", "Propose")}
      act={propose}
      onClose={onClose}
    >
      <p>
        <b>{effect}</b>
      </p>
      <p>
        {withdraws
          ? say(
              "批准后，这份文件新录入的记录全部撤回，改动过的记录恢复原样，相关人员重新判定码色。此后单独更改或撤回过的记录不受影响。",
              "After the approval all entries that this file added are taken back, those that it changed return to what they were, and the colours are decided again. Entries that were changed or withdrawn singly since then stay as they are.",
            )
          : say(
              "另一位负责人打开并核对后批准，才会录入。提议、证据和批准都写入不能更改的记录。",
              "It is entered after another officer has opened, checked and approved it. The proposal, the evidence and the approval are recorded and cannot be changed.",
            )}
      </p>
      <Grounds reason={reason} evidence={evidence} onReason={setReason} onEvidence={setEvidence} />
    </ActDialog>
  );
}

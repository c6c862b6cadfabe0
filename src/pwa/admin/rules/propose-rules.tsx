/** Proposes a new rule set from a file, or the withdrawal of an approved one, with a reason of health and evidence. Another officer decides. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { Proposal } from "../../../contract/proposal/proposal.ts";
import type { HealthReason } from "../../../domain/proposal/reason.ts";
import { ownProblem, ask } from "../../app/api.ts";
import { useRequestId } from "../../ui/use-request-id.ts";
import { say } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Grounds } from "../grounds.tsx";

export type ProposingRules =
  | { readonly kind: "new" }
  /** `approved` is the id of the proposal that approved the rule set. */
  | { readonly kind: "withdrawal"; readonly approved: string; readonly title: string };

interface ProposeRulesProps {
  readonly proposing: ProposingRules;
  readonly onDone: (proposal: Proposal) => Promise<void>;
  readonly onClose: () => void;
}

export function ProposeRules({ proposing, onDone, onClose }: ProposeRulesProps): JSX.Element {
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState<HealthReason | null>(null);
  const [evidence, setEvidence] = useState("");
  const isNew = proposing.kind === "new";

  const id = useRequestId(file, reason, evidence);

  async function propose(): Promise<Problem | null> {
    if (reason === null) return own("请选择事由。", "Choose a reason.");
    const grounds = { id, reason, evidence: evidence.trim() };
    const answer = isNew ? await proposeFile(file, grounds) : await proposeWithdrawal(proposing.approved, grounds);
    if ("code" in answer) return answer;
    if (!answer.ok) return answer.refusal;
    await onDone(answer.value);
    return null;
  }

  return (
    <ActDialog
      title={
        isNew
          ? say("提议新规则", "Propose new rules")
          : say(`提议撤回“${proposing.title}”`, `Propose to withdraw “${proposing.title}”`)
      }
      yes={say("提议", "Propose")}
      act={propose}
      wayOut={(problem) => <Fault problem={problem} />}
      onClose={onClose}
    >
      <p>
        {isNew
          ? say(
              "另一位负责人批准后，从规则写明的第一天零点起对所有人执行；最晚要在执行前 10 分钟批准。",
              "After another officer approves the rules, they apply to everybody from 00:00 on their first day. The approval must come at least 10 minutes before.",
            )
          : say("撤回后，此前的规则继续执行。", "After the withdrawal, the earlier rules stay in force.")}
      </p>
      {isNew && <FileField file={file} onPick={setFile} />}
      <Grounds reason={reason} evidence={evidence} onReason={setReason} onEvidence={setEvidence} />
    </ActDialog>
  );
}

interface GroundsValues {
  readonly id: string;
  readonly reason: HealthReason;
  readonly evidence: string;
}

/** Sends a rule set from a file as a proposal. A missing file and text that is not JSON are refused before anything is sent. */
async function proposeFile(file: File | null, grounds: GroundsValues) {
  if (file === null) return own("请选择规则文件。", "Choose the rules file.");
  const text = await file.text().catch(() => null);
  if (text === null) return own("文件已改动，请重新选择。", "The file has changed: choose it again.");
  let ruleSet: unknown;
  try {
    ruleSet = JSON.parse(text);
  } catch {
    return own("这个文件不是 JSON。", "This file is not JSON.");
  }
  return ask("POST /api/v1/rule-sets", {}, { ruleSet, ...grounds });
}

function proposeWithdrawal(approved: string, grounds: GroundsValues) {
  return ask("POST /api/v1/proposals", {}, { change: { kind: "rule_set_withdrawal", approved }, ...grounds });
}

interface FileFieldProps {
  readonly file: File | null;
  readonly onPick: (file: File | null) => void;
}

function FileField({ file, onPick }: FileFieldProps): JSX.Element {
  return (
    <p>
      <label class="chip admin-file">
        {file === null ? say("选择规则文件", "Choose the file") : say("换一个文件", "Another file")}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            onPick(event.currentTarget.files?.[0] ?? null);
            // The same file, chosen again after a correction, is a new choice.
            event.currentTarget.value = "";
          }}
        />
      </label>{" "}
      <span class="quiet" aria-live="polite">
        {file?.name ?? say("JSON 格式", "In JSON")}
      </span>
    </p>
  );
}

/** The place of the fault in the file, as a row number from 1 and a JSON Pointer; null where the problem names no place. */
function Fault({ problem }: { readonly problem: Problem }): JSX.Element | null {
  const place = /^\/ruleSet(\/.+)$/.exec(problem.pointer ?? "")?.[1];
  if (place === undefined) return null;
  const row = /^\/rows\/(\d+)/.exec(place)?.[1];
  return (
    <p>
      {row === undefined ? say("位置：", "Where: ") : say(`位置：第 ${Number(row) + 1} 行，`, `Where: row ${Number(row) + 1}, `)}
      <code class="rule-code">{place}</code>
    </p>
  );
}

function own(zh: string, en: string): Problem {
  return ownProblem("bad_request", 422, zh, en);
}

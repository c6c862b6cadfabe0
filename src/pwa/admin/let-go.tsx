/** Lets an administrator go, with a reason; says before what ends and who is left. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Administrator } from "../../contract/administrator.ts";
import type { Problem } from "../../contract/problem.ts";
import { post } from "../api.ts";
import { say } from "../say.ts";
import { phoneWords } from "../workbench/phone-words.ts";
import { ActDialog } from "./act-dialog.tsx";
import { ReasonField } from "./reason-field.tsx";

interface LetGoProps {
  /** Of the division's administrators. */
  readonly path: string;
  readonly place: string;
  readonly administrator: Administrator;
  /** Administrators of the division afterwards. */
  readonly left: number;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

export function LetGo(props: LetGoProps): JSX.Element {
  const { administrator, left, place } = props;
  const [reason, setReason] = useState("");
  const who = `${administrator.maskedName} ${phoneWords(administrator.phone)}`.trim();

  async function letGo(): Promise<Problem | null> {
    const answer = await post<null>(`${props.path}/${administrator.id}/removal`, { reason: reason.trim() });
    if (!answer.ok) return answer.refusal;
    await props.onDone();
    props.onClose();
    return null;
  }

  return (
    <ActDialog
      title={say(`解除 ${who}？`, `Let ${who} go?`)}
      yes={say("解除", "Let go")}
      danger
      onClose={props.onClose}
      act={letGo}
    >
      <p>
        {say(
          `对方立即失去${place}的管理权限。解除后${place}还有 ${left} 位管理员，上级仍可管理。`,
          `They lose their right over ${place} at once. ${left} administrators of ${place} are left; those above stay in charge.`,
        )}
      </p>
      <ReasonField value={reason} onInput={setReason} />
    </ActDialog>
  );
}

/** Answers an appeal: granted on a ground of health, which changes the facts once a second administrator agrees, or not granted. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AppealAnswered, WaitingAppeals } from "../../../contract/appeal.ts";
import type { Problem } from "../../../contract/problem.ts";
import { type Ground, GROUND_WORDS, GROUNDS, isGroundFor } from "../../../domain/appeal/appeal.ts";
import { ownProblem, post } from "../../api.ts";
import { Choices } from "../../form/choices.tsx";
import { say, saySentence } from "../../say.ts";
import { ActDialog, TextField } from "../act-dialog.tsx";
import { AppealFiles } from "../appeal-files.tsx";
import type { Outcome } from "../head.tsx";

export type WaitingAppeal = WaitingAppeals["appeals"][number];

const REFUSE = "refuse";

interface AnswerAppealProps {
  /** Of the division's appeals. */
  readonly path: string;
  readonly appeal: WaitingAppeal;
  readonly onDone: (outcome: Outcome) => Promise<void>;
  readonly onClose: () => void;
}

const saidOf = (state: AppealAnswered["state"]): string =>
  ({
    proposed: say("已记下您的同意，等另一位管理员同意后生效。", "Your agreement is kept: another administrator has to agree."),
    granted: say("已同意申诉，防疫数据已更正，码色重新判定。", "Granted: the facts are put right, and the colour decided anew."),
    refused: say("已答复，没有同意。", "Answered: not granted."),
  })[state];

export function AnswerAppeal(props: AnswerAppealProps): JSX.Element {
  const { appeal, path } = props;
  const [chosen, choose] = useState<Ground | typeof REFUSE | null>(appeal.proposed);
  const [reason, setReason] = useState("");
  const grounds = GROUNDS.filter((ground) => isGroundFor(ground, appeal.cause)).map((value) => ({
    value,
    word: saySentence(GROUND_WORDS[value]),
  }));
  const choices = [...grounds, { value: REFUSE, word: say("不同意", "Not granted") }] as const;

  async function answer(): Promise<Problem | null> {
    if (chosen === null) return ownProblem("ground_missing", 422, "请选择答复。", "Choose an answer.");
    const decision = chosen === REFUSE ? { decision: REFUSE } : { decision: "grant", ground: chosen };
    const answered = await post<AppealAnswered>(`${path}/${appeal.id}/answers`, { ...decision, reason: reason.trim() });
    if (!answered.ok) return answered.refusal;
    await props.onDone({ said: saidOf(answered.value.state) });
    return null;
  }

  return (
    <ActDialog
      title={say(`答复 ${appeal.maskedName} 的申诉`, `Answer the appeal of ${appeal.maskedName}`)}
      yes={say("答复", "Answer")}
      act={answer}
      onClose={props.onClose}
    >
      <p>{appeal.text}</p>
      <AppealFiles path={`${path}/${appeal.id}/files`} files={appeal.files} />
      <Choices
        name="answer"
        question={say("答复（同意须两位管理员选同一理由）", "Answer (two administrators grant, on the same ground)")}
        pairs
        choices={choices}
        chosen={chosen === null ? [] : [chosen]}
        onToggle={choose}
      />
      <TextField
        label={say("答复内容", "In words")}
        value={reason}
        maxLength={200}
        hint={say("申诉人会看到", "Whoever appealed reads it")}
        onInput={setReason}
      />
    </ActDialog>
  );
}

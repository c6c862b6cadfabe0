/** Answers an appeal: granted on a ground of health, or not granted. A grant changes the facts after a second administrator agrees. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AppealAnswerResult, WaitingAppeals } from "../../../contract/appeal.ts";
import type { Problem } from "../../../contract/problem.ts";
import { type Choice, GROUND_WORDS, GROUNDS, isGroundFor } from "../../../domain/appeal/appeal.ts";
import { ask, ownProblem } from "../../app/api.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { say, saySentence } from "../../app/say.ts";
import { AppealFiles } from "./appeal-files.tsx";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import type { Outcome } from "../head.tsx";

export type WaitingAppeal = WaitingAppeals["appeals"][number];

const REFUSE = "refuse";

interface AnswerAppealProps {
  readonly division: string;
  readonly appeal: WaitingAppeal;
  readonly onDone: (outcome: Outcome) => Promise<void>;
  readonly onClose: () => void;
}

const noticeOf = (state: AppealAnswerResult["state"]): string =>
  ({
    proposed: say(
      "已记下您的同意，等另一位管理员同意后生效。",
      "Your agreement is recorded. It takes effect after another administrator agrees.",
    ),
    differs: say(
      "您与另一位管理员选的理由不一致，申诉还在等待。请与对方核对后，由对方再次答复。",
      "You and the other administrator chose different grounds, so the appeal still waits. Compare the evidence; then the other administrator answers again.",
    ),
    granted: say(
      "已同意申诉，防疫数据已更正，码色重新判定。",
      "Granted. The facts are corrected, and the colour is decided again.",
    ),
    refused: say("已答复，没有同意。", "Answered. Not granted."),
    set_aside: say(
      "已暂不采用这条记录，码色重新判定。来源地答复后按其答复处理。",
      "The entry is set aside, and the colour is decided again. When the source answers, its answer holds.",
    ),
  })[state];

export function AnswerAppeal(props: AnswerAppealProps): JSX.Element {
  const { appeal, division } = props;
  const [chosen, choose] = useState<Choice | typeof REFUSE | null>(appeal.proposed);
  const [reason, setReason] = useState("");
  const choices = choicesOf(appeal);

  async function answer(): Promise<Problem | null> {
    if (chosen === null) return ownProblem("ground_missing", 422, "请选择答复。", "Choose an answer.");
    const decision = chosen === REFUSE ? ({ decision: REFUSE } as const) : ({ decision: "grant", ground: chosen } as const);
    const response = await ask(
      "POST /api/v1/divisions/:division/appeals/:id/answers",
      { division, id: appeal.id },
      { ...decision, reason: reason.trim() },
    );
    if (!response.ok) return response.refusal;
    await props.onDone({ notice: noticeOf(response.value.state) });
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
      <WhoseAppeal appeal={appeal} />
      <AppealFiles division={division} appeal={appeal.id} files={appeal.files} />
      <Choices
        name="answer"
        question={say("答复（同意须两位管理员选同一理由）", "Answer (a grant needs two administrators with the same ground)")}
        pairs
        choices={choices}
        chosen={chosen === null ? [] : [chosen]}
        onToggle={choose}
      />
      <Field
        required
        label={say("答复内容", "Text of the answer")}
        value={reason}
        limit={200}
        hint={say("申诉人会看到", "The person who appealed will see it")}
        onInput={setReason}
      />
    </ActDialog>
  );
}

interface ChoiceWords {
  readonly value: Choice | typeof REFUSE;
  readonly word: string;
}

const wordsOf = (value: Choice): ChoiceWords => ({ value, word: saySentence(GROUND_WORDS[value]) });

/** The officers of the home can only set the entry of a silent source aside. */
function choicesOf({ silent, cause }: WaitingAppeal): readonly ChoiceWords[] {
  if (silent !== null) return [wordsOf("source_silent")];
  const grounds = GROUNDS.filter((ground) => isGroundFor(ground, cause)).map(wordsOf);
  return [...grounds, { value: REFUSE, word: say("不同意", "Not granted") }];
}

/** Says of an appeal between two regions whose it is, or why it stands here. */
function WhoseAppeal({ appeal: { home, silent } }: { readonly appeal: WaitingAppeal }): JSX.Element | null {
  if (silent !== null)
    return (
      <p class="notice">
        {say(
          `这条记录来自${silent.sourceName}，48 小时内没有答复。可以由两位管理员暂不采用，直到来源地答复。`,
          `${silent.sourceName} has entered this and has not answered within 48 hours. Two administrators can set the entry aside until the source answers.`,
        )}
      </p>
    );
  if (home === null) return null;
  const files =
    home.files === 0
      ? ""
      : say(`附件 ${home.files} 个留在当地，这里看不到。`, `Its ${home.files} files stay there and cannot be read here. `);
  return (
    <p class="notice">
      {say(
        `申诉人的健康码由${saySentence(home.name)}发放，您的答复会送到当地。${files}`,
        `${saySentence(home.name)} issues this person's code. Your answer goes there. ${files}`,
      )}
    </p>
  );
}

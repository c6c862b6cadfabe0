/** Says what was found in a review, of a closed list of facts; no colour is chosen. A second officer has to find the same. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import type { ReviewFound, WaitingReviews } from "../../contract/review.ts";
import { REVIEW_GROUNDS, REVIEW_WORDS, type ReviewGround } from "../../domain/review/review.ts";
import { ownProblem, post } from "../api.ts";
import { Choices } from "../form/choices.tsx";
import { say, saySentence } from "../say.ts";
import { ActDialog } from "./act-dialog.tsx";
import type { Outcome } from "./head.tsx";

export type WaitingReview = WaitingReviews["reviews"][number];

interface ReviewFindingProps {
  /** Of the division's reviews. */
  readonly path: string;
  readonly review: WaitingReview;
  readonly onDone: (outcome: Outcome) => Promise<void>;
  readonly onClose: () => void;
}

const saidOf = (state: ReviewFound["state"]): string =>
  ({
    proposed: say("已记下您的结论，等另一位管理员核对。", "Your finding is kept: another administrator has to find the same."),
    ended: say("审核完成，码色已按规则判定。", "The review has ended, and the rules have decided."),
  })[state];

export function ReviewFinding(props: ReviewFindingProps): JSX.Element {
  const { path, review } = props;
  const [found, choose] = useState<ReviewGround | null>(review.proposed);

  async function send(): Promise<Problem | null> {
    if (found === null) return ownProblem("ground_missing", 422, "请选择核对结论。", "Choose what was found.");
    const answer = await post<ReviewFound>(`${path}/${review.id}/findings`, { ground: found });
    if (!answer.ok) return answer.refusal;
    await props.onDone({ said: saidOf(answer.value.state) });
    return null;
  }

  return (
    <ActDialog
      title={say(`核对 ${review.maskedName} 的申报`, `Review the declaration of ${review.maskedName}`)}
      yes={say("提交结论", "Send")}
      act={send}
      onClose={props.onClose}
    >
      <p>
        {say(
          "此人申报有接触史，名单上查无记录。接触属实的，请列入名单（防疫数据），审核随即自动结束；不属实的，在下面选择结论。",
          "This person declared a contact that no list knows. Where it is true, enter it as a fact: the review ends by itself. Where it is not, choose what was found.",
        )}
      </p>
      <Choices
        name="found"
        question={say("核对结论（须两位管理员一致）", "What was found (by two administrators alike)")}
        choices={REVIEW_GROUNDS.map((value) => ({ value, word: saySentence(REVIEW_WORDS[value]) }))}
        chosen={found === null ? [] : [found]}
        onToggle={choose}
      />
    </ActDialog>
  );
}

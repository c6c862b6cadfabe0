/** 审核队列: declarations that administrators compare with the lists, overdue first. Two administrators must find the same; then the rules decide. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { ReviewFindingResult, WaitingReviews } from "../../../contract/review.ts";
import type { Risk } from "../../../domain/fact/fact.ts";
import { REVIEW_GROUNDS, REVIEW_WORDS, type ReviewGround } from "../../../domain/review/review.ts";
import { ask, ownProblem } from "../../app/api.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import type { Outcome } from "../head.tsx";
import { useLoaded } from "../../ui/loaded.tsx";
import type { PageProps } from "../pages.ts";
import { addressOf } from "../route.ts";
import { minuteOf } from "../../ui/words/moments.ts";
import type { Column } from "../../ui/table.tsx";
import { dueColumn, nameColumn, QueuePage } from "./queue-page.tsx";

const riskWord = (risk: Risk): string =>
  ({
    unknown: say("未公布", "Not stated"),
    low: say("低", "Low"),
    medium: say("中", "Medium"),
    high: say("高", "High"),
  })[risk];

const columns = (): readonly Column<WaitingReview>[] => [
  nameColumn(),
  { key: "community", word: say("申报的社区", "Declared community"), value: ({ communityName }) => communityName },
  { key: "at", word: say("申报时间", "Declared"), value: ({ at }) => at, show: ({ at }) => minuteOf(at) },
  { key: "risk", word: say("来源地风险", "Risk of origin"), value: ({ risk }) => riskWord(risk) },
  dueColumn(say("审核期限", "Due")),
  { key: "state", word: say("处理", "State"), value: stateOf },
];

function stateOf({ proposed, isProposed }: WaitingReview): string {
  if (!isProposed) return say("待审核", "To review");
  if (proposed === null) return say("一位已核对，等您", "One administrator has reviewed it");
  const finding = saySentence(REVIEW_WORDS[proposed]);
  return say(`您已核对（${finding}），等另一位`, `You found: ${finding}. Another administrator must agree.`);
}

export default function ReviewsPage({ division }: PageProps): JSX.Element {
  const source = useLoaded("GET /api/v1/divisions/:division/reviews", { division });
  return (
    <QueuePage
      division={division}
      queue="reviews"
      name={say("审核队列", "Reviews")}
      caption={say("待审核的申报", "Declarations to review")}
      emptyTitle={say("没有待审核的申报", "No declaration is waiting")}
      emptyText={say(
        "居民申报了接触史、而名单上查无记录时，在这里核对：低风险 4 小时、中风险 12 小时、高风险 24 小时内完成。超时的同时报给发码机构的管理员。",
        "If a person declares a contact that is on no list, the declaration is reviewed here: within 4 hours for low risk, 12 hours for medium risk, 24 hours for high risk. Overdue reviews go to the issuer's officers too.",
      )}
      source={source}
      itemsOf={({ reviews }) => reviews}
      columns={columns()}
      actWord={say("核对", "Review")}
      actLabel={(name) => say(`核对 ${name}`, `Review ${name}`)}
      beside={({ person }) => (
        <a class="text-button" href={`${addressOf(division, "decisions")}?${new URLSearchParams({ person }).toString()}`}>
          {say("码色记录", "History")}
        </a>
      )}
      dialog={({ item, ...rest }) => <ReviewFinding division={division} review={item} {...rest} />}
    />
  );
}

type WaitingReview = WaitingReviews["reviews"][number];

interface ReviewFindingProps {
  readonly division: string;
  readonly review: WaitingReview;
  readonly onDone: (outcome: Outcome) => Promise<void>;
  readonly onClose: () => void;
}

const noticeOf = (state: ReviewFindingResult["state"]): string =>
  ({
    proposed: say("已记下您的结论，等另一位管理员核对。", "Your finding is recorded. Another administrator must find the same."),
    differs: say(
      "您与另一位管理员的结论不一致，审核还在等待。请与对方核对后，由对方再次提交。",
      "You and the other administrator found different things, so the review still waits. Compare the evidence; then the other administrator sends a finding again.",
    ),
    ended: say("审核完成，码色已按规则判定。", "The review is finished. The rules have decided the colour."),
  })[state];

function ReviewFinding(props: ReviewFindingProps): JSX.Element {
  const { division, review } = props;
  const [finding, choose] = useState<ReviewGround | null>(review.proposed);

  async function send(): Promise<Problem | null> {
    if (finding === null) return ownProblem("ground_missing", 422, "请选择核对结论。", "Choose a finding.");
    const answer = await ask(
      "POST /api/v1/divisions/:division/reviews/:id/findings",
      { division, id: review.id },
      { ground: finding },
    );
    if (!answer.ok) return answer.refusal;
    await props.onDone({ notice: noticeOf(answer.value.state) });
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
          "This person declared a contact that is on no list. If it is true, enter it under Facts: the review then ends by itself. If it is not true, choose the finding below.",
        )}
      </p>
      <Choices
        name="finding"
        question={say("核对结论（须两位管理员一致）", "Finding (two administrators must choose the same)")}
        choices={REVIEW_GROUNDS.map((value) => ({ value, word: saySentence(REVIEW_WORDS[value]) }))}
        chosen={finding === null ? [] : [finding]}
        onToggle={choose}
      />
    </ActDialog>
  );
}

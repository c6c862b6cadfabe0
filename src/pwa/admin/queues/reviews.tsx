/** 审核队列: declarations that officers compare with the lists, overdue first. Two of them find the same, and the rules decide. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { WaitingReviews } from "../../../contract/review.ts";
import type { Risk } from "../../../domain/fact/fact.ts";
import { REVIEW_WORDS } from "../../../domain/review/review.ts";
import { say, saySentence } from "../../say.ts";
import { Done, Empty, Head, type Outcome } from "../head.tsx";
import { Shown, useLoaded } from "../loaded.tsx";
import { ReviewFinding, type WaitingReview } from "../review-finding.tsx";
import { addressOf } from "../route.ts";
import { minuteOf } from "../stamp.ts";
import { type Column, Table } from "../table.tsx";

const riskWord = (risk: Risk): string =>
  ({
    unknown: say("未公布", "Not stated"),
    low: say("低", "Low"),
    medium: say("中", "Medium"),
    high: say("高", "High"),
  })[risk];

const columns = (): readonly Column<WaitingReview>[] => [
  { key: "name", word: say("姓名", "Name"), value: ({ maskedName }) => maskedName },
  { key: "community", word: say("申报的社区", "Declared community"), value: ({ communityName }) => communityName },
  { key: "at", word: say("申报时间", "Declared"), value: ({ at }) => at, show: ({ at }) => minuteOf(at) },
  { key: "risk", word: say("来源地风险", "Risk of origin"), value: ({ risk }) => riskWord(risk) },
  {
    key: "due",
    word: say("审核期限", "Due"),
    value: ({ dueAt }) => dueAt,
    show: ({ dueAt, overdue }) => (
      <>
        {minuteOf(dueAt)}
        {overdue && <b> {say("已超时", "Overdue")}</b>}
      </>
    ),
  },
  { key: "state", word: say("处理", "State"), value: stateOf },
];

function stateOf({ proposed, proposedByMe }: WaitingReview): string {
  if (proposed === null) return say("待审核", "To review");
  const found = saySentence(REVIEW_WORDS[proposed]);
  return proposedByMe
    ? say(`您已核对（${found}），等另一位`, `You found: ${found}; another has to`)
    : say(`一位已核对（${found}）`, `One found: ${found}`);
}

export function ReviewsPage({ division }: { readonly division: string }): JSX.Element {
  const path = `/api/v1/divisions/${division}/reviews`;
  const source = useLoaded<WaitingReviews>(path);
  const [finding, setFinding] = useState<WaitingReview | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  async function done(what: Outcome): Promise<void> {
    setFinding(null);
    setOutcome(what);
    await source.reload();
  }

  return (
    <>
      <Head name={say("审核队列", "Reviews")} />
      <Done outcome={outcome} onChange={setOutcome} onUndone={source.reload} />
      <Shown source={source}>
        {({ reviews }) =>
          reviews.length === 0 ? (
            <Empty title={say("没有待审核的申报", "No declaration waits")}>
              <p>
                {say(
                  "居民申报了接触史、而名单上查无记录时，在这里核对：低风险 4 小时、中风险 12 小时、高风险 24 小时内完成。超时的同时报给发码机构的管理员。",
                  "Who declares a contact that no list knows is reviewed here: within 4 hours from an area of low risk, 12 of medium, 24 of high. What is overdue goes to the issuer's officers too.",
                )}
              </p>
            </Empty>
          ) : (
            <Table
              name="reviews"
              caption={say("待审核的申报", "Declarations to review")}
              columns={columns()}
              rows={reviews}
              idOf={({ id }) => id}
              first={{ by: "due", down: false }}
              actions={(review) => (
                <>
                  <a
                    class="text-button"
                    href={`${addressOf(division, "decisions")}?${new URLSearchParams({ person: review.person }).toString()}`}
                  >
                    {say("码色记录", "History")}
                  </a>
                  <button
                    class="text-button"
                    type="button"
                    aria-label={say(`核对 ${review.maskedName}`, `Review ${review.maskedName}`)}
                    onClick={() => setFinding(review)}
                  >
                    {say("核对", "Review")}
                  </button>
                </>
              )}
            />
          )
        }
      </Shown>
      {finding !== null && (
        <ReviewFinding key={finding.id} path={path} review={finding} onDone={done} onClose={() => setFinding(null)} />
      )}
    </>
  );
}

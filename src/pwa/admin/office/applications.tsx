/** Applications for administrators below a division: sent by list or singly, and those that wait for review. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Application } from "../../../contract/application.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { Empty, Head, type Outcome, OutcomeNotice } from "../head.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { tellCount } from "../menu-counts.tsx";
import type { PageProps } from "../pages.ts";
import { addressOf } from "../route.ts";
import { minuteOf } from "../../ui/words/moments.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { ApplicationForm } from "./application-form.tsx";
import { ApplicationList } from "./applications-by-list.tsx";
import { AppointApplicant } from "./appoint-applicant.tsx";
import { RefuseApplicant, type RefusedApplication, RefusedApplications, reopening } from "./refused-applications.tsx";

const columns = (): readonly Column<Application>[] => [
  { key: "name", word: say("姓名", "Name"), value: ({ name }) => name },
  { key: "division", word: say("管理社区", "Division"), value: ({ division }) => division },
  { key: "phone", word: say("手机号", "Phone"), value: ({ phone }) => phoneWords(phone) },
  { key: "why", word: say("待审核的原因", "Why it waits"), value: ({ sentence }) => saySentence(sentence) },
  { key: "at", word: say("收到时间", "Received"), value: ({ at }) => minuteOf(at) },
];

interface Review {
  readonly act: "appoint" | "refuse";
  readonly application: Application;
}

export default function Applications(props: PageProps): JSX.Element {
  const { division, names } = props;
  const { query } = useLocation();
  const source = useLoaded("GET /api/v1/divisions/:division/applications", { division });
  const [applying, setApplying] = useState(false);
  const [review, setReview] = useState<Review | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const waiting = source.loaded.state === "ready" ? source.loaded.value.applications.length : 0;
  useEffect(() => {
    if (source.loaded.state === "ready")
      tellCount(division, "applications", { waiting: source.loaded.value.applications.length });
  }, [source.loaded, division]);
  if (query.has("list")) return <ApplicationList division={division} names={names} />;

  async function finish(what: Outcome): Promise<void> {
    setReview(null);
    setApplying(false);
    setOutcome(what);
    await source.reload();
  }

  async function reopen({ id }: RefusedApplication): Promise<void> {
    const { act, notice } = reopening(division, id);
    const answer = await act();
    setOutcome({ notice: answer.ok ? notice : saySentence(answer.refusal.sentence) });
    await source.reload();
  }

  return (
    <>
      <Head
        name={say("申请审核", "Applications")}
        detail={waiting === 0 ? undefined : say(`${waiting} 份待审核`, `${waiting} to review`)}
      >
        <button class="chip" type="button" onClick={() => setApplying(true)}>
          {say("逐个申请", "One application")}
        </button>
        <a class="chip strong" href={`${addressOf(division, "applications")}?list`}>
          {say("提交名单", "Send a list")}
        </a>
      </Head>
      <OutcomeNotice outcome={outcome} onChange={setOutcome} onUndone={source.reload} />
      <SourceView source={source}>
        {({ applications, refused }) => (
          <>
            {applications.length === 0 ? (
              <Empty title={say("没有待审核的申请", "No application is waiting")}>
                <p>
                  {say(
                    "提交名单后，能对上区划的立即任命，对不上的在这里等您审核。",
                    "Send a list. People with a clear division are appointed at once. The other applications wait here for review.",
                  )}
                </p>
                <a class="button" href={`${addressOf(division, "applications")}?list`}>
                  {say("提交名单", "Send a list")}
                </a>
              </Empty>
            ) : (
              <Table
                name="applications"
                caption={say("待审核的申请", "Applications to review")}
                columns={columns()}
                rows={applications}
                idOf={({ id }) => id}
                first={{ by: "at", down: false }}
                actions={(application) => (
                  <>
                    <button
                      class="text-button"
                      type="button"
                      aria-label={say(`任命 ${application.name}`, `Appoint ${application.name}`)}
                      onClick={() => setReview({ act: "appoint", application })}
                    >
                      {say("任命", "Appoint")}
                    </button>
                    <button
                      class="text-button danger"
                      type="button"
                      aria-label={say(`拒绝 ${application.name}`, `Refuse ${application.name}`)}
                      onClick={() => setReview({ act: "refuse", application })}
                    >
                      {say("拒绝", "Refuse")}
                    </button>
                  </>
                )}
              />
            )}
            <RefusedApplications refused={refused} onReopen={(application) => void reopen(application)} />
          </>
        )}
      </SourceView>
      {applying && <ApplicationForm division={division} onDone={finish} onClose={() => setApplying(false)} />}
      {review?.act === "appoint" && (
        <AppointApplicant
          key={review.application.id}
          division={division}
          divisionName={names.own}
          application={review.application}
          onDone={finish}
          onClose={() => setReview(null)}
        />
      )}
      {review?.act === "refuse" && (
        <RefuseApplicant
          key={review.application.id}
          division={division}
          application={review.application}
          onDone={finish}
          onClose={() => setReview(null)}
        />
      )}
    </>
  );
}

/** Refuses an application with a reason, lists the refused applications of a division, and undoes a refusal. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Application, Applications } from "../../../contract/application.ts";
import type { Problem } from "../../../contract/problem.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import type { Outcome } from "../head.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { ReasonField } from "./appoint.tsx";

interface RefuseApplicantProps {
  /** The division where the application waits. */
  readonly division: string;
  readonly application: Application;
  readonly onDone: (outcome: Outcome) => Promise<void>;
  readonly onClose: () => void;
}

export function RefuseApplicant(props: RefuseApplicantProps): JSX.Element {
  const { application, division } = props;
  const [reason, setReason] = useState("");

  async function refuseApplication(): Promise<Problem | null> {
    const answer = await ask(
      "POST /api/v1/divisions/:division/applications/:id",
      { division, id: application.id },
      { decision: "refuse", reason: reason.trim() },
    );
    if (!answer.ok) return answer.refusal;
    await props.onDone({
      notice: say(`已拒绝 ${application.name} 的申请。`, `The application of ${application.name} was refused.`),
      undo: reopening(division, application.id),
    });
    return null;
  }

  return (
    <ActDialog
      title={say(`拒绝 ${application.name} 的申请？`, `Refuse the application of ${application.name}?`)}
      yes={say("拒绝", "Refuse")}
      danger
      onClose={props.onClose}
      act={refuseApplication}
    >
      <p>
        {say(
          `“${application.division}”的这份申请离开待审核名单，不任命任何人。一天之内可以撤销。`,
          `This application for “${application.division}” leaves the queue. Nobody is appointed. You can undo this within one day.`,
        )}
      </p>
      <ReasonField value={reason} onInput={setReason} />
    </ActDialog>
  );
}

/** The undo of a refusal: the application waits for review again. */
export function reopening(division: string, id: string): NonNullable<Outcome["undo"]> {
  return {
    act: () =>
      ask(
        "POST /api/v1/divisions/:division/applications/:id",
        { division, id },
        { decision: "reopen", reason: say("撤销拒绝", "Undo of the refusal") },
      ),
    notice: say("申请回到待审核名单。", "The application waits for review again."),
  };
}

export type RefusedApplication = Applications["refused"][number];

const columns = (): readonly Column<RefusedApplication>[] => [
  { key: "name", word: say("姓名", "Name"), value: ({ name }) => name },
  { key: "division", word: say("管理社区", "Division"), value: ({ division }) => division },
  { key: "phone", word: say("手机号", "Phone"), value: ({ phone }) => phoneWords(phone) },
  { key: "at", word: say("拒绝时间", "Refused"), value: ({ refusedAt }) => minuteOf(refusedAt) },
];

export function RefusedApplications(props: {
  readonly refused: readonly RefusedApplication[];
  readonly onReopen: (application: RefusedApplication) => void;
}): JSX.Element | null {
  if (props.refused.length === 0) return null;
  return (
    <>
      <h2>{say("一天内拒绝的申请", "Applications refused within one day")}</h2>
      <Table
        name="refused"
        caption={say("一天内拒绝的申请", "Applications refused within one day")}
        columns={columns()}
        rows={props.refused}
        idOf={({ id }) => id}
        first={{ by: "at", down: true }}
        actions={(application) => (
          <button
            class="text-button"
            type="button"
            aria-label={say(`撤销对 ${application.name} 的拒绝`, `Undo the refusal of ${application.name}`)}
            onClick={() => props.onReopen(application)}
          >
            {say("撤销", "Undo")}
          </button>
        )}
      />
    </>
  );
}

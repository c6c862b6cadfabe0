/** Appointments of a county or above that wait for a second administrator, and how the last ones were decided; with the buttons to decide. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Administrators, ProposedAppointment } from "../../../contract/administrator.ts";
import type { Problem } from "../../../contract/problem.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { handWords } from "../hand-words.ts";
import { addressOf } from "../route.ts";
import { minuteOf } from "../../ui/words/moments.ts";
import { phoneWords } from "../../ui/words/phone-words.ts";

/** The divisions below where appointments wait, each with the way to their page. */
export function WaitingBelow({ below }: Pick<Administrators, "below">): readonly JSX.Element[] {
  return below.map(({ division, name, waiting }) => (
    <p class="notice warning" key={division}>
      {say(
        `${name}有 ${waiting} 项任命等另一位负责人批准。`,
        waiting === 1
          ? `${name}: 1 appointment waits for a second administrator.`
          : `${name}: ${waiting} appointments wait for a second administrator.`,
      )}{" "}
      <a href={addressOf(division, "administrators")}>{say("去办理", "Decide")}</a>
    </p>
  ));
}

type Act = "approvals" | "refusals" | "withdrawals";

interface ProposedProps {
  readonly division: string;
  readonly place: string;
  readonly proposed: readonly ProposedAppointment[];
  /** Whether the reader may decide: an administrator of a division above, or of the issuer's region, where operators propose. */
  readonly mayDecide: boolean;
  readonly onDone: (notice: string) => Promise<void>;
}

export function ProposedAppointments(props: ProposedProps): JSX.Element | null {
  const { proposed, mayDecide } = props;
  const [deciding, setDeciding] = useState<{ readonly act: Act; readonly one: ProposedAppointment } | null>(null);
  if (proposed.length === 0) return null;
  const columns: readonly Column<ProposedAppointment>[] = [
    { key: "who", word: say("姓名", "Name"), value: ({ maskedName, phone }) => `${maskedName} ${phoneWords(phone)}` },
    { key: "replaces", word: say("接替", "Replaces"), value: ({ replaces }) => replaces ?? "—" },
    { key: "reason", word: say("事由", "Reason"), value: ({ reason }) => reason },
    { key: "by", word: say("提议人", "Proposed by"), value: handWords },
    { key: "at", word: say("提议时间", "Proposed at"), value: ({ at }) => at, show: ({ at }) => minuteOf(at) },
    { key: "state", word: say("状态", "State"), value: stateOf },
  ];
  return (
    <section>
      <h2>{say("任命提议", "Proposed appointments")}</h2>
      <p class="quiet">
        {say(
          "区县及以上的管理员由两人任命：一位提议，另一位核实后批准。",
          "Two appoint the administrators of a county or above: one proposes, another one checks and approves.",
        )}
      </p>
      <Table
        name="proposed-appointments"
        caption={say("任命提议", "Proposed appointments")}
        columns={columns}
        rows={proposed}
        idOf={({ id }) => id}
        first={{ by: "at", down: true }}
        {...(mayDecide && {
          actions: (one: ProposedAppointment) =>
            one.state === "waiting" && <Buttons one={one} onDecide={(act) => setDeciding({ act, one })} />,
        })}
      />
      {deciding !== null && (
        <DecideAppointment
          {...props}
          {...deciding}
          onClose={() => setDeciding(null)}
          onDone={async (notice) => {
            setDeciding(null);
            await props.onDone(notice);
          }}
        />
      )}
    </section>
  );
}

function stateOf({ state, decision, expiresAt }: ProposedAppointment): string {
  const word = {
    waiting: say(`待批，${minuteOf(expiresAt)} 前有效`, `Waiting until ${minuteOf(expiresAt)}`),
    expired: say("已过期", "Expired"),
    appointed: say("已任命", "Appointed"),
    declined: say("未批准", "Declined"),
    withdrawn: say("已撤回", "Withdrawn"),
  }[state];
  return decision === null ? word : `${word} · ${handWords(decision)} · ${decision.note}`;
}

function Buttons(props: { readonly one: ProposedAppointment; readonly onDecide: (act: Act) => void }): JSX.Element {
  const { one, onDecide } = props;
  const who = one.maskedName;
  if (one.mine)
    return (
      <>
        <span class="quiet">{say("等另一位负责人", "Waits for another administrator")}</span>
        <button
          class="text-button danger"
          type="button"
          aria-label={say(`撤回任命 ${who} 的提议`, `Withdraw the proposal to appoint ${who}`)}
          onClick={() => onDecide("withdrawals")}
        >
          {say("撤回", "Withdraw")}
        </button>
      </>
    );
  return (
    <>
      <button
        class="text-button"
        type="button"
        aria-label={say(`批准任命 ${who}`, `Approve the appointment of ${who}`)}
        onClick={() => onDecide("approvals")}
      >
        {say("批准", "Approve")}
      </button>
      <button
        class="text-button danger"
        type="button"
        aria-label={say(`不批准任命 ${who}`, `Decline the appointment of ${who}`)}
        onClick={() => onDecide("refusals")}
      >
        {say("不批准", "Decline")}
      </button>
    </>
  );
}

interface DecideProps extends Pick<ProposedProps, "division" | "place" | "onDone"> {
  readonly act: Act;
  readonly one: ProposedAppointment;
  readonly onClose: () => void;
}

function DecideAppointment({ act, one, division, place, onDone, onClose }: DecideProps): JSX.Element {
  const [note, setNote] = useState("");
  const who = `${one.maskedName} ${phoneWords(one.phone)}`;

  async function decide(): Promise<Problem | null> {
    const answer = await ask(
      `POST /api/v1/divisions/:division/appointments/:id/${act}`,
      { division, id: one.id },
      { note: note.trim() },
    );
    if (!answer.ok) return answer.refusal;
    await onDone(doneWords(act, one.maskedName, place));
    return null;
  }

  const [title, yes] = actWords(act, who, place);
  return (
    <ActDialog title={title} yes={yes} danger={act !== "approvals"} act={decide} onClose={onClose}>
      <p>
        {say(`提议人：${handWords(one)}。事由：${one.reason}。`, `Proposed by ${handWords(one)}. Reason: ${one.reason}.`)}
        {one.replaces !== null && say(` ${one.replaces} 同时被解除。`, ` ${one.replaces} is removed at the same time.`)}
      </p>
      <Field
        required
        label={act === "approvals" ? say("核对说明", "What you checked") : say("理由", "Reason")}
        value={note}
        limit={200}
        hint={say("写入任免记录，不能更改", "Written to the record, which cannot be changed")}
        onInput={setNote}
      />
    </ActDialog>
  );
}

function actWords(act: Act, who: string, place: string): readonly [title: string, yes: string] {
  if (act === "approvals")
    return [say(`批准 ${who} 管理${place}？`, `Approve ${who} as an administrator of ${place}?`), say("批准", "Approve")];
  if (act === "refusals") return [say(`不批准任命 ${who}？`, `Decline the appointment of ${who}?`), say("不批准", "Decline")];
  return [say(`撤回任命 ${who} 的提议？`, `Withdraw the proposal to appoint ${who}?`), say("撤回提议", "Withdraw")];
}

function doneWords(act: Act, name: string, place: string): string {
  if (act === "approvals") return say(`已任命 ${name} 管理${place}。`, `${name} is now an administrator of ${place}.`);
  return act === "refusals"
    ? say("未批准，没有任命。", "Declined. Nobody is appointed.")
    : say("已撤回提议。", "The proposal is withdrawn.");
}

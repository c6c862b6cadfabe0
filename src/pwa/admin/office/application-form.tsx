/** The form for one application: name, division and phone number. It is sent as a list of one line, so that the server reads, matches and refuses it like any line of a list. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ApplicationResult } from "../../../contract/application.ts";
import type { Problem } from "../../../contract/problem.ts";
import { displayName } from "../../../domain/division/name.ts";
import { ask } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field, PhoneField } from "../../ui/fields/field.tsx";
import { type Outcome, undoAppointment } from "../head.tsx";
import { ReasonField } from "./appoint.tsx";

interface ApplicationFormProps {
  /** The division that receives the application. */
  readonly division: string;
  readonly onDone: (outcome: Outcome) => Promise<void>;
  readonly onClose: () => void;
}

export function ApplicationForm(props: ApplicationFormProps): JSX.Element {
  const [name, setName] = useState("");
  const [division, setDivision] = useState("");
  const [phone, setPhone] = useState("");
  const [reason, setReason] = useState("");

  async function apply(): Promise<Problem | null> {
    // Joined by tabs, because the list's usual separator is a plus, and a phone number may begin with a plus.
    const list = [name, division, phone].map((part) => part.trim()).join("\t");
    const answer = await ask(
      "POST /api/v1/divisions/:division/applications",
      { division: props.division },
      { list, reason: reason.trim() },
    );
    if (!answer.ok) return answer.refusal;
    const [result] = answer.value.results;
    if (result === undefined || result.state === "wrong") return wrongLine(result);
    await props.onDone(outcomeOf(result));
    return null;
  }

  return (
    <ActDialog title={say("逐个申请", "One application")} yes={say("提交", "Send")} onClose={props.onClose} act={apply}>
      <Field required label={say("姓名", "Name")} value={name} limit={100} onInput={setName} />
      <Field
        required
        label={say("管理社区", "Division")}
        value={division}
        limit={100}
        hint={say("例如：红卫路街道康苑社区", "For example: 红卫路街道康苑社区")}
        onInput={setDivision}
      />
      <PhoneField
        value={phone}
        hint={say("对方登录一码用的手机号", "The number that the person uses to log in")}
        onInput={setPhone}
      />
      <ReasonField value={reason} onInput={setReason} />
      <p class="quiet">
        {say(
          "能对上区划的立即任命，对不上的进入待审核。",
          "If the text matches a division, the person is appointed at once. If not, the application waits here for review.",
        )}
      </p>
    </ActDialog>
  );
}

function outcomeOf(result: Exclude<ApplicationResult, { readonly state: "wrong" }>): Outcome {
  if (result.state === "waiting")
    return { notice: say("已收到，进入待审核：", "Received. The application waits for review: ") + saySentence(result.sentence) };
  const place = displayName(result.path.at(-1) ?? "");
  return {
    notice: say(`已任命 ${result.maskedName} 管理${place}。`, `${result.maskedName} is now an administrator of ${place}.`),
    ...(!result.already && { undo: undoAppointment(result.division, result.id) }),
  };
}

function wrongLine(result: Extract<ApplicationResult, { readonly state: "wrong" }> | undefined): Problem {
  const sentence = result?.sentence ?? { zh: "请填写这三项。", en: "Fill in all three fields." };
  return { type: "about:blank", title: sentence.en, status: 422, code: result?.code ?? "line_parts", sentence };
}

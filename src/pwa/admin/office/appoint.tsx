/** Appoints an administrator, in addition to others or instead of one, or removes one. The person must have logged in and bound their identity. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Administrator, ProposedAppointment } from "../../../contract/administrator.ts";
import type { Problem } from "../../../contract/problem.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { useRequestId } from "../../ui/use-request-id.ts";
import { needsTwo } from "../../../domain/administrator/appointment.ts";
import { Field, PhoneField } from "../../ui/fields/field.tsx";

interface AppointProps {
  readonly division: string;
  readonly place: string;
  /** The administrator to replace; absent to add one. */
  readonly predecessor?: Administrator | undefined;
  /** With the new administrator, or with the proposal where two appoint. */
  readonly onDone: (appointed: Administrator | ProposedAppointment) => Promise<void>;
  readonly onClose: () => void;
}

export function Appoint(props: AppointProps): JSX.Element {
  const { predecessor } = props;
  const leaving = predecessor && `${predecessor.maskedName} ${phoneWords(predecessor.phone)}`.trim();
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const [reason, setReason] = useState("");

  const id = useRequestId(props.division, name, phone, reason);
  const two = needsTwo(props.division);

  async function appoint(): Promise<Problem | null> {
    const { division } = props;
    const body = { id, name: name.trim(), phone: phone.trim(), reason: reason.trim() };
    const answer =
      predecessor === undefined
        ? await ask("POST /api/v1/divisions/:division/administrators", { division }, body)
        : await ask("POST /api/v1/divisions/:division/administrators/:id/replacement", { division, id: predecessor.id }, body);
    if (!answer.ok) return answer.refusal;
    await props.onDone(answer.value);
    return null;
  }

  return (
    <ActDialog
      title={
        leaving === undefined
          ? say(`任命${props.place}的管理员`, `Appoint an administrator of ${props.place}`)
          : say(`更换 ${leaving}`, `Replace ${leaving}`)
      }
      yes={two ? say("提议", "Propose") : leaving === undefined ? say("任命", "Appoint") : say("更换", "Replace")}
      onClose={props.onClose}
      act={appoint}
      wayOut={(problem) =>
        problem.code === "phone_not_registered" && (
          <p>
            {say(
              "请对方用这个手机号登录一码，在“登记本人”里填写姓名和证件号码，然后再任命。",
              "Ask the person to log in with this phone number and to enter their name and document under “Register myself”. Then appoint them.",
            )}
          </p>
        )
      }
    >
      <Field required label={say("姓名", "Name")} value={name} limit={100} onInput={setName} />
      <PhoneField
        value={phone}
        hint={say("对方登录一码用的手机号", "The number that the person uses to log in")}
        onInput={setPhone}
      />
      <ReasonField value={reason} onInput={setReason} />
      <p class="quiet">
        {two
          ? say("另一位负责人批准后生效", "This takes effect after another administrator approves it")
          : say("立即生效", "This takes effect at once")}
        {say(
          `：可以管理${props.place}及其下级的采集点、采集员和通行记录。`,
          `: they manage the points, collectors and passes of ${props.place} and the divisions below.`,
        )}
        {leaving !== undefined && say(` ${leaving} 同时被解除。`, ` ${leaving} is removed at the same time.`)}
      </p>
    </ActDialog>
  );
}

interface RemoveAdministratorProps {
  readonly division: string;
  readonly place: string;
  readonly administrator: Administrator;
  /** The number of administrators that the division has left after the removal. */
  readonly remaining: number;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

export function RemoveAdministrator(props: RemoveAdministratorProps): JSX.Element {
  const { administrator, remaining, place } = props;
  const [reason, setReason] = useState("");
  const who = `${administrator.maskedName} ${phoneWords(administrator.phone)}`.trim();

  async function remove(): Promise<Problem | null> {
    const names = { division: props.division, id: administrator.id };
    const answer = await ask("POST /api/v1/divisions/:division/administrators/:id/removal", names, { reason: reason.trim() });
    if (!answer.ok) return answer.refusal;
    await props.onDone();
    props.onClose();
    return null;
  }

  return (
    <ActDialog
      title={say(`解除 ${who}？`, `Remove ${who}?`)}
      yes={say("解除", "Remove")}
      danger
      onClose={props.onClose}
      act={remove}
    >
      <p>
        {say(
          `对方立即失去${place}的管理权限。解除后${place}还有 ${remaining} 位管理员，上级仍可管理。`,
          `They lose their rights in ${place} at once. Administrators of ${place} after that: ${remaining}. Administrators above can still manage it.`,
        )}
      </p>
      <ReasonField value={reason} onInput={setReason} />
    </ActDialog>
  );
}

interface ReasonFieldProps {
  readonly value: string;
  readonly onInput: (reason: string) => void;
}

export function ReasonField(props: ReasonFieldProps): JSX.Element {
  return (
    <Field
      required
      label={say("事由", "Reason")}
      value={props.value}
      limit={200}
      hint={say("写入任免记录，不能更改", "Written to the record, which cannot be changed")}
      onInput={props.onInput}
    />
  );
}

/** The dialogs about a waiting case: the second administrator agrees or refuses, and the first one withdraws it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { WaitingCase } from "../../../contract/custody/case.ts";
import type { Problem } from "../../../contract/problem.ts";
import type { Relation } from "../../../domain/custody/custody.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { ActDialog } from "../../ui/dialog.tsx";

export interface Deciding {
  readonly act: "agree" | "refuse";
  readonly one: WaitingCase;
}

interface DecideCaseProps extends Deciding {
  readonly division: string;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

const OPERATION = "POST /api/v1/divisions/:division/cases/:id";

/** A login by its phone number, and the person's relation to it. */
export function loginWords({ maskedPhone, relation }: { readonly maskedPhone: string; readonly relation: Relation }): string {
  const phone = maskedPhone === "" ? say("以前登记的手机", "a phone registered earlier") : maskedPhone;
  return {
    self: say(`${phone}（本人）`, `${phone} (the person)`),
    child: say(`${phone}（此人是其子女）`, `${phone} (their child)`),
    parent: say(`${phone}（此人是其父母）`, `${phone} (their parent)`),
    other: say(`${phone}（其他家人）`, `${phone} (another relative)`),
  }[relation];
}

export function DecideCase(props: DecideCaseProps): JSX.Element {
  return props.act === "agree" ? <Agree {...props} /> : <Refuse {...props} />;
}

function Agree({ division, one, onDone, onClose }: DecideCaseProps): JSX.Element {
  const [hasChecked, setChecked] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const losers = one.managers.filter(({ loses }) => loses);

  async function agree(): Promise<Problem | null> {
    setMissing(!hasChecked);
    if (!hasChecked) return null;
    const answer = await ask(OPERATION, { division, id: one.id }, { decision: "agree" });
    if (!answer.ok) return answer.refusal;
    await onDone(
      say(
        `已同意：${one.maskedName} 由 ${one.maskedPhone} 管理，双方会收到短信。`,
        `Agreed: ${one.maskedPhone} manages ${one.maskedName}. Everybody concerned gets a message.`,
      ),
    );
    return null;
  }

  return (
    <ActDialog
      title={say(`同意由 ${one.maskedPhone} 管理 ${one.maskedName}？`, `Let ${one.maskedPhone} manage ${one.maskedName}?`)}
      yes={say("同意", "Agree")}
      act={agree}
      onClose={onClose}
    >
      <p class="quiet">
        {one.maskedName} · {one.maskedDocument} · {say(`事由：${one.reason}`, `Reason: ${one.reason}`)}
      </p>
      <ul class="case-effects">
        <li>
          {say(
            `只由 ${loginWords(one)}管理，记为“当面核验”。`,
            `${loginWords(one)} alone manages the person, as “proved in person”.`,
          )}
        </li>
        {losers.map((login, index) => (
          <li key={`${index} ${login.maskedPhone}`}>
            <b>
              {say(
                `${loginWords(login)}${login.proved ? "已核验本人，" : ""}不再管理，立即不能出示、申报。`,
                `${loginWords(login)}${login.proved ? ", proved to be the person’s own," : ""} loses the person at once: no code, no declaration.`,
              )}
            </b>
          </li>
        ))}
        {losers.length === 0 && <li>{say("没有别的手机失去管理。", "No other phone loses the person.")}</li>}
        <li>
          {say(
            "这些手机都会收到短信。不能撤销，要改须另开个案。",
            "All these phones get a message. This cannot be undone: a change needs another case.",
          )}
        </li>
      </ul>
      <Choices
        name="checked"
        several
        question={say("您也核对过（必须勾选）", "You have checked it too (required)")}
        choices={[
          {
            value: "checked",
            word: say(
              "我也看过证件原件，或认识本人，确认无误",
              "I have seen the document too, or know the person, and it is right",
            ),
          },
        ]}
        chosen={hasChecked ? ["checked"] : []}
        onToggle={() => {
          setChecked(!hasChecked);
          setMissing(false);
        }}
        refusal={isMissing ? say("请先核对，再勾选。", "Check the person first, then tick the box.") : undefined}
      />
    </ActDialog>
  );
}

function Refuse({ division, one, onDone, onClose }: DecideCaseProps): JSX.Element {
  const { maskedName, openedByMe: own } = one;

  async function refuse(): Promise<Problem | null> {
    const answer = await ask(OPERATION, { division, id: one.id }, { decision: "refuse" });
    if (!answer.ok) return answer.refusal;
    await onDone(
      own
        ? say(`已撤回 ${maskedName} 的个案。`, `The case about ${maskedName} is withdrawn.`)
        : say(`没有同意 ${maskedName} 的个案。`, `The case about ${maskedName} is not agreed.`),
    );
    return null;
  }

  return (
    <ActDialog
      title={
        own
          ? say(`撤回 ${maskedName} 的个案？`, `Withdraw the case about ${maskedName}?`)
          : say(`不同意 ${maskedName} 的个案？`, `Refuse the case about ${maskedName}?`)
      }
      yes={own ? say("撤回", "Withdraw") : say("不同意", "Refuse")}
      danger
      act={refuse}
      onClose={onClose}
    >
      <p>
        {say(
          "个案就此办结，由谁管理不变。需要时可以重新开立。",
          "The case ends here, and nothing changes. It can be opened again.",
        )}
      </p>
    </ActDialog>
  );
}

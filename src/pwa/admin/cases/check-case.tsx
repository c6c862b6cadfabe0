/** The check before a case is sent: all data in full, and the effects of the case. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { OpenCaseRequest } from "../../../contract/custody/case.ts";
import { CASE_WORDS } from "../../../domain/custody/case.ts";
import { useLayer } from "../../app/layers.ts";
import { say, saySentence } from "../../app/say.ts";
import { IdentityRows } from "../../ui/fields/identity-fields.tsx";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { Row } from "../../ui/row.tsx";
import { RELATION_WORDS } from "./case-draft.ts";

/** The effects of the case. */
export function Next(): JSX.Element {
  return (
    <ol class="case-next quiet">
      <li>{say("现在什么都不变。", "Nothing changes now.")}</li>
      <li>
        {say(
          "本级或上级的另一位管理员核对后生效：只由这部手机管理，别的手机都不再管理，双方会收到短信。",
          "After another administrator of this division or above agrees, this phone alone manages the person and every other phone loses them. All of them get a message.",
        )}
      </li>
      <li>
        {say(
          "您查看了由谁管理，会记入居民的“谁看过我的信息”。",
          "Your look at who manages the person is recorded. The person can see it.",
        )}
      </li>
    </ol>
  );
}

interface CheckCaseProps {
  readonly request: OpenCaseRequest;
  readonly busy: boolean;
  readonly onEdit: () => void;
  readonly onSend: () => void;
}

export function CheckCase({ request, busy, onEdit, onSend }: CheckCaseProps): JSX.Element {
  const { kind, name, document, phone, relation, reason } = request;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayer(onEdit);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="admin-card case-check stack">
      <h2 tabIndex={-1} ref={heading}>
        {say("请与证件核对", "Compare with the document")}
      </h2>
      <dl class="rows">
        <Row word={say("情况", "Case")}>{saySentence(CASE_WORDS[kind])}</Row>
        <IdentityRows name={name} document={document} />
        <Row word={say("以后管理的手机", "The phone that will manage them")}>{phoneWords(phone)}</Row>
        <Row word={say("此人是机主的", "The person is")}>{saySentence(RELATION_WORDS[relation])}</Row>
        <Row word={say("事由", "Reason")}>{reason}</Row>
      </dl>
      <Next />
      <div class="admin-buttons">
        <button class="button second" type="button" disabled={busy} onClick={onEdit}>
          {say("返回修改", "Change it")}
        </button>
        <button class="button" type="button" disabled={busy} onClick={onSend}>
          {busy ? say("正在开立……", "Opening…") : say("没有错，开个案", "Correct, open the case")}
        </button>
      </div>
    </section>
  );
}

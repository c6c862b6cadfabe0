/** The check before a person is registered: everything once more in full, because a wrong name costs the code and the history. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { AddPersonRequest } from "../../../contract/people.ts";
import { useLayer } from "../../app/layers.ts";
import { relationWord } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { Row } from "../../ui/row.tsx";
import { documentNamed } from "./person-draft.ts";

interface CheckPersonProps {
  readonly request: AddPersonRequest;
  readonly nickname: string;
  readonly busy: boolean;
  readonly onEdit: () => void;
  readonly onSend: () => void;
}

/** In groups, as people compare: the place, the birth date and the end of a resident identity number. */
function spaced({ type, number }: AddPersonRequest["document"]): string {
  return number.replace(type === "10" ? /^(.{6})(.{8})/ : /(.{4})(?=.)/g, type === "10" ? "$1 $2 " : "$1 ");
}

export function CheckPerson({ request, nickname, busy, onEdit, onSend }: CheckPersonProps): JSX.Element {
  const { relation, name, document } = request;
  const type = documentNamed(document.type);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayer(onEdit);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus();
  }, []);
  return (
    <div class="stack grow">
      <h1 tabIndex={-1} ref={heading}>
        {say("请与证件核对", "Compare with the document")}
      </h1>
      <p class="quiet">
        {say(
          "登记后不能改。写错了，只能移除后重新登记。",
          "You cannot change it later. A mistake means to remove the person and start again.",
        )}
      </p>
      <dl class="card rows">
        <Row word={say("与您的关系", "Relation to you")}>{relationWord(relation)}</Row>
        <Row word={say("姓名", "Name")}>{name}</Row>
        <Row word={say("证件类型", "Type of document")}>{type === undefined ? document.type : say(type.zh, type.en)}</Row>
        <Row word={say("证件号码", "Number")}>{spaced(document)}</Row>
        {document.nationality !== undefined && <Row word={say("国籍", "Nationality")}>{document.nationality}</Row>}
        {document.birthDate !== undefined && <Row word={say("出生日期", "Date of birth")}>{document.birthDate}</Row>}
        {nickname !== "" && <Row word={say("称呼", "Your name for them")}>{nickname}</Row>}
      </dl>
      <div class="button-row at-foot">
        <button class="button second" type="button" disabled={busy} onClick={onEdit}>
          {say("返回修改", "Change it")}
        </button>
        <button class="button" type="button" disabled={busy} onClick={onSend}>
          {busy ? say("正在登记……", "Registering…") : say("没有错，登记", "Correct, register")}
        </button>
      </div>
    </div>
  );
}

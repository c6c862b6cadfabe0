/** The check before a person is registered: everything once more in full, because a wrong name costs the code and the history. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { AddPersonRequest } from "../../../contract/people.ts";
import { useLayer } from "../../app/layers.ts";
import { relationWord } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import { IdentityRows } from "../../ui/fields/identity-fields.tsx";
import { Row } from "../../ui/row.tsx";

interface CheckPersonProps {
  readonly request: AddPersonRequest;
  readonly nickname: string;
  readonly busy: boolean;
  readonly onEdit: () => void;
  readonly onSend: () => void;
}

export function CheckPerson({ request, nickname, busy, onEdit, onSend }: CheckPersonProps): JSX.Element {
  const { relation, name, document } = request;
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
        <IdentityRows name={name} document={document} />
        <Row word={say("实名核验", "Proof of identity")}>
          {me.value?.issuer.identityAuthority === false
            ? say("登记后，带证件到社区当面核验", "at your community, after this step")
            : say("登记时自动核对", "checked when you register")}
        </Row>
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

/** Adds a person by name and document: the owner of the account (`relation=self`), a child, a parent or another person. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AddPersonRequest } from "../../../contract/people.ts";
import { dateOf } from "../../../domain/china-time.ts";
import { ask } from "../../app/api.ts";
import { correctedNow } from "../../app/clock.ts";
import { type KeptForm, useKeptForm } from "../../app/kept-form.ts";
import { useLocation } from "../../app/location.ts";
import { choose, giveNickname, relationWord } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { sealedNote } from "../../app/sealed.ts";
import { refresh } from "../../app/session.ts";
import { useWholeScreen } from "../../app/tab-bar.tsx";
import { Bar } from "../../ui/bar.tsx";
import { Choices } from "../../ui/fields/choices.tsx";
import { NO_IDENTITY } from "../../ui/fields/identity-draft.ts";
import { IdentityFields } from "../../ui/fields/identity-fields.tsx";
import { faultOf, useFault } from "../../ui/fields/use-fault.tsx";
import { CheckPerson } from "./check-person.tsx";
import { NicknameField } from "./nickname.tsx";
import { type PersonDraft, requestOf } from "./person-draft.ts";
import { useBusy } from "../../ui/use-busy.ts";

const DEPENDANTS = ["child", "parent", "other"] as const;
const FIELDS = new Set(["relation", "name", "type", "number", "nationality", "birthDate"]);

interface KeptDraft extends PersonDraft {
  /** The account's own name for the person. It is not sent. */
  readonly nickname: string;
}

const EMPTY: KeptDraft = { ...NO_IDENTITY, relation: null, nickname: "" };

/** @param self whether the form is about the owner of the account: it does not mix with a form about the family */
function useKeptPerson(self: boolean): KeptForm<KeptDraft> {
  return useKeptForm(sealedNote("binding", self ? "self" : ""), () => (self ? { ...EMPTY, relation: "self" } : EMPTY));
}

export default function AddPerson(): JSX.Element | null {
  const { query, route } = useLocation();
  const self = query.get("relation") === "self";
  const { draft, keep, discard } = useKeptPerson(self);
  /** The request on the screen that asks for a check. */
  const [checking, setChecking] = useState<AddPersonRequest | null>(null);
  const { setFault, refusalOf, notice } = useFault(FIELDS);
  const [busy, during] = useBusy();
  useWholeScreen();
  if (draft === null) return null;

  const change = (changes: Partial<KeptDraft>): void => {
    keep({ ...draft, ...changes });
    setFault(null);
  };
  const check = (): void => {
    const request = requestOf(draft, dateOf(correctedNow()));
    setFault(request.ok ? null : request.refusal);
    if (request.ok) setChecking(request.value);
  };
  const send = async (request: AddPersonRequest): Promise<void> => {
    const answer = await ask("POST /api/v1/people", {}, request);
    setFault(answer.ok ? null : faultOf(answer.refusal));
    setChecking(null);
    if (answer.ok) {
      if (draft.nickname.trim() !== "") await giveNickname(answer.value, draft.nickname);
      await discard();
      await refresh();
      if (answer.value.state === "managed") choose(answer.value.id);
      route(answer.value.state === "managed" ? "/declare" : "/family", true);
    }
  };

  return (
    <main class="screen whole">
      <Bar name={self ? say("登记本人", "Register myself") : say("添加家人", "Add a person")} back={self ? "/" : "/family"} />
      {checking !== null ? (
        <CheckPerson
          request={checking}
          nickname={draft.nickname.trim()}
          busy={busy}
          onEdit={() => setChecking(null)}
          onSend={() => void during(() => send(checking))}
        />
      ) : (
        <form
          class="stack grow"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            check();
          }}
        >
          <h1>
            {self ? say("您的姓名和证件", "Your name and document") : say("要替谁管理健康码？", "Whose code will you manage?")}
          </h1>
          <p class="quiet">
            {say(
              "照证件填写。页面上只显示姓和号码首尾两位。",
              "Enter name and number as on the document. Screens show only the surname and the first and last two characters of the number.",
            )}
          </p>
          {!self && (
            <Choices
              name="relation"
              question={say("与您的关系", "Relation to you")}
              pairs
              choices={DEPENDANTS.map((value) => ({ value, word: relationWord(value) }))}
              chosen={DEPENDANTS.filter((value) => value === draft.relation)}
              onToggle={(relation) => change({ relation })}
              refusal={refusalOf("relation")}
            />
          )}
          <IdentityFields draft={draft} onChange={change} refusalOf={refusalOf} isOwn={self} />
          {notice}
          {!self && <NicknameField value={draft.nickname} onInput={(nickname) => change({ nickname })} />}
          <button class="button at-foot" type="submit">
            {say("下一步", "Next")}
          </button>
        </form>
      )}
    </main>
  );
}

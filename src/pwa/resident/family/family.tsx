/** The persons of this account: those it manages, with claims of other accounts to them, and those whose own claim waits for an answer. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import type { Problem } from "../../../contract/problem.ts";
import { ask } from "../../app/api.ts";
import { moment } from "../../app/moment.ts";
import { choose, nameOf, nicknameOf, relationWord } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { me, refresh } from "../../app/session.ts";
import { sealedNote } from "../../app/sealed.ts";
import { writeCredentials } from "../../app/store.ts";
import { Confirm } from "../../ui/dialog.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { ProofMark } from "../../ui/proof/proof-mark.tsx";
import { EndingNotice, hasNoCode } from "../../ui/person/ending-notice.tsx";
import { ClaimCard } from "./claim-card.tsx";
import { NameDialog } from "./nickname.tsx";
import { useBusy } from "../../ui/use-busy.ts";
import "./family.css";

function stateOf(person: Person): string {
  if (person.state === "pending") return say("等待对方同意", "waiting for their answer");
  if (hasNoCode(person)) return say("暂停使用", "not in use for now");
  if (person.declaration === null) return say("还没有申报", "not declared yet");
  const at = moment(Date.parse(person.declaration.at));
  return person.declaredByOther
    ? say(`由代管人申报 ${at}`, `declared by a manager ${at}`)
    : say(`已申报 ${at}`, `declared ${at}`);
}

interface PersonCardProps {
  readonly person: Person;
  readonly onName: () => void;
  readonly onRemove: () => void;
}

function PersonCard(props: PersonCardProps): JSX.Element {
  const { person } = props;
  return (
    <li class="card person-card">
      <div class="person-line">
        <span class="avatar" aria-hidden="true">
          {Array.from(person.maskedName)[0]}
        </span>
        <div class="who">
          <b>
            {nicknameOf(person) || person.maskedName}{" "}
            <span class="relation">
              {nicknameOf(person) !== "" && `${person.maskedName} · `}
              {relationWord(person.relation)}
            </span>
          </b>
          <span class="quiet">{person.maskedDocument}</span>
          <span class="quiet">{stateOf(person)}</span>
          {person.state === "managed" && (
            <a class="proof-link" href="/proof" onClick={() => choose(person.id)}>
              <ProofMark proof={person.proof.level} />
              <span class="hidden-words">
                {say(`${person.maskedName} 的实名核验`, `Proof of identity of ${person.maskedName}`)}
              </span>
            </a>
          )}
        </div>
      </div>
      <EndingNotice person={person} />
      {person.state === "pending" && (
        <p class="quiet">
          {say(
            "不认识对方，或原来的号码停用了：带证件到社区办理。换了手机、原来的手机已经退出：再登记一次，立即接管。",
            "If you do not know the other phone, or its number is no longer used: go to your community with the document. If it was your own phone and is logged out now: register the person once more, and this phone manages them at once.",
          )}
        </p>
      )}
      {person.claims.map((claim) => (
        <ClaimCard key={claim.id} person={person} claim={claim} />
      ))}
      <div class="person-acts">
        {person.state === "managed" && !hasNoCode(person) && (
          <>
            <a class="chip" href="/" onClick={() => choose(person.id)}>
              {say("出示健康码", "Show the code")}
            </a>
            <a class="chip" href="/declare" onClick={() => choose(person.id)}>
              {say("申报", "Declare")}
            </a>
          </>
        )}
        <button class="text-button" type="button" onClick={props.onName}>
          {nicknameOf(person) === "" ? say("加称呼", "Nickname") : say("改称呼", "Change nickname")}
          <span class="hidden-words"> {person.maskedName}</span>
        </button>
        <button class="text-button" type="button" onClick={props.onRemove}>
          {person.state === "managed" ? say("移除", "Remove") : say("撤回", "Withdraw")}
          <span class="hidden-words"> {person.maskedName}</span>
        </button>
      </div>
    </li>
  );
}

export default function Family(): JSX.Element {
  const [leaving, setLeaving] = useState<Person | null>(null);
  const [naming, setNaming] = useState<Person | null>(null);
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const people = me.value?.people ?? [];
  const hasSelf = people.some((person) => person.relation === "self");

  const remove = async (person: Person): Promise<void> => {
    const answer = await ask("DELETE /api/v1/people/:person", { person: person.id });
    if (answer.ok) {
      const unsent = [sealedNote("draft", person.id), sealedNote("appeal", person.id)];
      await Promise.all([writeCredentials(person.id, []), ...unsent.map((note) => note.discard())]);
      await refresh();
    }
    setProblem(answer.ok ? null : answer.refusal);
    setLeaving(null);
  };

  return (
    <main class="screen">
      <h1>{say("家人", "Family")}</h1>
      <p class="quiet">
        {say("没有手机的老人和孩子，由您代为申报、出示。", "You declare and show the code for family members without a phone.")}
      </p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <ul class="stack">
        {people.map((person) => (
          <PersonCard key={person.id} person={person} onName={() => setNaming(person)} onRemove={() => setLeaving(person)} />
        ))}
      </ul>
      {!hasSelf && (
        <a class="button" href="/family/add?relation=self">
          {say("登记本人", "Register myself")}
        </a>
      )}
      <a class="button second" href="/family/add">
        {say("添加家人", "Add a person")}
      </a>
      {naming !== null && <NameDialog person={naming} onEnd={() => setNaming(null)} />}
      {leaving !== null && (
        <Confirm
          title={say(
            `移除 ${nameOf(leaving)} ${leaving.maskedDocument}？`,
            `Remove ${nameOf(leaving)} ${leaving.maskedDocument}?`,
          )}
          yes={say("移除", "Remove")}
          danger
          busy={busy}
          onNo={() => setLeaving(null)}
          onYes={() => void during(() => remove(leaving))}
        >
          <p>
            {leaving.state === "pending"
              ? say("申请会撤回，对方不用再回答。", "The request is withdrawn. Nobody needs to answer it.")
              : say(
                  "这部手机不能再为此人申报和出示健康码。如果没有其他人管理，已领的码立即作废，以前的申报也不再显示，需要重新登记和申报。",
                  "This phone can no longer declare or show the code for this person. If nobody else manages them, their codes become invalid at once and earlier declarations are no longer shown. The person must then be registered again, with a new declaration.",
                )}
          </p>
        </Confirm>
      )}
    </main>
  );
}

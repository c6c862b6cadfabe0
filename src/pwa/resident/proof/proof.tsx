/** 实名核验: the proof of one person's identity, the missing part with the next steps, the rights of the proof, and the other managers of the person. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import type { Problem } from "../../../contract/problem.ts";
import { flagsOf } from "../../../domain/code/flags.ts";
import { opensRoles } from "../../../domain/identity/proof.ts";
import { ask } from "../../app/api.ts";
import { moment } from "../../app/moment.ts";
import { say, saySentence } from "../../app/say.ts";
import { me, refresh } from "../../app/session.ts";
import { hasNoCode } from "../../ui/person/ending-notice.tsx";
import { PersonScreen } from "../../ui/person/person-list.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { ProofShape, proofWord } from "../../ui/proof/proof-mark.tsx";
import { Row } from "../../ui/row.tsx";
import { useBusy } from "../../ui/use-busy.ts";
import ChangesOfPhone from "../change-of-phone.tsx";
import { Managers, Said } from "../managers.tsx";
import WhoManages from "../who-manages.tsx";
import { isHeld, proofState } from "./proof-state.ts";

export default function ProofScreen(): JSX.Element {
  return (
    <PersonScreen
      forEveryManager
      back="/me"
      title={say("实名核验", "Proof of identity")}
      detail={say("核对姓名、证件号码和手机号是不是同一个人。", "Checks that name, document and phone belong to one person.")}
    >
      {(person) => (
        <>
          <ChangesOfPhone people={[person]} />
          <State person={person} />
          <WhoManages people={[person]} />
          {!hasNoCode(person) && <Opens person={person} />}
          <Others person={person} />
        </>
      )}
    </PersonScreen>
  );
}

function State({ person }: { readonly person: Person }): JSX.Element {
  const { proof } = person;
  const { isComplete, sentence, ways, asksAgain } = proofState(person, me.value?.login?.hasPhone ?? true);
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section class={isComplete ? "card proof-card" : "card proof-card missing"}>
      <div class="proof-head">
        <ProofShape proof={proof.level} />
        <h2 tabIndex={-1} ref={heading}>
          {proofWord(proof.level)}
        </h2>
      </div>
      {proof.at !== null && (
        <p class="quiet">
          {moment(Date.parse(proof.at))} · {proof.source}
          {proof.reference !== "" && say(` · 编号 ${proof.reference}`, ` · reference ${proof.reference}`)}
        </p>
      )}
      <p>{saySentence(sentence)}</p>
      {proof.endsAt !== null && (
        <p>
          {say(
            `${moment(Date.parse(proof.endsAt))} 前没有核验通过，就变为“未核验”。`,
            `Without a proof by ${moment(Date.parse(proof.endsAt))} it becomes “Not checked”.`,
          )}
        </p>
      )}
      {ways.length > 0 && (
        <>
          <b>{say("怎么办", "What to do")}</b>
          <ul class="proof-ways">
            {ways.map((way) => (
              <li key={way.zh}>{saySentence(way)}</li>
            ))}
          </ul>
        </>
      )}
      {asksAgain && <AskAgain person={person} onProved={() => heading.current?.focus()} />}
    </section>
  );
}

interface AskAgainProps {
  readonly person: Person;
  /** Called when nothing is left to ask: the pressed button no longer exists. */
  readonly onProved: () => void;
}

function AskAgain({ person, onProved }: AskAgainProps): JSX.Element {
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [result, setResult] = useState<string | null>(null);

  const askAgain = async (): Promise<void> => {
    setResult(null);
    const answer = await ask("POST /api/v1/people/:person/proof", { person: person.id });
    setProblem(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    await refresh();
    const after = me.peek()?.people.find(({ id }) => id === person.id);
    if (after === undefined) return;
    if (isHeld(after)) onProved();
    else setResult(resultWords(person.proof, after.proof));
  };

  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} />}
      <Said words={result} />
      <button class="button second" type="button" aria-disabled={busy} onClick={() => busy || void during(askAgain)}>
        {busy ? say("正在核验……", "Checking…") : say("再次核验", "Check again")}
      </button>
    </>
  );
}

/** The result of the question, if the proof is still not complete. */
function resultWords(before: Person["proof"], after: Person["proof"]): string {
  if (after.answer === "busy")
    return say("核验机构没有应答，稍后自动再试。", "The identity authority does not answer. It is asked again by itself.");
  if (after.at !== null && after.at === before.at)
    return say(
      `${moment(Date.parse(after.at))} 刚核验过，一小时后可以再次核验。`,
      `It was checked at ${moment(Date.parse(after.at))}. You can check again after an hour.`,
    );
  return after.level === before.level
    ? say("已核验，结果没有变化。", "Checked. The result is the same.")
    : say("已核验，结果见上。", "Checked. See the result above.");
}

function Opens({ person }: { readonly person: Person }): JSX.Element {
  const { relation, proof } = person;
  const isSelf = relation === "self";
  const flags = flagsOf({ proof: proof.level, isSelf });
  return (
    <dl class="card rows">
      <Row word={say("出示健康码", "Showing the code")}>
        {flags.length === 0
          ? say("不用另看证件", "no document needed")
          : isSelf
            ? say("采集点会请您出示证件", "gates ask for your document")
            : say("采集点会核对证件", "gates ask for the document")}
      </Row>
      {isSelf && (
        <Row word={say("采集员、管理员", "Collector, administrator")}>
          {opensRoles(proof.level) ? say("可以担任", "possible") : say("核验本人后可以担任", "after the proof of identity")}
        </Row>
      )}
    </dl>
  );
}

/** The managers who stay. */
function Others({ person }: { readonly person: Person }): JSX.Element | null {
  const [done, setDone] = useState<string | null>(null);
  const others = person.managers.filter(({ ending }) => ending !== "asked");
  if (others.length === 0 && done === null) return null;
  return (
    <section class="stack">
      <h2>{say("还有谁在管理", "Who else manages")}</h2>
      <Said words={done} takesFocus />
      {others.length > 0 && (
        <div class="card">
          <Managers person={person} managers={others} mayEnd={isHeld(person)} onDone={setDone} />
        </div>
      )}
    </section>
  );
}

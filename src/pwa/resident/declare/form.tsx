/** The form of one person: one question per step. The rules check each answer before the next step, and a review shows all answers before sending. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import type { Problem } from "../../../contract/problem.ts";
import { dateOf as dateInChina } from "../../../domain/china-time.ts";
import { ask } from "../../app/api.ts";
import { correctedNow } from "../../app/clock.ts";
import { useLayer } from "../../app/layers.ts";
import { useLocation } from "../../app/location.ts";
import { personWord } from "../../app/people.ts";
import { say, saySentence } from "../../app/say.ts";
import { managed, me, refresh } from "../../app/session.ts";
import { Bar } from "../../ui/bar.tsx";
import { Confirm } from "../../ui/dialog.tsx";
import { stopsAtFault } from "../../ui/fields/field.tsx";
import { PersonHead } from "../../ui/person/person-head.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { RedeclarationNotice } from "../../ui/person/redeclaration-notice.tsx";
import { closeStay, declarationOf, type Step, stepOfField, stepsOf } from "./draft.ts";
import { type Fault, judge } from "./judge.ts";
import type { Sent } from "./receipt.tsx";
import { hintOf, questionOf, StepBody } from "./steps.tsx";
import { useDraft } from "./use-draft.ts";
import { RestoredNotice } from "../../ui/fields/restored-notice.tsx";
import { useBusy } from "../../ui/use-busy.ts";

interface FormProps {
  readonly person: Person;
  readonly onSent: (sent: Sent) => void;
}

export function DeclarationForm({ person, onSent }: FormProps): JSX.Element | null {
  const today = dateInChina(correctedNow());
  const issuer = me.value?.issuer.code ?? "0";
  const region = issuer === "0" ? "" : issuer;
  const { draft, resumed, change, finish, startOver } = useDraft(person, today);
  const { route } = useLocation();
  const [refusal, setRefusal] = useState<Omit<Fault, "step"> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [promised, setPromised] = useState(false);
  const [busy, during] = useBusy();
  const [dropping, setDropping] = useState(false);
  const question = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    question.current?.focus();
  }, [draft?.step]);
  const steps = stepsOf(draft ?? { category: null, onlyToday: false });
  const at = Math.max(0, steps.indexOf(draft?.step ?? "category"));
  useLayer(() => back(), at > 0);
  if (draft === null) return null;

  const name = say("健康申报", "Declaration");
  const title = managed.value.length > 1 ? `${name} · ${personWord(person)}` : name;
  const step = steps[at] ?? "category";
  const words = questionOf(step, draft, person);
  /** At the first question, and at one that was left out, all are asked again. */
  const move = (next: Step): void =>
    change({ step: next, onlyToday: draft.onlyToday && next !== "category" && steps.includes(next) });
  const go = (next: Step): void => {
    setRefusal(null);
    setProblem(null);
    move(next);
  };
  function back(): void {
    const before = steps[at - 1];
    if (before === undefined) route("/");
    else go(before);
  }

  const send = async (): Promise<void> => {
    if (!promised) {
      setRefusal({ pointer: "", sentence: say("请先勾选承诺。", "Please tick the promise first.") });
      return;
    }
    const declaration = declarationOf(draft);
    const body = { id: draft.id, ...declaration };
    const answer = await ask("POST /api/v1/people/:person/declarations", { person: person.id }, body);
    if (answer.ok) {
      await finish();
      onSent({ receipt: answer.value, declaration });
      await refresh();
    } else if (answer.refusal.pointer === undefined) setProblem(answer.refusal);
    else {
      const wrong = stepOfField(answer.refusal.pointer);
      if (wrong !== step) move(wrong);
      setRefusal({ pointer: answer.refusal.pointer, sentence: saySentence(answer.refusal.sentence) });
    }
  };

  const submit = (): void => {
    // A place that is chosen and not yet added is added by the next step, or stops it.
    const places = closeStay(draft);
    const wrong = judge({ ...draft, ...places }, { seen: steps.slice(0, at + 1), region, today });
    setRefusal(wrong);
    setProblem(null);
    const next = steps[at + 1];
    if (wrong !== null) {
      if (wrong.step !== step) move(wrong.step);
    } else if (next === undefined) void during(send);
    else change({ ...places, step: next });
  };

  return (
    <main class="screen whole">
      <Bar name={title} back={back}>
        <span class="quiet step-count">
          {draft.category === null
            ? say(`第 ${at + 1} 步`, `Step ${at + 1}`)
            : say(`第 ${at + 1} 步，共 ${steps.length} 步`, `Step ${at + 1} of ${steps.length}`)}
        </span>
      </Bar>
      <progress class="progress" max={steps.length} value={at + 1} aria-label={say("进度", "Progress")} />
      <form
        class="stack grow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!stopsAtFault(event.currentTarget)) submit();
        }}
      >
        {resumed && (
          <RestoredNotice onStartOver={() => setDropping(true)}>
            {say(
              "已恢复上次没写完的内容（最多保留 24 小时）。",
              "Your unfinished answers were restored. They are kept for 24 hours.",
            )}
          </RestoredNotice>
        )}
        {step === "category" && managed.value.length > 1 && <PersonHead person={person} />}
        {step === "category" && person.redeclaration && <RedeclarationNotice request={person.redeclaration} />}
        <div class="question">
          <h1 tabIndex={-1} ref={question}>
            {words}
          </h1>
          {hintOf(step) !== "" && <p class="quiet">{hintOf(step)}</p>}
        </div>
        <StepBody
          step={step}
          draft={draft}
          question={words}
          refuse={(pointer) => setRefusal({ pointer, sentence: "" })}
          change={(changes) => {
            setRefusal(null);
            change(changes);
          }}
          refusal={refusal?.sentence}
          pointer={refusal?.pointer ?? ""}
          region={region}
          today={today}
          go={go}
          promised={promised}
          onPromise={(next) => {
            setPromised(next);
            setRefusal(null);
          }}
        />
        {problem !== null && <ProblemNotice problem={problem} onRetry={() => void during(send)} />}
        <button class="button at-foot" type="submit" disabled={busy}>
          {step === "review" ? (busy ? say("正在提交……", "Sending…") : say("提交", "Send")) : say("下一步", "Next")}
        </button>
      </form>
      {dropping && (
        <Confirm
          title={say("重新填写？", "Start over?")}
          yes={say("重新填", "Start over")}
          onNo={() => setDropping(false)}
          onYes={() => {
            setDropping(false);
            void startOver();
          }}
        >
          <p>
            {say(
              "这次没写完的内容会清除，从上次申报的内容开始。",
              "The unfinished answers are deleted. The form begins with the answers of the last declaration.",
            )}
          </p>
        </Confirm>
      )}
    </main>
  );
}

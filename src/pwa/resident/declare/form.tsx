/** The form of one person: one question per step. The rules check each answer before the next step, and a review shows all answers before sending. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DeclarationReceipt } from "../../../contract/declaration.ts";
import type { Person } from "../../../contract/people.ts";
import type { Problem } from "../../../contract/problem.ts";
import { dateOf as dateInChina } from "../../../domain/china-time.ts";
import { checkDeclaration, DECLARATION_SENTENCES } from "../../../domain/declaration/declaration.ts";
import { ask } from "../../app/api.ts";
import { correctedNow } from "../../app/clock.ts";
import { useLocation } from "../../app/location.ts";
import { relationWord } from "../../app/people.ts";
import { say, saySentence } from "../../app/say.ts";
import { managed, me, refresh } from "../../app/session.ts";
import { Bar } from "../../ui/bar.tsx";
import { stopsAtFault } from "../../ui/field.tsx";
import { readHealth } from "../../ui/health-answer.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { RedeclarationNotice } from "../../ui/redeclaration-notice.tsx";
import { declarationOf, isOpen, type Step, stepOfField, stepsOf } from "./draft.ts";
import { hintOf, missingOf, questionOf, StepBody } from "./steps.tsx";
import { useDraft } from "./use-draft.ts";

interface Refusal {
  readonly pointer: string;
  readonly sentence: string;
}

interface FormProps {
  readonly person: Person;
  readonly onSent: (receipt: DeclarationReceipt) => void;
}

export function DeclarationForm({ person, onSent }: FormProps): JSX.Element | null {
  const today = dateInChina(correctedNow());
  const issuer = me.value?.issuer.code ?? "0";
  const region = issuer === "0" ? "" : issuer;
  const { draft, resumed, change, finish, startOver } = useDraft(person, today);
  const { route } = useLocation();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [promised, setPromised] = useState(false);
  const [busy, setBusy] = useState(false);
  const question = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    question.current?.focus();
  }, [draft?.step]);
  if (draft === null) return null;

  const steps = stepsOf(draft.category, managed.value.length > 1);
  // The title names the relation, because the masked names of one family look alike.
  const name = say("健康申报", "Declaration");
  const title = managed.value.length > 1 ? `${name} · ${relationWord(person.relation)}` : name;
  const at = Math.max(0, steps.indexOf(draft.step));
  const step = steps[at] ?? "category";
  const go = (next: Step): void => {
    setRefusal(null);
    setProblem(null);
    change({ step: next });
  };
  const back = (): void => {
    const before = steps[at - 1];
    if (before === undefined) route("/");
    else go(before);
  };

  const judge = (): Refusal | null => {
    const open = steps.slice(0, at + 1).find((each) => isOpen(each, draft));
    if (open !== undefined && open !== "health") {
      if (open !== step) change({ step: open });
      const pointer = draft.addressDivision === "" ? "/addressHere/division" : "/addressHere/detail";
      return {
        pointer: open === "address" ? pointer : "",
        sentence: missingOf(open, draft),
      };
    }
    const health = steps.indexOf("health") <= at ? readHealth(draft) : null;
    if (health?.ok === false) {
      if (step !== "health") change({ step: "health" });
      return { pointer: health.refusal.pointer, sentence: saySentence(health.refusal.sentence) };
    }
    const result = checkDeclaration(declarationOf(draft), { region, today });
    if (result.ok) return null;
    const wrong = stepOfField(result.refusal.field);
    // A fault in a later step is not displayed yet, because the person has not seen its question.
    if (steps.indexOf(wrong) > at) return null;
    if (wrong !== step) change({ step: wrong });
    return { pointer: result.refusal.field, sentence: saySentence(DECLARATION_SENTENCES[result.refusal.code]) };
  };

  const send = async (): Promise<void> => {
    if (!promised) {
      setRefusal({ pointer: "", sentence: say("请先勾选承诺。", "Please tick the promise first.") });
      return;
    }
    setBusy(true);
    const answer = await ask(
      "POST /api/v1/people/:person/declarations",
      { person: person.id },
      {
        id: draft.id,
        ...declarationOf(draft),
      },
    );
    if (answer.ok) {
      await finish();
      onSent(answer.value);
      await refresh();
    } else if (answer.refusal.pointer === undefined) setProblem(answer.refusal);
    else {
      const wrong = stepOfField(answer.refusal.pointer);
      if (wrong !== step) change({ step: wrong });
      setRefusal({ pointer: answer.refusal.pointer, sentence: saySentence(answer.refusal.sentence) });
    }
    setBusy(false);
  };

  const submit = (): void => {
    const wrong = judge();
    setRefusal(wrong);
    setProblem(null);
    if (wrong !== null) return;
    const next = steps[at + 1];
    if (next === undefined) void send();
    else go(next);
  };

  return (
    <main class="screen whole">
      <Bar name={title} back={back}>
        <span class="quiet">{say(`第 ${at + 1} 步，共 ${steps.length} 步`, `Step ${at + 1} of ${steps.length}`)}</span>
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
          <div class="notice banner">
            {say("已恢复上次没写完的内容。", "Your unfinished answers were restored.")}
            <button class="text-button" type="button" onClick={startOver}>
              {say("重新填", "Start over")}
            </button>
          </div>
        )}
        {(step === "who" || step === "category") && person.redeclaration && (
          <RedeclarationNotice request={person.redeclaration} />
        )}
        <div class="question">
          <h1 tabIndex={-1} ref={question}>
            {questionOf(step, draft)}
          </h1>
          {hintOf(step) !== "" && <p class="quiet">{hintOf(step)}</p>}
        </div>
        <StepBody
          step={step}
          draft={draft}
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
        {problem !== null && <ProblemNotice problem={problem} onRetry={() => void send()} />}
        <button class="button at-foot" type="submit" disabled={busy}>
          {step === "review" ? (busy ? say("正在提交……", "Sending…") : say("提交", "Send")) : say("下一步", "Next")}
        </button>
      </form>
    </main>
  );
}

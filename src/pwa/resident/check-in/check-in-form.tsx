/** The form of a check-in: temperature and symptoms. Sending again after a lost answer makes no second check-in. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { DECLARATION_SENTENCES, healthFault } from "../../../domain/declaration/declaration.ts";
import { ask } from "../../app/api.ts";
import { type HealthDraft, HealthFields } from "../../ui/health-fields.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { say, saySentence } from "../../app/say.ts";

const TEMPERATURE = "/temperatureCelsius";

interface CheckInFormProps {
  readonly person: string;
  readonly onSent: (at: string) => Promise<void>;
}

interface Wrong {
  readonly pointer: string;
  readonly sentence: string;
}

/** The first missing or impossible answer, with its field; null without a fault. */
function wrongIn({ temperature, symptoms, noSymptom }: HealthDraft): Wrong | null {
  if (temperature === "") return { pointer: TEMPERATURE, sentence: say("请填写体温。", "Enter the temperature.") };
  const fault = healthFault({ temperatureCelsius: Number(temperature), symptoms });
  if (fault !== null) return { pointer: fault.field, sentence: saySentence(DECLARATION_SENTENCES[fault.code]) };
  if (symptoms.length > 0 || noSymptom) return null;
  return {
    pointer: "/symptoms",
    sentence: say("请选择症状，没有就选“没有症状”。", "Choose the symptoms, or choose “No symptom”."),
  };
}

export function CheckInForm({ person, onSent }: CheckInFormProps): JSX.Element {
  const id = useRef(crypto.randomUUID());
  const [draft, setDraft] = useState<HealthDraft>({ temperature: "", symptoms: [], noSymptom: false });
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(): Promise<void> {
    const fault = wrongIn(draft);
    setWrong(fault);
    if (fault !== null) return;
    setBusy(true);
    const { temperature, symptoms } = draft;
    const body = { id: id.current, temperatureCelsius: Number(temperature), symptoms };
    const answer = await ask("POST /api/v1/people/:person/check-ins", { person }, body);
    setBusy(false);
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) await onSent(answer.value.at);
  }

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send();
      }}
    >
      <HealthFields
        draft={draft}
        change={(changes) => {
          setWrong(null);
          setDraft((before) => ({ ...before, ...changes }));
        }}
        refusal={wrong?.sentence}
        pointer={wrong?.pointer ?? ""}
      />
      {wrong !== null && wrong.pointer !== TEMPERATURE && (
        <p class="field-refusal" role="alert">
          {wrong.sentence}
        </p>
      )}
      {problem !== null && <ProblemNotice problem={problem} onRetry={() => void send()} />}
      <button class="button" type="submit" aria-disabled={busy}>
        {busy ? say("正在提交……", "Sending…") : say("打卡", "Check in")}
      </button>
    </form>
  );
}

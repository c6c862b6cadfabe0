/** The form of a check-in: temperature and symptoms. Sending again after a lost answer makes no second check-in. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { ask } from "../../app/api.ts";
import { type HealthDraft, type HealthFault, readHealth } from "../../ui/fields/health-answer.ts";
import { HealthFields } from "../../ui/fields/health-fields.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { say, saySentence } from "../../app/say.ts";
import { useBusy } from "../../ui/use-busy.ts";

interface CheckInFormProps {
  readonly person: string;
  readonly onSent: (at: string) => Promise<void>;
}

export function CheckInForm({ person, onSent }: CheckInFormProps): JSX.Element {
  const id = useRef(crypto.randomUUID());
  const [draft, setDraft] = useState<HealthDraft>({ temperature: "", symptoms: [], noSymptom: false });
  const [wrong, setWrong] = useState<HealthFault | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, during] = useBusy();

  async function send(): Promise<void> {
    const health = readHealth(draft);
    setWrong(health.ok ? null : health.refusal);
    if (!health.ok) return;
    const body = { id: id.current, ...health.value };
    const answer = await during(() => ask("POST /api/v1/people/:person/check-ins", { person }, body));
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
        refusal={wrong === null ? undefined : saySentence(wrong.sentence)}
        pointer={wrong?.pointer ?? ""}
      />
      {problem !== null && <ProblemNotice problem={problem} onRetry={() => void send()} />}
      <button class="button" type="submit" aria-disabled={busy}>
        {busy ? say("正在提交……", "Sending…") : say("打卡", "Check in")}
      </button>
    </form>
  );
}

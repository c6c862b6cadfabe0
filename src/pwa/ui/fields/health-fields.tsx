/** The fields for temperature and symptoms, shared by a declaration and a check-in. */
import type { JSX } from "preact";
import { isFever, type Symptom } from "../../../domain/declaration/declaration.ts";
import { readTemperature } from "../../../domain/declaration/temperature.ts";
import { say } from "../../app/say.ts";
import { Choices } from "./choices.tsx";
import { Field } from "./field.tsx";
import type { HealthDraft } from "./health-answer.ts";
import { SYMPTOM_ORDER, symptomWord } from "../words/declaration-words.ts";

type Answer = Symptom | "no-symptom";

interface HealthFieldsProps {
  readonly draft: HealthDraft;
  readonly change: (changes: Partial<HealthDraft>) => void;
  readonly refusal: string | undefined;
  /** The JSON Pointer of the field that `refusal` is about. */
  readonly pointer: string;
}

export function HealthFields({ draft, change, refusal, pointer }: HealthFieldsProps): JSX.Element {
  const toggle = (answer: Answer): void => {
    if (answer === "no-symptom") change({ noSymptom: !draft.noSymptom, symptoms: [] });
    else {
      const others = draft.symptoms.filter((symptom) => symptom !== answer);
      change({ noSymptom: false, symptoms: others.length < draft.symptoms.length ? others : [...others, answer] });
    }
  };
  const choices: readonly { readonly value: Answer; readonly word: string }[] = [
    { value: "no-symptom", word: say("没有症状", "No symptom") },
    ...SYMPTOM_ORDER.map((value) => ({ value, word: symptomWord(value) })),
  ];
  const reading = readTemperature(draft.temperature);
  const meant = !reading.ok && reading.refusal.code === "temperature_point" ? reading.refusal.meant.toFixed(1) : null;
  const hasFever = reading.ok && isFever(reading.value);
  return (
    <>
      <Field
        id="temperature"
        label={say("今天的体温（℃）", "Temperature today (°C)")}
        inputMode="decimal"
        value={draft.temperature}
        onInput={(temperature) => change({ temperature })}
        refusal={pointer === "/temperatureCelsius" ? refusal : undefined}
      />
      {meant !== null && (
        <p class="notice banner" role="status">
          {say(`是 ${meant} ℃ 吗？`, `Do you mean ${meant} °C?`)}
          <button class="text-button" type="button" onClick={() => change({ temperature: meant })}>
            {say(`是，${meant} ℃`, `Yes, ${meant} °C`)}
          </button>
        </p>
      )}
      {hasFever && (
        <p class="notice warning">
          {say(
            "37.3℃ 及以上属于发热。请如实填写，尽快联系社区就医。",
            "37.3 °C or higher is a fever. Please enter the true temperature, and ask the community for a doctor soon.",
          )}
          {!draft.symptoms.includes("fever") && (
            <button class="text-button" type="button" onClick={() => toggle("fever")}>
              {say("在症状里选上“发热”", "Add fever to the symptoms")}
            </button>
          )}
        </p>
      )}
      <Choices
        name="symptoms"
        question={say("有下列症状吗？", "Do you have any of these symptoms?")}
        several
        pairs
        choices={choices}
        chosen={draft.noSymptom ? ["no-symptom"] : draft.symptoms}
        onToggle={toggle}
        refusal={pointer.startsWith("/symptoms") ? refusal : undefined}
      />
    </>
  );
}

/** The health answers of a form as values, or the first answer that is missing or impossible. Pure. */
import { DECLARATION_SENTENCES, healthFault, type Symptom } from "../../../domain/declaration/declaration.ts";
import { readTemperature, TEMPERATURE_SENTENCES } from "../../../domain/declaration/temperature.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import type { Sentence } from "../../../domain/sentence.ts";

/** The answers about health in a form that is not sent yet, as typed and ticked. */
export interface HealthDraft {
  /** The temperature as it was typed. */
  readonly temperature: string;
  readonly symptoms: readonly Symptom[];
  /** "No symptom" is an answer of its own: no tick at all leaves the question open. */
  readonly noSymptom: boolean;
}

export interface HealthFault {
  readonly code: string;
  /** The JSON Pointer of the field at fault in the request. */
  readonly pointer: string;
  readonly sentence: Sentence;
}

interface HealthAnswer {
  readonly temperatureCelsius: number;
  readonly symptoms: readonly Symptom[];
}

const SYMPTOMS_MISSING: Sentence = {
  zh: "请选择症状，没有就选“没有症状”。",
  en: "Choose the symptoms. If there are none, choose “No symptom”.",
};

export function readHealth({ temperature, symptoms, noSymptom }: HealthDraft): Result<HealthAnswer, HealthFault> {
  const reading = readTemperature(temperature);
  if (!reading.ok)
    return refuse({
      code: reading.refusal.code,
      pointer: "/temperatureCelsius",
      sentence: TEMPERATURE_SENTENCES[reading.refusal.code],
    });
  const answer = { temperatureCelsius: reading.value, symptoms };
  const fault = healthFault(answer);
  if (fault !== null) return refuse({ code: fault.code, pointer: fault.field, sentence: DECLARATION_SENTENCES[fault.code] });
  return symptoms.length > 0 || noSymptom
    ? accept(answer)
    : refuse({ code: "symptoms_missing", pointer: "/symptoms", sentence: SYMPTOMS_MISSING });
}

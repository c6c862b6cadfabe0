/** The words on the screens for the answers of a declaration. */
import type { Category, Contact, Symptom } from "../../domain/declaration/declaration.ts";
import { say } from "../app/say.ts";

type Pair = readonly [zh: string, en: string];

const CATEGORIES: { readonly [C in Category]: { readonly word: Pair; readonly detail: Pair } } = {
  staying: {
    word: ["留汉", "Staying"],
    detail: ["2020年1月23日后从未离开武汉", "Has not left Wuhan since 23 January 2020"],
  },
  returning: {
    word: ["返汉", "Returning"],
    detail: ["常住武汉，现在外地，有准确的返汉计划", "Lives in Wuhan, is away, has a definite plan to return"],
  },
  arriving: {
    word: ["来汉", "Arriving"],
    detail: ["不常住武汉，来租住、暂住或投靠亲友", "Does not live in Wuhan, comes to rent, lodge or stay with others"],
  },
};

const SYMPTOMS: { readonly [S in Symptom]: Pair } = {
  fever: ["发热", "Fever"],
  cough: ["咳嗽", "Cough"],
  fatigue: ["乏力", "Fatigue"],
  breathless: ["胸闷气短", "Short of breath"],
  diarrhoea: ["腹泻", "Diarrhoea"],
  other: ["其他不适", "Other"],
};

const CONTACTS: { readonly [C in Contact]: Pair } = {
  none: ["没有接触", "None of these"],
  confirmed: ["确诊病例", "A confirmed case"],
  suspected: ["疑似病例", "A suspected case"],
  fever_patient: ["发热病人", "Somebody with a fever"],
  unsure: ["不确定", "I am not sure"],
};

export const CATEGORY_ORDER: readonly Category[] = ["staying", "returning", "arriving"];
export const SYMPTOM_ORDER: readonly Symptom[] = ["fever", "cough", "fatigue", "breathless", "diarrhoea", "other"];
export const CONTACT_ORDER: readonly Contact[] = ["none", "confirmed", "suspected", "fever_patient", "unsure"];

export const categoryWord = (category: Category): string => say(...CATEGORIES[category].word);
export const categoryDetail = (category: Category): string => say(...CATEGORIES[category].detail);
export const symptomWord = (symptom: Symptom): string => say(...SYMPTOMS[symptom]);
export const contactWord = (contact: Contact): string => say(...CONTACTS[contact]);

export function symptomsWord(symptoms: readonly Symptom[]): string {
  return symptoms.length === 0 ? say("没有症状", "None") : symptoms.map(symptomWord).join(say("、", ", "));
}

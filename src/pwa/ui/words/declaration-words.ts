/** The words on the screens for the answers of a declaration. */
import type { Category, Contact, Symptom } from "../../../domain/declaration/declaration.ts";
import { say, saySentence } from "../../app/say.ts";
import { me } from "../../app/session.ts";

type Pair = readonly [zh: string, en: string];

/** The short name of an issuer's region, as people write it in 留汉. Other issuers say 本地. */
const SHORT_NAMES: Readonly<Record<string, { readonly short: string; readonly staying: string }>> = {
  "42": { short: "鄂", staying: "在鄂" },
  "4201": { short: "汉", staying: "留汉" },
};

/** The region that a declaration is about: 武汉, 湖北. */
export function regionName(): string {
  const issuer = me.value?.issuer;
  if (issuer === undefined || issuer.code === "0") return say("本地", "this region");
  return saySentence({ zh: issuer.name.zh.replace(/[市省]$/, ""), en: issuer.name.en });
}

function pairsOf(category: Category): { readonly word: Pair; readonly detail: Pair } {
  const place = regionName();
  const { short, staying } = SHORT_NAMES[me.value?.issuer.code ?? ""] ?? { short: "本地", staying: "在本地" };
  switch (category) {
    case "staying":
      return {
        word: [staying, "Staying"],
        detail: [`2020年1月23日后从未离开${place}`, `Has not left ${place} since 23 January 2020`],
      };
    case "returning":
      return {
        word: [`返${short}`, "Returning"],
        detail: [
          `常住${place}，现在外地并已定下哪天回来，或者刚从外地回来`,
          `Lives in ${place}; is away and knows the day of return, or has just come back`,
        ],
      };
    case "arriving":
      return {
        word: [`来${short}`, "Arriving"],
        detail: [`不常住${place}，来租住、暂住或投靠亲友`, `Does not live in ${place}, comes to rent, lodge or stay with others`],
      };
    default:
      return category satisfies never;
  }
}

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

export const categoryWord = (category: Category): string => say(...pairsOf(category).word);
export const categoryDetail = (category: Category): string => say(...pairsOf(category).detail);
export const symptomWord = (symptom: Symptom): string => say(...SYMPTOMS[symptom]);
export const contactWord = (contact: Contact): string => say(...CONTACTS[contact]);

export function symptomsWord(symptoms: readonly Symptom[]): string {
  return symptoms.length === 0 ? say("没有症状", "None") : symptoms.map(symptomWord).join(say("、", ", "));
}

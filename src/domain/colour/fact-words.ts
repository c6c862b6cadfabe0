/** What each list is called on a screen. Pure. */
import type { Sentence } from "../sentence.ts";
import type { FactKind } from "../fact/fact.ts";

export const FACT_WORDS: Readonly<Record<FactKind, Sentence>> = {
  confirmed: { zh: "确诊病例", en: "Confirmed case" },
  clinical: { zh: "临床诊断病例", en: "Clinically diagnosed case" },
  suspected: { zh: "疑似病例", en: "Suspected case" },
  asymptomatic: { zh: "无症状感染者", en: "Asymptomatic carrier" },
  fever: { zh: "发热病例", en: "Fever case" },
  onsite_fever: { zh: "现场测温异常", en: "Fever measured on site" },
  close_contact: { zh: "密切接触者", en: "Close contact" },
  secondary_contact: { zh: "次密切接触者", en: "Secondary contact" },
  potential_contact: { zh: "一般接触者", en: "Potential contact" },
  home_isolation: { zh: "居家隔离", en: "Home isolation" },
  central_isolation: { zh: "集中隔离", en: "Central isolation" },
  home_observation: { zh: "居家医学观察", en: "Home observation" },
  entry: { zh: "入境", en: "Entry" },
  test_negative: { zh: "检测阴性", en: "Negative test" },
  test_positive: { zh: "检测阳性", en: "Positive test" },
};

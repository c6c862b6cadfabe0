/** Facts: dated entries about a person in the lists of the government. Checks their dates. Pure; does not know who enters them. */
import { addDays, isCalendarDate } from "../china-time.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";

/** The lists of the government about persons: cases, contacts, isolation, entry into the country, tests. Source: product.md §6. */
export const FACT_KINDS = [
  "confirmed",
  "clinical",
  "suspected",
  "asymptomatic",
  "fever",
  "onsite_fever",
  "close_contact",
  "secondary_contact",
  "potential_contact",
  "home_isolation",
  "central_isolation",
  "home_observation",
  "entry",
  "test_negative",
  "test_positive",
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

export interface Fact {
  readonly kind: FactKind;
  /** The first day on which the fact holds, or the day of a test or an entry into the country; `YYYY-MM-DD` in China. */
  readonly from: string;
  /** The first day on which the fact no longer holds, because the person is cured, excluded or released. `null`: the end is unknown. */
  readonly until: string | null;
}

/** The identity of an entry: the list (`kind`), the division that keeps the list, and the name of the entry there. */
export interface EntryName {
  readonly kind: FactKind;
  /** The division from whose list the entry comes; an appeal against the entry goes there (domain/appeal/appeal.ts). */
  readonly source: string;
  readonly reference: string;
}

/** The risk of a county on a day. `unknown`: the county has no entry. */
export type Risk = "unknown" | "low" | "medium" | "high";

export interface FactRefusal {
  readonly code: "fact_not_a_date" | "fact_too_early" | "fact_in_future" | "fact_dates_reversed" | "fact_too_long";
  /** JSON Pointer (RFC 6901) into the fact. */
  readonly field: "/from" | "/until";
}

/** No fact of this epidemic is older. */
export const EPIDEMIC_BEGAN = "2019-12-01";
/** The most entries of one person; more of them mean a faulty list. */
export const MAX_FACTS = 100;

/** The longest fact. No isolation, observation or illness is longer: a later end is a typing error. */
const MAX_DAYS = 366;

/** Checks the first day and the end of a fact; only the end may lie in the future. @param today the date in China */
export function checkFact<F extends Fact>(fact: F, today: string): Result<F, FactRefusal> {
  const { from, until } = fact;
  if (!isCalendarDate(from)) return refuse({ code: "fact_not_a_date", field: "/from" });
  if (from < EPIDEMIC_BEGAN) return refuse({ code: "fact_too_early", field: "/from" });
  if (from > today) return refuse({ code: "fact_in_future", field: "/from" });
  if (until === null) return accept(fact);
  if (!isCalendarDate(until)) return refuse({ code: "fact_not_a_date", field: "/until" });
  if (until <= from) return refuse({ code: "fact_dates_reversed", field: "/until" });
  return until > addDays(from, MAX_DAYS) ? refuse({ code: "fact_too_long", field: "/until" }) : accept(fact);
}

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

/** Facts: what the government knows of a person, as dated rows of lists. Shapes only; where they come from is not known here. */

/** The lists that facts belong to, as their codes. Source: product.md §6, and the tests and entries of the epidemic lists. */
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
  /** `YYYY-MM-DD` in China: the first day on which it holds; the day of a test or an entry. */
  readonly from: string;
  /** The first day on which it no longer holds: cured, excluded, released. `null`: not known yet. */
  readonly until: string | null;
}

/** The risk of a county on a day. `unknown`: nobody has said. */
export type Risk = "unknown" | "low" | "medium" | "high";

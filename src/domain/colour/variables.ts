/** What conditions may look at: each variable of the record with its type. The table in docs/rule-sets.md is this one. */
import { COLOURS } from "../code/claims.ts";
import { FACT_KINDS } from "../fact/fact.ts";

export type Variable =
  | { readonly type: "boolean" }
  /** Whole number that time alone does not change. */
  | { readonly type: "number" }
  /** Days since something: one more each midnight in China. */
  | { readonly type: "count" }
  /** True until the days in `endsIn` have passed. */
  | { readonly type: "open"; readonly endsIn: string }
  /** Any text: a row's name. */
  | { readonly type: "text"; readonly values: readonly string[] | null }
  | { readonly type: "texts"; readonly values: readonly string[] };

const BOOLEAN: Variable = { type: "boolean" };
const COUNT: Variable = { type: "count" };

export const VARIABLES: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ["declaration.made", BOOLEAN],
  ["declaration.category", { type: "text", values: ["none", "returning", "arriving", "staying"] }],
  ["declaration.contact", { type: "text", values: ["none", "confirmed", "suspected", "fever_patient", "unsure"] }],
  ["declaration.originRisk", { type: "text", values: ["unknown", "low", "medium", "high"] }],
  ["declaration.days", COUNT],
  ["health.temperatureTenths", { type: "number" }],
  ["health.fever", BOOLEAN],
  ["health.symptoms", { type: "texts", values: ["fever", "cough", "fatigue", "breathless", "diarrhoea", "other"] }],
  ["health.unwell", BOOLEAN],
  ["checkIn.days", COUNT],
  ["checkIn.weekDays", COUNT],
  ["checkIn.fortnightDays", COUNT],
  ...FACT_KINDS.flatMap((kind): readonly (readonly [string, Variable])[] => [
    [`facts.${kind}.ever`, BOOLEAN],
    [`facts.${kind}.open`, { type: "open", endsIn: `facts.${kind}.endsInDays` }],
    [`facts.${kind}.days`, COUNT],
    [`facts.${kind}.endedDays`, COUNT],
  ]),
  ["history.colour", { type: "text", values: COLOURS }],
  ["history.row", { type: "text", values: null }],
  ["history.days", COUNT],
  ["history.redDays", COUNT],
]);
